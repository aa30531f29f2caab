/** The pages of a form, one after the other: what each asks, and which is next. */
import type { Language } from '../../templates/views.ts';
import type { Zone } from '../../workflows/contract.ts';
import { isAsked } from '../../workflows/kit/asked.ts';
import type { Field } from '../../workflows/kit/fields.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { fieldErrors, withoutBlanks } from '../forms.ts';
import type { FieldError } from '../problems.ts';
import { requestSchema } from './filing.ts';
import { citizensPieces } from './pieces.ts';
import { bodyOf, type Posted } from './posted.ts';

export type Step =
  | { kind: 'question'; id: string; name: string; field: Field }
  | { kind: 'pieces' | 'contact'; id: string; name: string };

/** What somebody has typed so far, right or wrong, and the pages that they have left by going on. */
export interface Answers {
  posted: Posted;
  seen: readonly string[];
}

/** Addresses beside those of the questions; no question may have such a name. */
export const piecesStep = 'pieces-jointes';
const contactStep = 'coordonnees';
export const otherAddresses = [
  piecesStep,
  contactStep,
  'reprendre',
  'verifier',
  'arret',
  'brouillon',
  'oubli',
  'hors-ligne',
] as const;

/** The pages of a form with these answers: other answers may lead to others. */
export function stepsOf(type: RequestType, { posted }: Answers): Step[] {
  const values = bodyOf(type, posted).fields;
  const questions = Object.entries(type.form)
    .filter(([name]) => isAsked(type.form, name, values))
    .map(([name, field]): Step => ({ kind: 'question', id: name, name: `fields.${name}`, field }));
  const pieces: Step[] = citizensPieces(type).length > 0 ? [{ kind: 'pieces', id: piecesStep, name: piecesStep }] : [];
  return [...questions, ...pieces, { kind: 'contact', id: contactStep, name: 'citizen' }];
}

/** What is wrong with the answers, by the schema of the API. */
export function errorsIn(type: RequestType, { posted }: Answers, lang: Language, zone: Zone): FieldError[] {
  const checked = requestSchema(type, zone).safeParse(withoutBlanks(bodyOf(type, posted)));
  return checked.success ? [] : fieldErrors(checked.error, lang);
}

export const errorsOf = (step: Step, errors: readonly FieldError[]): FieldError[] =>
  errors.filter(({ field }) => isOwn(step, field));

/** The first page that nobody has answered, or not rightly. */
export function firstToDo(type: RequestType, answers: Answers, lang: Language, zone: Zone): Step | undefined {
  const errors = errorsIn(type, answers, lang, zone);
  return stepsOf(type, answers).find((step) => !answers.seen.includes(step.id) || errorsOf(step, errors).length > 0);
}

/** The answers with those of one page as it was posted now. */
export function withAnswers({ posted, seen }: Answers, step: Step, form: Posted): Answers {
  const others = Object.entries(posted).filter(([name]) => !isOwn(step, name));
  const own = Object.entries(form).filter(([name]) => isOwn(step, name));
  return { posted: Object.fromEntries([...others, ...own]), seen };
}

export const withSeen = ({ posted, seen }: Answers, step: Step): Answers => ({
  posted,
  seen: [...new Set([...seen, step.id])],
});

const isOwn = ({ name }: Step, field: string) => field === name || field.startsWith(`${name}.`);

/** The explanation of an answer with which there is nothing to ask for, and the page where it was given. */
export function stopIn(type: RequestType, answers: Answers, lang: Language) {
  const values = bodyOf(type, answers.posted).fields;
  for (const step of stepsOf(type, answers)) {
    if (step.kind !== 'question') continue;
    const text = stopText({ [step.id]: step.field }, values, lang);
    if (text) return { step, text };
  }
  return undefined;
}

function stopText(
  form: Readonly<Record<string, Field>>,
  values: Record<string, unknown>,
  lang: Language,
): string | undefined {
  for (const [name, field] of Object.entries(form)) {
    const value = values[name];
    const stop =
      field.kind === 'choice' ? Object.entries(field.stops ?? {}).find(([option]) => option === value) : undefined;
    const text =
      field.kind === 'group' ? stopText(field.fields, value as Record<string, unknown>, lang) : stop?.[1]?.[lang];
    if (text) return text;
  }
  return undefined;
}
