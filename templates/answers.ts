/** The answers to a form in the reader's words: all of them, or one by its dotted name. */
import type { Field, Form, Words } from '../workflows/kit/fields.ts';
import type { RequestType } from '../workflows/kit/request-type.ts';
import { shortDate } from './format.ts';
import type { Language } from './views.ts';

/** The form as filled, one row an answer; what was left empty is left out. */
export function answersOf(
  type: Pick<RequestType, 'form'>,
  fields: Record<string, unknown>,
  lang: Language,
): { label: string; value: string }[] {
  return answerRows(type.form, fields, lang);
}

function answerRows(
  form: Readonly<Record<string, Field>>,
  fields: Record<string, unknown>,
  lang: Language,
  prefix = '',
): { label: string; value: string }[] {
  return Object.entries(form).flatMap(([name, field]) => {
    const value = fields[name];
    if (value === undefined || value === '') return [];
    const label = prefix + field.title[lang];
    // The question may have been a plain text when the request was filed.
    if (typeof value !== 'object') return [{ label, value: answerText(field, String(value), lang) }];
    if (field.kind === 'group') return answerRows(field.fields, value as Record<string, unknown>, lang, prefix);
    if (field.kind !== 'list') return [];
    return (value as Record<string, unknown>[]).flatMap((one, index) =>
      answerRows(field.fields, one, lang, prefix + blockTitle(field, index, lang)),
    );
  });
}

function answerText(field: Field, value: string, lang: Language): string {
  if (field.kind === 'choice') return (field.options as Record<string, Words>)[value]?.[lang] ?? value;
  return field.kind === 'date' ? shortDate(value, lang) : value;
}

/** What is asked about who asks, whatever they ask for. */
export const citizenWords = {
  givenName: { fr: 'Prénom', en: 'Given name' },
  familyName: { fr: 'Nom', en: 'Family name' },
  email: { fr: 'Adresse électronique', en: 'Email address' },
  phone: { fr: 'Téléphone', en: 'Telephone' },
  address: { fr: 'Adresse postale', en: 'Postal address' },
} as const satisfies Record<string, Words>;

/** What a dotted name as `citizen.phone` or `fields.items.0.what` asks, and how a value of it is said. */
export function questionAt(
  { form }: Pick<RequestType, 'form'>,
  name: string,
  lang: Language,
): { label: string; said: (value: string) => string } {
  const [part, ...path] = name.split('.');
  const words = part === 'citizen' ? citizenWords[path[0] as keyof typeof citizenWords] : undefined;
  if (words) return { label: words[lang], said: (value) => value };
  const found = fieldAt(form, path, lang);
  return found
    ? { label: found.label, said: (value) => answerText(found.field, value, lang) }
    : { label: name, said: (value) => value };
}

function fieldAt(
  form: Form,
  [name = '', ...rest]: string[],
  lang: Language,
): { label: string; field: Field } | undefined {
  const field = form[name];
  if (!field) return undefined;
  if (field.kind === 'group' && rest.length > 0) return fieldAt(field.fields, rest, lang);
  if (field.kind !== 'list') return { label: field.title[lang], field };
  const inner = fieldAt(field.fields, rest.slice(1), lang);
  return inner && { ...inner, label: blockTitle(field, Number(rest[0]), lang) + inner.label };
}

const blockTitle = ({ one }: { one: Words }, index: number, lang: Language) =>
  `${one[lang]} ${index + 1}${{ fr: '\u00a0: ', en: ': ' }[lang]}`;
