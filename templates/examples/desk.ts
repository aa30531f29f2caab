import type { DeskPages, DeskView } from '../pages/desk-view.ts';
import type { ExampleWords } from './words.ts';

/** What an agent has beside a request's task. */
export const exampleDesk = (words: ExampleWords): DeskView => ({
  live: {
    news: '/agent/demandes/2026-004217/flux',
    typing: '/agent/demandes/2026-004217/frappe',
    page: '/agent/demandes/2026-004217',
    seen: 12,
  },
  notes: [{ at: '2026-11-23T10:02:00Z', atText: words.date, from: words.agent, text: words.said }],
  noteAction: '/agent/demandes/2026-004217/notes',
  note: '',
  canned: [{ value: '1', label: words.otherTitle, text: words.reply }],
  diagram: { url: '/agent/demandes/2026-004217/processus.svg', alt: words.step },
  related: [
    {
      reference: '2026-004102',
      url: '/agent/demandes/2026-004102',
      receivedOn: words.date,
      title: words.title,
      status: words.status,
      open: true,
      sameType: true,
    },
  ],
  postpone: {
    action: '/agent/demandes/2026-004217/report',
    causes: [{ value: 'longer study', label: words.said, checked: true }],
    cause: 'longer study',
    date: '2026-12-15',
    reason: words.said,
    last: words.due,
  },
  resume: {
    action: '/agent/demandes/2026-004217/reprise',
    date: '2026-12-01',
    reason: words.said,
    first: words.date,
    now: words.due,
    open: true,
  },
  merge: {
    action: '/agent/demandes/2026-004217/doublon',
    requests: [{ value: '2026-004102', label: words.title, checked: true }],
    reason: words.said,
  },
  restriction: {
    held: { reason: words.said, by: words.agent, on: words.date, lifting: { on: words.date, reason: words.law } },
    action: '/agent/demandes/2026-004217/limitation/annonce',
    asksReason: true,
    reason: words.said,
    byPost: true,
  },
  keeping: {
    holdAction: '/agent/demandes/2026-004217/blocage',
    reason: words.said,
    because: words.said,
  },
  collectUrl: '/agent/demandes/2026-004217/donnees',
  journalUrl: '/agent/demandes/2026-004217/journal',
});

export const exampleDeskPages = (words: ExampleWords): DeskPages => ({
  'email-preview': {
    reference: '2026-004217',
    title: words.step,
    emails: [{ subject: words.title, text: words.reply, lang: 'fr', after: words.step }],
    to: 'camille@citoyen.example.org',
    answerAction: '/agent/taches/1/reponse',
    draftAction: '/agent/taches/1/brouillon',
    sent: [{ name: 'reply', value: words.reply }],
    once: 'exemple-6',
  },
  journal: {
    reference: '2026-004217',
    title: words.title,
    entries: [
      {
        number: 1,
        at: '2026-11-23T10:02:00Z',
        atText: words.date,
        actor: words.agent,
        text: words.status,
        kind: 'request received',
        data: [{ name: 'channel', value: words.web }],
      },
    ],
  },
  'canned-replies': {
    replies: [
      {
        title: words.otherTitle,
        service: words.service.name,
        text: words.reply,
        url: '/agent/reponses-types/1',
        removeAction: '/agent/reponses-types/1/suppression',
      },
    ],
    action: '/agent/reponses-types',
    changing: false,
    typed: { title: words.otherTitle, textFr: words.reply, textEn: '' },
    services: [{ value: 'civil-status', label: words.service.name, checked: true }],
    variables: [{ name: 'reference', meaning: words.title }],
    errors: [{ href: '#textFr', text: words.error }],
  },
});
