import { leftForAnother, type Path, type PathStep } from '../../workflows/kit/explorer.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import type { Scenario } from '../simulation/drive.ts';

/** The scenario that takes a request along a path. People answer late, so that reminders and alerts are on the way. */
export function scenarioAlong(type: RequestType, { facts, steps }: Path): Scenario {
  const answers: Record<string, string[]> = {};
  const left = leftForAnother(steps);
  for (const step of steps) {
    for (const [name, answer] of left.has(step) ? leftAlone(step) : answersTo(step)) {
      answers[name] = [...(answers[name] ?? []), answer];
    }
  }
  return { type, fields: facts, answers, answerAfterDays: 12 };
}

/** Type and path in one word: where the path leaves the first answers, and how it ends. */
export function nameOf(type: RequestType, { facts, steps, ending }: Path): string {
  const choices = Object.entries(facts).filter(([field, choice]) => choice !== firstOption(type, field));
  const turns = steps.filter(({ answers, result }) => answers.length > 1 && result !== answers[0]);
  const words = [...choices.map(([, choice]) => choice), ...turns.map(({ result }) => result)];
  return [historyPrefix(type), ...(words.length > 0 ? [counted(words)] : []), word(ending.outcome)].join('.');
}

/** A later revision has histories of its own. */
export const historyPrefix = ({ id, revision }: RequestType) => (revision === 1 ? id : `${id}.revision-${revision}`);

function answersTo({ verb, name, result, parts = [], within }: PathStep): [name: string, answer: string][] {
  // The last one decides, so that all of them are on the way.
  if (verb === 'intervene') return parts.map((part, index) => [part, index === parts.length - 1 ? result : 'done']);
  return within !== undefined || verb === 'book' ? [[name, result]] : [];
}

const leftAlone = ({ verb, name, parts = [] }: PathStep): [name: string, answer: string][] =>
  (verb === 'intervene' ? parts : [name]).map((wait) => [wait, 'no reply']);

/** `sent back, sent back, refused` → `2-sent-back+refused` */
function counted(words: readonly string[]): string {
  const groups: { said: string; times: number }[] = [];
  for (const said of words.map(word)) {
    const last = groups.at(-1);
    if (last?.said === said) last.times += 1;
    else groups.push({ said, times: 1 });
  }
  return groups.map(({ said, times }) => (times === 1 ? said : `${times}-${said}`)).join('+');
}

function firstOption({ form }: RequestType, name: string): string | undefined {
  const field = form[name];
  return field?.kind === 'choice' ? Object.keys(field.options)[0] : undefined;
}

const word = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-');
