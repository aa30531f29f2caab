/** The form page's questions, from the request type's fields and what has been typed so far. */
import { unbreakable } from '../../templates/texts.ts';
import type { ErrorLink, FieldView, Language } from '../../templates/views.ts';
import type { Field, Form, SimpleField } from '../../workflows/kit/fields.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import type { FieldError } from '../problems.ts';

/** What a browser posts: dotted names, a date in three parts. */
export type Posted = Readonly<Record<string, string>>;

/** The questions about the person who asks; the same for every type. */
const citizenQuestions = {
  givenName: { fr: 'Prénom', en: 'Given name', kind: 'text', autocomplete: 'given-name', maxLength: 100 },
  familyName: { fr: 'Nom', en: 'Family name', kind: 'text', autocomplete: 'family-name', maxLength: 100 },
  email: {
    fr: 'Adresse électronique',
    en: 'Email address',
    hint: {
      fr: 'Pour recevoir l’accusé de réception, le code de suivi et la réponse.',
      en: 'To receive the acknowledgement, the tracking code and the answer.',
    },
    kind: 'email',
    autocomplete: 'email',
    maxLength: 254,
    optional: true,
  },
  phone: { fr: 'Téléphone', en: 'Telephone', kind: 'phone', autocomplete: 'tel', maxLength: 25, optional: true },
  address: {
    fr: 'Adresse postale',
    en: 'Postal address',
    hint: { fr: 'Pour ce qui part sur papier.', en: 'For what leaves on paper.' },
    kind: 'long text',
    autocomplete: 'street-address',
    maxLength: 500,
    optional: true,
  },
} as const;

export function citizenView(lang: Language, posted: Posted, errors: FieldError[]): FieldView[] {
  return Object.entries(citizenQuestions).map(([id, question]) => {
    const name = `citizen.${id}`;
    return {
      id: idOf(name),
      name,
      kind: question.kind,
      label: question[lang],
      hint: 'hint' in question ? question.hint[lang] : undefined,
      optional: 'optional' in question,
      value: posted[name] ?? '',
      error: messageOf(errors, name),
      autocomplete: question.autocomplete,
      maxLength: question.maxLength,
    };
  });
}

export function fieldsView(
  form: Form,
  lang: Language,
  posted: Posted,
  errors: FieldError[],
  prefix = 'fields',
): FieldView[] {
  return Object.entries(form).map(([key, field]) => fieldView(field, `${prefix}.${key}`, lang, posted, errors));
}

/** The body of `POST /requests` that a posted form stands for. */
export function bodyOf(type: string, form: Form, posted: Posted) {
  const names = Object.keys(citizenQuestions);
  return {
    type,
    citizen: Object.fromEntries(names.map((name) => [name, posted[`citizen.${name}`] ?? ''])),
    fields: valuesOf(form, posted, 'fields'),
  };
}

/** The error summary, in the order of the page, each entry leading to its field. */
export function errorLinks(errors: FieldError[], views: FieldView[], lang: Language): ErrorLink[] {
  const fields = views.flatMap((view) => [view, ...(view.fields ?? [])]);
  const found = fields.flatMap(({ id, label, error }) =>
    error ? [{ href: `#${id}`, text: label + colon[lang] + error }] : [],
  );
  const elsewhere = errors.filter(({ field }) => fields.every(({ name }) => name !== field));
  return [...found, ...elsewhere.map(({ message }) => ({ href: '#main', text: message }))];
}

export const colon = { fr: '\u00a0: ', en: ': ' };

/** « 5 jours ouvrés ». @param duration as a request type has it: `5 working days` */
export function delayText(duration: string, lang: Language): string {
  const [count, ...unit] = duration.split(' ');
  return lang === 'en' ? duration : `${count}\u00a0${frenchUnits[unit.join(' ')] ?? unit.join(' ')}`;
}

const frenchUnits: Readonly<Record<string, string>> = {
  day: 'jour',
  days: 'jours',
  'working day': 'jour ouvré',
  'working days': 'jours ouvrés',
  week: 'semaine',
  weeks: 'semaines',
  month: 'mois',
  months: 'mois',
  year: 'an',
  years: 'ans',
};

export function privacyText(town: string, type: RequestType, lang: Language): string {
  return {
    fr: `${town} utilise ces données pour traiter votre demande et vous répondre, et les garde ${type.keptFor.fr}.`,
    en: `${town} uses these data to deal with your request and to answer you, and keeps them for ${type.keptFor.en}.`,
  }[lang];
}

function fieldView(field: Field, name: string, lang: Language, posted: Posted, errors: FieldError[]): FieldView {
  const common = { id: idOf(name), name, label: field.title[lang], error: messageOf(errors, name) };
  if (field.kind === 'group') {
    const fields = fieldsView(field.fields, lang, posted, errors, name);
    return { ...common, kind: 'group', optional: false, fields };
  }
  return {
    ...common,
    hint: field.hint && unbreakable(field.hint[lang]),
    optional: field.optional ?? false,
    ...inputView(field, name, lang, posted),
  };
}

function inputView(
  field: SimpleField,
  name: string,
  lang: Language,
  posted: Posted,
): Pick<FieldView, 'kind' | 'value' | 'choices' | 'date' | 'maxLength'> {
  const value = posted[name] ?? '';
  switch (field.kind) {
    case 'text':
      return { kind: field.long ? 'long text' : 'text', value, maxLength: field.maxLength };
    case 'choice': {
      const choices = Object.entries(field.options).map(([option, words]) => ({
        value: option,
        label: words[lang],
        checked: option === value,
      }));
      return { kind: 'choice', choices };
    }
    case 'date': {
      const part = (unit: string) => posted[`${name}.${unit}`] ?? '';
      return { kind: 'date', date: { day: part('day'), month: part('month'), year: part('year') } };
    }
  }
}

function valuesOf(form: Form, posted: Posted, prefix: string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(form).map(([key, field]) => {
      const name = `${prefix}.${key}`;
      if (field.kind === 'group') return [key, valuesOf(field.fields, posted, name)];
      return [key, field.kind === 'date' ? dateOf(name, posted) : (posted[name] ?? '')];
    }),
  );
}

/** `2026-02-03` from 3, 2, 2026; what is no date stays as it was typed, for the schema to refuse. */
function dateOf(name: string, posted: Posted): string {
  const [day, month, year] = ['day', 'month', 'year'].map((unit) => (posted[`${name}.${unit}`] ?? '').trim()) as [
    string,
    string,
    string,
  ];
  if (!day && !month && !year) return '';
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

const messageOf = (errors: FieldError[], name: string) => errors.find((error) => error.field === name)?.message;
const idOf = (name: string) => name.replaceAll('.', '-');
