import type { FieldView } from '../views.ts';
import type { ExampleWords } from './words.ts';

/** The questions of a form, one of each kind, one of them with an error. */
export function exampleFields(words: ExampleWords): { citizen: FieldView[]; fields: FieldView[] } {
  const { labels } = words;
  return {
    fields: [
      {
        id: 'kind',
        name: 'kind',
        kind: 'choice',
        label: labels.kind,
        optional: false,
        choices: [
          { value: 'full copy', label: words.full, checked: true },
          { value: 'extract', label: words.extract, checked: false },
        ],
      },
      {
        id: 'person',
        name: 'person',
        kind: 'group',
        label: labels.who,
        optional: false,
        fields: [
          {
            id: 'person-familyName',
            name: 'person.familyName',
            kind: 'text',
            label: labels.family,
            optional: false,
            error: words.error,
            maxLength: 100,
          },
          {
            id: 'person-birthDate',
            name: 'person.birthDate',
            kind: 'date',
            label: labels.birth,
            optional: false,
            date: { day: '27', month: '3', year: '1985' },
          },
        ],
      },
      { id: 'need', name: 'need', kind: 'long text', label: labels.need, optional: true, hint: words.otherSummary },
    ],
    citizen: [
      {
        id: 'citizen-givenName',
        name: 'citizen.givenName',
        kind: 'text',
        label: labels.given,
        optional: false,
        autocomplete: 'given-name',
        value: 'Camille',
      },
      {
        id: 'citizen-email',
        name: 'citizen.email',
        kind: 'email',
        label: labels.email,
        optional: true,
        autocomplete: 'email',
      },
      {
        id: 'citizen-phone',
        name: 'citizen.phone',
        kind: 'phone',
        label: labels.phone,
        optional: true,
        autocomplete: 'tel',
      },
    ],
  };
}
