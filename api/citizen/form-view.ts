/** The questions of a form as pages show them, from the request type's fields and what has been typed so far. */
import type { AccountRow } from '../../db/accounts.ts';
import { citizenWords } from '../../templates/answers.ts';
import { unbreakable } from '../../templates/texts.ts';
import type { ErrorLink, FieldView, Language, ListView } from '../../templates/views.ts';
import type { DateField, Field, ListField, SimpleField, TextField } from '../../workflows/kit/fields.ts';
import type { FieldError } from '../problems.ts';
import { blockCount, type Posted } from './posted.ts';

/** Who reads, what was typed, and what is wrong with it. */
export interface Reading {
  lang: Language;
  posted: Posted;
  errors: readonly FieldError[];
  account?: AccountRow | undefined;
}

/** The questions about the person who asks; the same for every type. */
const citizenQuestions = {
  givenName: { ...citizenWords.givenName, kind: 'text', autocomplete: 'given-name', maxLength: 100 },
  familyName: { ...citizenWords.familyName, kind: 'text', autocomplete: 'family-name', maxLength: 100 },
  email: {
    ...citizenWords.email,
    hint: {
      fr: 'Pour recevoir l’accusé de réception, le code de suivi et la réponse.',
      en: 'To receive the acknowledgement, the tracking code and the answer.',
    },
    kind: 'email',
    autocomplete: 'email',
    maxLength: 254,
    optional: true,
  },
  phone: {
    ...citizenWords.phone,
    hint: {
      fr: 'Si le service a une question. De l’étranger, commencez par + et l’indicatif du pays.',
      en: 'In case the service has a question. From abroad, begin with + and the country code.',
    },
    kind: 'phone',
    autocomplete: 'tel',
    maxLength: 25,
    optional: true,
  },
  address: {
    ...citizenWords.address,
    hint: { fr: 'Pour ce qui part sur papier.', en: 'For what leaves on paper.' },
    kind: 'long text',
    autocomplete: 'street-address',
    optional: true,
  },
} as const;

/** Of who is signed in the names stand, and the email address is offered. */
export function citizenView({ lang, posted, errors, account }: Reading): FieldView[] {
  const verified: Posted = account ? { givenName: account.givenName, familyName: account.familyName } : {};
  const offered: Posted = { email: account?.email ?? '' };
  return Object.entries(citizenQuestions).map(([id, question]) => {
    const name = `citizen.${id}`;
    return {
      id: idOf(name),
      name,
      kind: question.kind,
      label: question[lang],
      hint: 'hint' in question ? unbreakable(question.hint[lang]) : undefined,
      optional: 'optional' in question,
      value: verified[id] ?? posted[name] ?? offered[id] ?? '',
      readOnly: id in verified,
      error: messageOf(errors, name),
      autocomplete: question.autocomplete,
      maxLength: 'maxLength' in question ? question.maxLength : undefined,
    };
  });
}

export function fieldsView(form: Readonly<Record<string, Field>>, reading: Reading, prefix = 'fields'): FieldView[] {
  return Object.entries(form).map(([key, field]) => fieldView(field, `${prefix}.${key}`, reading));
}

export function fieldView(field: Field, name: string, reading: Reading): FieldView {
  const { lang, errors } = reading;
  const common = {
    id: idOf(name),
    name,
    label: field.title[lang],
    error: messageOf(errors, name),
    hint: hintOf(field, lang),
    optional: 'optional' in field && field.optional === true,
  };
  if (field.kind === 'group') return { ...common, kind: 'group', fields: fieldsView(field.fields, reading, name) };
  if (field.kind === 'list') return { ...common, kind: 'list', list: listView(field, name, reading) };
  return { ...common, ...inputView(field, name, reading) };
}

/** The error summary, in the order of the page, each entry leading to its field. */
export function errorLinks(errors: readonly FieldError[], views: readonly FieldView[], lang: Language): ErrorLink[] {
  const fields = views.flatMap((view) => withInner(view));
  const found = fields.flatMap(({ id, label, error }) =>
    error ? [{ href: `#${id}`, text: label + colon[lang] + error }] : [],
  );
  const elsewhere = errors.filter(({ field }) => fields.every(({ name }) => name !== field));
  return [...found, ...elsewhere.map(({ message }) => ({ href: '#main', text: message }))];
}

function withInner(view: FieldView): Pick<FieldView, 'id' | 'name' | 'label' | 'error'>[] {
  const blocks = (view.list?.blocks ?? []).flatMap(({ title, fields }) =>
    fields.map((field) => ({ ...field, label: `${title}, ${field.label}` })),
  );
  return [view, ...(view.fields ?? []), ...blocks];
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

function listView(field: ListField, name: string, reading: Reading): ListView {
  const one = field.one[reading.lang];
  const count = blockCount(field, name, reading.posted);
  const blocks = Array.from({ length: count }, (_, index) => {
    const title = `${one} ${index + 1}`;
    const remove = { fr: `Retirer\u00a0: ${title}`, en: `Remove: ${title}` }[reading.lang];
    return {
      id: idOf(`${name}.${index}`),
      title,
      fields: fieldsView(field.fields, reading, `${name}.${index}`),
      remove: count > Math.max(field.min, 1) ? { value: `remove ${index}`, text: remove } : undefined,
    };
  });
  const add = { fr: `Ajouter\u00a0: ${one.toLowerCase()}`, en: `Add another: ${one.toLowerCase()}` }[reading.lang];
  return { blocks, more: count < field.max, add };
}

function inputView(
  field: SimpleField,
  name: string,
  { lang, posted }: Reading,
): Pick<FieldView, 'kind' | 'value' | 'choices' | 'date' | 'maxLength' | 'autocomplete'> {
  const value = posted[name] ?? '';
  switch (field.kind) {
    case 'text':
      // A browser cuts what is pasted at the limit, and says nothing of it: a long text is refused whole instead.
      return {
        kind: inputKind(field),
        value,
        maxLength: field.long ? undefined : Math.max(field.maxLength, 20),
        autocomplete: field.autocomplete,
      };
    case 'choice': {
      const choices = Object.entries(field.options)
        .filter(([option]) => !field.closed?.includes(option))
        .map(([option, words]) => ({ value: option, label: words[lang], checked: option === value }));
      return { kind: 'choice', choices };
    }
    case 'date': {
      const part = (unit: string) => posted[`${name}.${unit}`] ?? '';
      return { kind: 'date', date: { day: part('day'), month: part('month'), year: part('year') } };
    }
  }
}

function inputKind({ long, format }: TextField): FieldView['kind'] {
  if (long) return 'long text';
  return format === 'words' || format === 'coordinates' ? 'text' : format;
}

function hintOf(field: Field, lang: Language): string | undefined {
  const example =
    field.kind === 'text' && field.long
      ? lengthText(field.maxLength, lang)
      : field.kind === 'date'
        ? dateExample(field, lang)
        : '';
  const hint = [field.hint?.[lang], example].filter(Boolean).join(' ');
  return hint === '' ? undefined : unbreakable(hint);
}

function lengthText(signs: number, lang: Language): string {
  const most = signs.toLocaleString(lang === 'fr' ? 'fr-FR' : 'en-GB');
  return { fr: `${most} signes au plus.`, en: `${most} characters at most.` }[lang];
}

/** Of a day that may be meant. */
function dateExample({ planned }: DateField, lang: Language): string {
  const year = planned ? new Date().getFullYear() + 1 : 1985;
  return { fr: `Par exemple, 27 3 ${year}.`, en: `For example, 27 3 ${year}.` }[lang];
}

const messageOf = (errors: readonly FieldError[], name: string) => errors.find(({ field }) => field === name)?.message;
export const idOf = (name: string) => name.replaceAll('.', '-');
