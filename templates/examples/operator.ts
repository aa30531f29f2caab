import type { FailingRow, JournalCheckView, OperatorPages, TypedField } from '../pages/operator-view.ts';
import { exampleOverdue } from './letters.ts';
import type { ExampleWords } from './words.ts';

/** One view of each of the operator's pages, with something that fails on each. */
export function exampleOperatorPages(words: ExampleWords): OperatorPages {
  const { step, attempts, failure, next } = failing(words);
  return {
    operator: {
      notice: words.notice,
      alarm: { url: '/exploitation/journal', text: words.summary },
      lines: [
        { label: words.step, value: 'Temporal 1.32.0', health: 'good', healthText: words.status },
        { label: words.web, value: words.late, health: 'wrong', healthText: words.waiting },
      ],
      links: [{ url: '/exploitation/courriels', text: words.labels.email }],
      failing: [failing(words)],
      failingMore: words.count,
      engineAway: true,
      outbox: { summary: words.count, rows: [failing(words)] },
      tables: [{ name: 'request', size: '12 Mo', rows: '50 000' }],
    },
    'operator-request': {
      notice: undefined,
      reference: '2026-004217',
      title: words.title,
      facts: [{ label: words.step, value: words.status }],
      engineUrl: '/temporal/namespaces/guichet/workflows/request%2F1',
      engineAway: false,
      failing: [{ step, attempts, failure, next, input: [{ label: 'ordinal', value: '2' }] }],
      actions: {
        retry: { action: '/exploitation/demandes/2026-004217/relance', reason: wrong('relance-reason', words) },
        again: { action: '/exploitation/demandes/2026-004217/reprise', reason: empty('reprise-reason') },
        answers: [
          {
            label: words.labels.kind,
            name: 'kind',
            options: [
              { value: 'full copy', label: words.full, checked: true },
              { value: 'extract', label: words.extract, checked: false },
            ],
            value: 'full copy',
            action: '/exploitation/demandes/2026-004217/reponse',
            reason: empty('reponse-kind-reason'),
          },
          {
            label: words.labels.birth,
            name: 'day',
            options: [],
            value: '2026-12-12',
            action: '/exploitation/demandes/2026-004217/reponse',
            reason: empty('reponse-day-reason'),
          },
        ],
      },
      repairs: [{ text: words.said, reason: words.said, atText: words.date }],
      errors: [{ href: '#relance-reason', text: words.error }],
    },
    'operator-emails': {
      notice: undefined,
      overdue: [exampleOverdue(words)],
      overdueText: words.count,
      undeliverable: [
        {
          ...unsent(words),
          resend: {
            action: '/exploitation/courriels/1/renvoi',
            address: wrong('address-1', words),
            reason: empty('reason-1'),
            mayHaveLeft: false,
          },
        },
        { ...unsent(words), resend: undefined },
      ],
      undeliverableText: words.count,
      perhapsSent: [
        {
          ...unsent(words),
          resend: {
            action: '/exploitation/courriels/2/renvoi',
            address: empty('address-2'),
            reason: empty('reason-2'),
            mayHaveLeft: true,
          },
        },
      ],
      perhapsSentText: words.count,
      waiting: [unsent(words)],
      waitingText: words.count,
      errors: [{ href: '#address-1', text: words.error }],
    },
    'operator-runs': {
      summary: words.count,
      lost: [
        { reference: '2026-004217', url: '/exploitation/demandes/2026-004217', title: words.title, since: words.date },
      ],
      again: { action: '/exploitation/executions', reason: wrong('reason', words) },
      errors: [{ href: '#reason', text: words.error }],
    },
    'operator-journal': {
      notice: words.notice,
      alarms: [{ ...check(words), faulty: true, faults: [words.said, words.otherSummary] }],
      seen: { action: '/exploitation/journal', number: '7', reason: wrong('reason', words) },
      checks: [
        { ...check(words), faulty: true, faults: [words.said] },
        {
          ...check(words),
          faulty: true,
          faults: [words.said],
          seen: { by: words.agent, at: words.date, reason: words.said },
        },
        check(words),
      ],
      errors: [{ href: '#reason', text: words.error }],
    },
    'operator-configuration': {
      summary: words.count,
      lines: [
        {
          title: words.service.name,
          health: 'wrong',
          healthText: words.late,
          details: [words.title],
          why: words.summary,
          what: words.otherSummary,
        },
        {
          title: words.otherTitle,
          health: 'good',
          healthText: words.status,
          details: [],
          why: words.summary,
          what: undefined,
        },
      ],
    },
  };
}

const check = (words: ExampleWords): JournalCheckView => ({
  at: words.date,
  read: words.count,
  result: words.status,
  faulty: false,
  faults: [],
  seen: null,
});

const failing = (words: ExampleWords): FailingRow => ({
  reference: '2026-004217',
  url: '/exploitation/demandes/2026-004217',
  title: words.title,
  step: words.step,
  attempts: '4',
  failure: 'ESOCKET',
  next: words.dueIn,
});

const unsent = (words: ExampleWords) => ({
  reference: '2026-004217',
  url: '/exploitation/demandes/2026-004217',
  title: words.title,
  email: words.step,
  address: 'c…@exemple.example.org',
  answer: 'EENVELOPE 550',
  since: words.date,
  attempts: '1',
});

const empty = (id: string): TypedField => ({ id, value: '', error: undefined });
const wrong = (id: string, words: ExampleWords): TypedField => ({ id, value: words.said, error: words.error });
