import type { RoutingRule } from '../db/routing.ts';
import { passes } from './routing-conditions.ts';

interface Choice {
  name: string;
  /** With undefined, where the question may be left out. */
  options: readonly (string | undefined)[];
}

/** More combinations of options than this are not tried: the check would take seconds. */
const mostCombinations = 20_000;

/**
 * The rules that no answer to the choices leads to, by their index, and those that stand in front of them. A condition
 * on a day is taken to hold for some request, and never to stand in another rule's way.
 *
 * @returns nothing for a table over more combinations than can be tried
 */
export function rulesOutOfReach(
  rules: readonly RoutingRule[],
  choices: readonly Choice[],
): { index: number; behind: number[] }[] {
  const looked = choices.filter(({ name }) => rules.some(({ conditions }) => name in conditions));
  if (looked.reduce((product, { options }) => product * options.length, 1) > mostCombinations) return [];
  const names = new Set(looked.map(({ name }) => name));
  const tests = rules.map(({ conditions }) => Object.entries(conditions).filter(([name]) => names.has(name)));
  const certain = rules.map(({ conditions }, index) => Object.keys(conditions).length === tests[index]!.length);

  const reached = new Set<number>();
  const before = rules.map(() => new Set<number>());
  for (const facts of combinations(looked)) {
    const fitting = [...rules.keys()].filter((index) =>
      tests[index]!.every(([name, test]) => passes(test, facts[name], 'choice')),
    );
    const decides = fitting.find((index) => certain[index]);
    for (const index of fitting) {
      if (decides === undefined || index <= decides) reached.add(index);
      else before[index]!.add(decides);
    }
  }
  const lost = [...rules.keys()].filter((index) => !reached.has(index));
  return lost.map((index) => ({ index, behind: [...before[index]!].sort((one, other) => one - other) }));
}

function combinations(choices: readonly Choice[]): Record<string, string | undefined>[] {
  return choices.reduce<Record<string, string | undefined>[]>(
    (some, { name, options }) => some.flatMap((facts) => options.map((value) => ({ ...facts, [name]: value }))),
    [{}],
  );
}
