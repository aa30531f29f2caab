import type { EntryPages } from '../pages/entry-view.ts';
import type { FieldView } from '../views.ts';
import { exampleQuestions } from './form.ts';
import type { ExampleWords } from './words.ts';

/** One view of each page of an entry: nothing found, something wrong beside a known person, and what is handed over. */
export function exampleEntryPages(words: ExampleWords): EntryPages {
  const { citizen, fields } = exampleQuestions(words);
  const select = (id: string): FieldView => ({
    ...{ id, name: id, kind: 'select', label: words.labels.kind, optional: false },
    choices: [
      { value: 'phone', label: words.full, checked: true },
      { value: 'post', label: words.extract, checked: false },
    ],
  });
  const simple = (id: string): FieldView => ({
    ...{ id, name: id, kind: 'text', label: words.labels.birth, optional: false, value: '' },
    hint: words.otherSummary,
  });
  return {
    'entry-start': {
      typed: words.title,
      channel: 'phone',
      titles: [words.title, words.otherTitle],
      types: [{ url: '/agent/saisie/birth-certificate?canal=phone', text: words.title }],
      narrowed: false,
      errors: [{ href: '#demarche', text: words.error }],
    },
    'entry-form': {
      title: words.title,
      action: '/agent/saisie/birth-certificate',
      backUrl: '/agent/saisie?canal=phone',
      once: 'exemple-6',
      fields,
      person: citizen,
      contact: {
        channel: select('channel'),
        day: { ...simple('receivedAt'), error: words.error },
        time: simple('receivedTime'),
        first: simple('receivedFirstOn'),
        language: select('language'),
      },
      known: [
        {
          name: words.citizen,
          contact: ['7 rue de la Démonstration\n99999 Exempleville', '06 39 98 12 34'],
          request: { reference: '2026-004217', url: '/agent/demandes/2026-004217', text: `(${words.title})` },
          takeValue: 'take 1',
        },
      ],
      checked: true,
      focus: 'question',
      notice: words.notice,
      errors: [{ href: '#receivedAt', text: words.error }],
    },
    'entry-done': {
      title: words.title,
      reference: '2026-004217',
      trackingCode: 'HVKT-7N3X-QRPM-W4DA',
      person: words.citizen,
      email: undefined,
      answerBy: words.due,
      followUrl: 'https://exempleville.example.org/suivi',
      receiptUrl: '/agent/saisie/faites/2026-004217/recepisse.pdf',
      letterUrl: '/agent/saisie/faites/2026-004217/courrier.pdf',
      requestUrl: '/agent/demandes/2026-004217',
      nextUrl: '/agent/saisie?canal=phone',
    },
  };
}
