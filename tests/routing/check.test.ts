/** What the check of a routing table finds. */
import { expect, test } from '@jest/globals';
import { checkRoutingTables } from '../../activities/routing-check.ts';
import { demoDistricts } from '../../db/demo-people.ts';
import type { RoutingTable } from '../../db/routing.ts';
import { faultLine } from '../../db/routing-faults.ts';
import { rule, streets } from './example.ts';

const named = { services: ['roads', 'green-spaces', 'cleanliness'], districts: demoDistricts };
const faultsOf = (...tables: RoutingTable[]) =>
  checkRoutingTables(tables, named).map(({ code, position }) => [code, position]);
const ofTest = (category: string) => faultsOf(streets(rule('one', { category }, 'roads')));

test('everything that is wrong is said at once, each in one line with its code and its rule', () => {
  const faults = checkRoutingTables(
    [
      streets(
        rule('a', { category: '"tree" or' }, 'roads'),
        rule('b', { colour: '"red"', place: '"here"', category: '"tre"' }, 'forestry'),
      ),
      { type: 'unheard-of', rules: [rule('a', {}, 'roads')] },
    ],
    named,
  );

  expect(faults.map(({ code, type, position }) => [code, type, position])).toEqual([
    ['FEEL_SYNTAX', 'street-problem', 1],
    ['UNKNOWN_SERVICE', 'street-problem', 2],
    ['UNKNOWN_FIELD', 'street-problem', 2],
    ['FIELD_NOT_ROUTABLE', 'street-problem', 2],
    ['UNKNOWN_OPTION', 'street-problem', 2],
    ['UNKNOWN_TYPE', 'unheard-of', undefined],
  ]);
  expect(faultLine(faults[4]!)).toBe(
    'UNKNOWN_OPTION street-problem, rule 2: "tre" is no option of category: give one of pothole, pavement, lighting, rubbish, tree, signs, other',
  );
  for (const fault of faults) expect(faultLine(fault)).not.toContain('\n');
});

test.each(['"tree"', '"tree", "signs"', 'not("tree")', '? = "tree"', 'starts with(?, "pa")', '? in ("tree", "other")'])(
  '%s is a condition',
  (category) => expect(ofTest(category)).toEqual([]),
);

test.each([
  ['tree', 'FEEL_SYNTAX'],
  ['"tree" "signs"', 'FEEL_SYNTAX'],
  ['not("tre")', 'UNKNOWN_OPTION'],
  ['? = "tre"', 'UNKNOWN_OPTION'],
  ['"tree", "Tree"', 'UNKNOWN_OPTION'],
  ['count(for i in 1..1000000000 return i) > 1', 'FEEL_NOT_ALLOWED'],
  ['some i in 1..1000000000 satisfies i = ?', 'FEEL_NOT_ALLOWED'],
  ['matches(?, "(a+)+$")', 'FEEL_NOT_ALLOWED'],
  ['today() > date("2026-01-01")', 'FEEL_NOT_ALLOWED'],
  [Array(200).fill('"tree"').join(', '), 'FEEL_NOT_ALLOWED'],
  ['starts with(?, "zz")', 'NEVER_MATCHES'],
])('%s is refused', (category, code) => expect(ofTest(category)).toEqual([[code, 1]]));

test('a rule that an earlier one, or several together, always precede is named with them', () => {
  const districts = ['nord', 'centre', 'sud'].map((id) => rule(id, { district: `"${id}"` }, 'roads'));
  const faults = checkRoutingTables(
    [streets(...districts, rule('tree', { category: '"tree"' }, 'green-spaces'))],
    named,
  );

  expect(faults.map(faultLine)).toEqual([
    'NEVER_MATCHES street-problem, rule 4: can never decide: rule 1, rule 2, rule 3 always comes first',
  ]);
  expect(faultsOf(streets(rule('all', {}, 'roads'), rule('tree', { category: '"tree"' }, 'green-spaces')))).toEqual([
    ['NEVER_MATCHES', 2],
  ]);
});

test('a rule for a district that the town has closed holds, and one for a district that it has not is told', () => {
  const tables = [streets(rule('a', { district: '"nord"' }, 'roads'), rule('b', { district: '"est"' }, 'roads'))];
  const closed = demoDistricts.map((one) => ({ ...one, open: one.id !== 'nord' }));

  expect(checkRoutingTables(tables, { ...named, districts: closed }).map(faultLine)).toEqual([
    'UNKNOWN_OPTION street-problem, rule 2: "est" is no option of district: give one of centre, nord, sud',
  ]);
  // A village that has none is not asked for one.
  expect(checkRoutingTables(tables, { ...named, districts: [] }).map(({ code }) => code)).toEqual([
    'UNKNOWN_FIELD',
    'UNKNOWN_FIELD',
  ]);
});

test('the same conditions twice, and the same id twice, are duplicates', () => {
  const tree = { category: '"tree"' };
  expect(faultsOf(streets(rule('a', tree, 'roads'), rule('b', tree, 'green-spaces')))).toContainEqual([
    'DUPLICATE_RULE',
    2,
  ]);
  expect(faultsOf(streets(rule('a', tree, 'roads'), rule('a', {}, 'green-spaces')))).toEqual([['DUPLICATE_RULE', 2]]);
});

test('a condition may be about a planned day, and stands in no other rule’s way', () => {
  const summer = '[date("2026-07-01")..date("2026-08-31")]';
  const table = (conditions: Record<string, string>) => ({
    type: 'bulky-waste-pickup',
    rules: [rule('day', conditions, 'roads'), rule('rest', {}, 'cleanliness')],
  });
  expect(faultsOf(table({ day: summer }))).toEqual([]);
  expect(faultsOf(table({ day: '>= @"2026-07-01"' }))).toEqual([]);
  expect(faultsOf(table({ day: 'day of week(?) = "Monday"' }))).toEqual([]);
  expect(faultsOf(table({ day: '"tuesday' }))).toEqual([['FEEL_SYNTAX', 1]]);
  expect(faultsOf(table({ day: '>= "2026-07-01"' }))).toEqual([['FEEL_SYNTAX', 1]]);
  expect(faultsOf(table({ day: 'date("2026-02-31")' }))).toEqual([['FEEL_SYNTAX', 1]]);
});
