import type { AdministrationField, AdministrationPages } from '../pages/administration-view.ts';
import type { ExampleWords } from './words.ts';

/** One view of each page of the administration, with something wrong in the form. */
export function exampleAdministrationPages(words: ExampleWords): AdministrationPages {
  const link = { url: '/administration/services', text: words.service.name };
  return {
    administration: { links: [{ ...link, lead: words.summary }] },
    'administration-list': {
      title: words.service.name,
      lead: words.summary,
      columns: [words.labels.family, words.labels.email],
      rows: [
        {
          url: '/administration/services/civil-status',
          cells: [
            { text: words.service.name, column: words.labels.family },
            { text: words.service.email, column: words.labels.email },
          ],
        },
      ],
      add: { url: '/administration/services/nouveau', text: words.extract },
      notice: words.notice,
    },
    'administration-form': {
      title: words.service.name,
      back: link,
      action: '/administration/services/civil-status',
      seen: 'abc',
      fields: [
        field('email', 'email', words.labels.email, { error: words.error, value: words.service.email }),
        field('address', 'long text', words.labels.address, { value: words.service.address.join('\n') }),
        field('day', 'date', words.labels.birth, { date: { day: '3', month: '2', year: '2026' } }),
        field('role', 'choice', words.labels.kind, { choices: choices(words) }),
        field('agent', 'select', words.labels.who, { choices: choices(words), error: words.error }),
        field('services', 'choices', words.labels.need, { choices: choices(words), hint: words.summary }),
      ],
      remove: '/administration/services/civil-status/retrait',
      last: words.said,
      errors: [
        { href: '#email', text: words.error },
        { href: '#agent', text: words.error },
      ],
    },
    'administration-town': {
      fields: [field('name', 'text', words.labels.family, { value: words.service.name, error: words.error })],
      seen: 'abc',
      hasLogo: true,
      notice: words.notice,
      errors: [
        { href: '#name', text: words.error },
        { href: '#file', text: words.error },
      ],
    },
    'administration-transfer': {
      result: { title: words.status, lines: [words.said] },
      errors: [{ href: '#file', text: words.error }],
    },
    'administration-routing': {
      tables: [
        {
          title: words.title,
          fileUrl: '/administration/aiguillage/street-problem.dmn',
          rules: [{ when: words.summary, service: words.service.name, because: words.said }],
        },
      ],
      fileUrl: '/administration/aiguillage.dmn',
      seen: 'abc',
      notice: words.notice,
      errors: [{ href: '#file', text: words.error }],
    },
    'administration-handover': {
      fields: [
        field('from', 'select', words.labels.family, { choices: choices(words), error: words.error }),
        field('to', 'select', words.labels.family, { choices: choices(words), optional: true, hint: words.said }),
      ],
      any: true,
      notice: words.notice,
      errors: [{ href: '#from', text: words.error }],
    },
    'administration-journal': {
      entries: [
        {
          at: '2026-11-24T09:00:00Z',
          atText: words.date,
          who: words.agent,
          what: words.service.name,
          changes: [words.said, words.web],
        },
      ],
      nextUrl: '/administration/journal?avant=1',
    },
  };
}

const field = (
  id: string,
  kind: AdministrationField['kind'],
  label: string,
  more: Partial<AdministrationField>,
): AdministrationField => ({ id, name: id, kind, label, optional: false, ...more });

const choices = (words: ExampleWords) => [
  { value: 'full', label: words.full, checked: true },
  { value: 'extract', label: words.extract, checked: false },
];
