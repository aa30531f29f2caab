import type { Field } from './fields.ts';

type Questions = Readonly<Record<string, Field>>;

/**
 * Whether a question is asked, by the answers to the same form. Undefined while nobody can tell: a choice that decides
 * has no answer yet, or none of its own options.
 *
 * @param answers by name, as far as they are known
 */
export function isAsked(
  form: Questions,
  name: string,
  answers: Readonly<Record<string, unknown>>,
): boolean | undefined {
  const conditions = Object.entries(form[name]?.when ?? {});
  const held = conditions.map(([choice, options]) => holds(form, choice, options, answers));
  if (held.includes(false)) return false;
  return held.includes(undefined) ? undefined : true;
}

function holds(
  form: Questions,
  name: string,
  options: readonly string[],
  answers: Readonly<Record<string, unknown>>,
): boolean | undefined {
  const asked = isAsked(form, name, answers);
  if (!asked) return asked;
  const answer = answers[name];
  const choice = form[name];
  const known = choice?.kind === 'choice' && typeof answer === 'string' && Object.hasOwn(choice.options, answer);
  return known ? options.includes(answer) : undefined;
}
