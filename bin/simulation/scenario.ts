import { demoDistricts } from '../../db/demo-people.ts';
import { inTown, offeredOptions } from '../../workflows/kit/districts.ts';
import type { Path, PathStep } from '../../workflows/kit/explorer.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { requestTypes } from '../../workflows/request-types/index.ts';
import type { Scenario } from './drive.ts';

/** The newest revision of a type. @throws Error in one line */
export function typeGiven(positionals: readonly string[]): RequestType {
  const [id, ...more] = positionals;
  const type = requestTypes.findLast((candidate) => candidate.id === id);
  if (type && more.length === 0) return type;
  const fault = !id
    ? 'No request type is given'
    : type
      ? `One type at a time, not ${more.join(', ')} too`
      : unknown(id);
  throw new Error(`${fault}: give one of ${[...new Set(requestTypes.map((known) => known.id))].join(', ')}`);
}

/** A number of an option. @throws Error in one line */
export function numberGiven(option: string, given: string, from: number, to: number): number {
  const number = given.trim() === '' ? Number.NaN : Number(given);
  if (number >= from && number <= to) return number;
  throw new Error(`--${option} is ${given || 'empty'}: give a number from ${from} to ${to}`);
}

/**
 * What was given for a simulation, checked against everything that the process can come to.
 *
 * @param answers `<wait>=<answer>`, and so for the fields `<field>=<choice>`
 * @throws Error in one line that says what could be given
 */
export function scenarioGiven(
  type: RequestType,
  paths: readonly Path[],
  given: { answers: readonly string[]; fields: readonly string[]; days: string },
): Scenario {
  const fields = Object.fromEntries(given.fields.map((text) => fieldGiven(type, text)));
  const possible = answersOf(paths);
  const answers: Record<string, string[]> = {};
  for (const text of given.answers) {
    const [name, answer] = answerGiven(possible, text);
    answers[name] = [...(answers[name] ?? []), answer];
  }
  return { type, fields, answers, answerAfterDays: Math.floor(numberGiven('days', given.days, 0, 1_000)) };
}

function fieldGiven(type: RequestType, text: string): [field: string, choice: string] {
  // A simulated town is furnished as the demonstration is.
  const { form } = inTown(type, demoDistricts);
  const [name, choice] = pair('field', text);
  const choices = Object.entries(form).flatMap(([field, { kind }]) => (kind === 'choice' ? [field] : []));
  const field = form[name];
  if (field?.kind !== 'choice') throw new Error(`--field "${name}" is not a choice of the form: ${oneOf(choices)}`);
  const options = offeredOptions(field);
  if (!options.includes(choice)) throw new Error(`--field "${name}" has no choice "${choice}": ${oneOf(options)}`);
  return [name, choice];
}

function answerGiven(possible: ReadonlyMap<string, Set<string>>, text: string): [name: string, answer: string] {
  const [name, answer] = pair('answer', text);
  const answers = possible.get(name);
  if (!answers) throw new Error(`--answer "${name}" is no wait of this process: ${oneOf([...possible.keys()])}`);
  if (!answers.has(answer)) throw new Error(`--answer "${name}" has no answer "${answer}": ${oneOf([...answers])}`);
  return [name, answer];
}

/** What each wait of a process may be answered, by its name. */
function answersOf(paths: readonly Path[]): Map<string, Set<string>> {
  const possible = new Map<string, Set<string>>();
  for (const step of paths.flatMap(({ steps }) => steps)) {
    for (const name of namesOf(step)) {
      possible.set(name, new Set([...(possible.get(name) ?? []), ...step.answers, ...whatElse(step)]));
    }
  }
  return possible;
}

/** A task of `intervene` is each of its parts. */
function namesOf({ verb, name, parts = [], within }: PathStep): readonly string[] {
  if (verb === 'intervene') return parts;
  return within !== undefined || verb === 'book' ? [name] : [];
}

/** Of waits side by side one may be left alone while another decides. */
function whatElse({ verb, parallel }: PathStep): string[] {
  if (verb === 'book') return [];
  return parallel === undefined ? ['withdrawn'] : ['withdrawn', 'no reply'];
}

function pair(option: string, text: string): [name: string, value: string] {
  const [name, ...value] = text.split('=');
  if (value.length > 0) return [name!.trim(), value.join('=').trim()];
  throw new Error(`--${option} "${text}" has no "=": give it as --${option} "<name>=<value>"`);
}

const oneOf = (possible: readonly string[]) => `give one of ${possible.map((name) => `"${name}"`).join(', ')}`;
const unknown = (id: string) => `There is no request type "${id}"`;
