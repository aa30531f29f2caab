import { evaluate, parseDate, parseUnaryTests, unaryTest } from 'feelin';
import type { RoutingFaultCode } from '../db/routing-faults.ts';
import type { ChoiceField, DateField } from '../workflows/kit/fields.ts';

/** A field that a rule may look at: the engine's history has nothing else of the form, and nothing personal (I7). */
export type RoutableField = ChoiceField | (DateField & { planned: true });

/** Longer than any list of options; FEEL of any length could be made to compute for ever. */
const longestTest = 500;

/**
 * What a test may be built of. Left out is what depends on the day it is evaluated on, since a process that runs again
 * must come to the same service, and loops, lists and patterns that may take any time.
 */
const allowedFunctions = ['not', 'starts with', 'ends with', 'contains', 'date', 'day of week', 'month of year'];
const refusedNodes =
  /^(For|Quantified|If|Filter|Path|FunctionDefinition|FunctionBody|InstanceOf|Context|List|Arithmetic)/;

/** What `day of week` and `month of year` give. */
const namesOfTime = [
  ...['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October'],
  ...['November', 'December'],
];

const results = new Map<string, boolean>();
/** About a megabyte: a town's tests and options are some hundreds. */
const mostResults = 10_000;

/**
 * Whether a field's value passes a FEEL unary test. Evaluating takes a third of a millisecond, and a test gives the
 * same for the same value always: it is kept by both.
 *
 * @param value an option, a civil date, or undefined for a question that was left out
 * @throws the parser's error when the test is no FEEL
 */
export function passes(test: string, value: string | undefined, kind: 'choice' | 'date'): boolean {
  const key = `${kind}\n${test}\n${value === undefined ? '' : `=${value}`}`;
  const known = results.get(key);
  if (known !== undefined) return known;
  const given = value === undefined ? null : kind === 'date' ? parseDate(value) : value;
  const passed = unaryTest(test, { '?': given }).value === true;
  if (results.size >= mostResults) results.clear();
  results.set(key, passed);
  return passed;
}

/** Everything that is wrong with a test of this field. */
export function faultsOfTest(
  test: string,
  name: string,
  field: RoutableField,
): { code: RoutingFaultCode; text: string }[] {
  if (test.length > longestTest)
    return [{ code: 'FEEL_NOT_ALLOWED', text: `the condition on ${name} is longer than ${longestTest} characters` }];
  try {
    const refused = refusedParts(test);
    if (refused.length > 0) return [{ code: 'FEEL_NOT_ALLOWED', text: notAllowed(name, refused) }];
    // A name that is not there is a warning to the interpreter, and here most often an option without its quotes.
    const sample = field.kind === 'date' ? parseDate('2026-01-01') : Object.keys(field.options)[0];
    const doubts = unaryTest(test, { '?': sample }).warnings.map(({ message }) => message);
    if (doubts.length > 0) return [{ code: 'FEEL_SYNTAX', text: `${name}, ${test}: ${doubts.join('; ')}` }];
  } catch (error) {
    return [{ code: 'FEEL_SYNTAX', text: `${name}, ${test}: ${(error as Error).message}` }];
  }
  if (field.kind === 'date') {
    const bare = wholeTexts(test).filter((text) => !namesOfTime.includes(text));
    return bare.map((text) => ({
      code: 'FEEL_SYNTAX',
      text: `"${text}" is no day for ${name}: write date("2026-07-01")`,
    }));
  }
  return unknownOptions(test, field).map((option) => ({
    code: 'UNKNOWN_OPTION',
    text: `"${option}" is no option of ${name}: give one of ${Object.keys(field.options).join(', ')}`,
  }));
}

const notAllowed = (name: string, parts: string[]) =>
  `the condition on ${name} uses ${parts.join(', ')}: use values in quotes, comparisons and ${allowedFunctions.join(', ')}`;

interface Part {
  name: string;
  text: string;
  /** The functions around it, the innermost first. */
  within: string[];
}

function refusedParts(test: string): string[] {
  const parts = partsOf(test);
  const kinds = parts.filter(({ name }) => refusedNodes.test(name)).map(({ text }) => text);
  const functions = parts.flatMap(({ within }) => within).filter((called) => !allowedFunctions.includes(called));
  return [...new Set([...kinds, ...functions])];
}

const unknownOptions = (test: string, field: ChoiceField) =>
  wholeTexts(test).filter((text) => !Object.hasOwn(field.options, text));

/** Texts that stand for a whole value: one within `starts with` is a part of one. */
function wholeTexts(test: string): string[] {
  const literals = partsOf(test).filter(
    ({ name, within }) => name === 'StringLiteral' && within.every((f) => f === 'not'),
  );
  const texts = literals.map(({ text }) => evaluate(text).value as string);
  return [...new Set(texts)];
}

function partsOf(test: string): Part[] {
  const parts: Part[] = [];
  const calls: string[] = [];
  parseUnaryTests(test, {}, undefined).iterate({
    enter({ name, from, to }) {
      const text = test.slice(from, to);
      if (isCall(name)) calls.unshift(text.startsWith('@') ? 'date' : text.split('(')[0]!.trim().replace(/\s+/g, ' '));
      parts.push({ name, text, within: [...calls] });
    },
    leave({ name }) {
      if (isCall(name)) calls.shift();
    },
  });
  return parts;
}

const isCall = (node: string) => node === 'FunctionInvocation' || node === 'DateTimeLiteral';
