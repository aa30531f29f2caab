/** Forms of the administration: from a list of questions to fields, and from what was typed to a value for the schema. */
import type { AdministrationField } from '../../templates/pages/administration-view.ts';
import type { Choice, Language } from '../../templates/views.ts';
import type { Words } from '../../workflows/kit/fields.ts';
import type { FieldError } from '../problems.ts';

export interface Question {
  name: string;
  kind: 'text' | 'long text' | 'email' | 'phone' | 'whole number' | 'date' | 'choice' | 'select' | 'choices';
  title: Words;
  hint?: Words;
  optional?: boolean;
  options?: readonly { value: string; label: string }[];
}

/** The fields of a form, as the browser sends them. */
export type Typed = Readonly<Record<string, string>>;

export function fieldsOf(
  questions: readonly Question[],
  typed: Typed,
  errors: readonly FieldError[],
  lang: Language,
): AdministrationField[] {
  return questions.map((question) => ({
    id: question.name.replaceAll('.', '-'),
    name: question.name,
    kind: question.kind,
    label: question.title[lang],
    hint: question.hint?.[lang],
    optional: question.optional ?? false,
    value: typed[question.name] ?? '',
    choices: choicesOf(question, typed),
    date: partsOf(question, typed),
    error: errors.find(({ field }) => field === question.name || field.startsWith(`${question.name}.`))?.message,
  }));
}

function choicesOf({ name, kind, options = [] }: Question, typed: Typed): Choice[] {
  return options.map(({ value, label }) => ({
    value,
    label,
    checked: kind === 'choices' ? typed[`${name}.${value}`] !== undefined : typed[name] === value,
  }));
}

function partsOf({ name, kind }: Question, typed: Typed) {
  if (kind !== 'date') return undefined;
  const part = (unit: string) => typed[`${name}.${unit}`] ?? '';
  return { day: part('day'), month: part('month'), year: part('year') };
}

/** What was typed, by question: a text, a number, a date `2026-08-03`, a list of what was ticked; null for nothing. */
export function valuesOf(questions: readonly Question[], typed: Typed): Record<string, unknown> {
  return Object.fromEntries(questions.map((question) => [question.name, answerTo(question, typed)]));
}

function answerTo({ name, kind, options = [] }: Question, typed: Typed): unknown {
  if (kind === 'choices') return options.map(({ value }) => value).filter((value) => `${name}.${value}` in typed);
  const text = kind === 'date' ? dateOf(name, typed) : (typed[name] ?? '').replace(/\r\n?/g, '\n').trim();
  if (text === '') return null;
  return kind === 'whole number' && /^\d{1,9}$/.test(text) ? Number(text) : text;
}

/** `2026-02-03` from 3, 2, 2026; what is no date stays as it was typed, for the schema to refuse. */
function dateOf(name: string, typed: Typed): string {
  const [day = '', month = '', year = ''] = ['day', 'month', 'year'].map((unit) => typed[`${name}.${unit}`]?.trim());
  return day || month || year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : '';
}

/** A row's values in the names of the form's fields. */
export function typedOf(row: object): Typed {
  return Object.fromEntries(
    Object.entries(row).flatMap(([name, value]): [string, string][] => {
      if (Array.isArray(value)) return value.map((one) => [`${name}.${one}`, 'on']);
      const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(String(value)) ?? [];
      if (day)
        return [
          [`${name}.day`, day],
          [`${name}.month`, month!],
          [`${name}.year`, year!],
        ];
      return value === null ? [] : [[name, String(value)]];
    }),
  );
}
