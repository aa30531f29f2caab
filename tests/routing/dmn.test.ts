/** The routing table as a DMN file: out and in again without loss, and bad files refused. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { checkRoutingTables } from '../../activities/routing-check.ts';
import { demoDistricts } from '../../db/demo-people.ts';
import { readDmn, writeDmn } from '../../db/routing-dmn.ts';
import { RoutingFaults } from '../../db/routing-faults.ts';
import { services } from '../../workflows/services.ts';
import { rule, streets } from './example.ts';

const titles = () => ({ title: 'Titre', date: false });
const demo = path.resolve(import.meta.dirname, '../../db/demo');

test('a table comes back from its file as it was', async () => {
  const tables = [
    streets(
      rule('a', { category: '"tree", "signs"' }, 'roads', 'Arbres & « panneaux » <b>"gras"</b> ]]> é', 'Trees; it’s'),
      rule(
        'b.c',
        { category: 'not("tree")', district: '? >= "a" and ? < "z"' },
        'waste',
        'Une note\nde deux lignes',
        'A note',
      ),
      rule('street-problem.d', { district: '"nord"' }, 'parking'),
      rule('e', {}, 'reception', 'Le reste', 'The rest'),
    ),
    { type: 'proposal', rules: [rule('a', { theme: '"nature"' }, 'green-spaces', '&amp;', '&#65;')] },
  ];

  const xml = await writeDmn(tables, titles);

  expect(await readDmn(xml)).toEqual(tables);
  expect(await writeDmn(await readDmn(xml), titles)).toBe(xml);
});

test('the demonstration’s tables have no fault', async () => {
  const files = (await readdir(demo)).filter((file) => file.endsWith('.dmn'));
  const tables = await Promise.all(files.map(async (file) => readDmn(await readFile(path.join(demo, file), 'utf8'))));

  const named = { services: Object.keys(services), districts: demoDistricts };
  expect(files).not.toEqual([]);
  expect(checkRoutingTables(tables.flat(), named)).toEqual([]);
});

test('a file of another modeller, with a description for a note and no ids, is read', async () => {
  const xml = aTable({
    rules:
      '<rule><description>Arbres</description><inputEntry><text>"tree"</text></inputEntry><outputEntry><text>"roads"</text></outputEntry></rule>',
  });
  const [table] = await readDmn(xml);

  expect(table!.rules).toEqual([
    {
      id: expect.any(String),
      conditions: { category: '"tree"' },
      service: 'roads',
      note: { fr: 'Arbres', en: 'Arbres' },
    },
  ]);
});

const bomb = `<!DOCTYPE d [<!ENTITY a "${'x'.repeat(100)}"><!ENTITY b "&a;&a;&a;&a;">]>`;
test.each([
  ['no XML at all', 'rules for streets', ['DMN_NOT_XML']],
  ['an empty file', '', ['DMN_NOT_XML']],
  ['XML that is cut off', aTable().slice(0, 300), ['DMN_UNREADABLE']],
  ['another kind of XML', '<html><body/></html>', ['DMN_UNREADABLE']],
  ['an element that nobody knows', aTable({ rules: '<regle/>' }), ['DMN_UNREADABLE']],
  ['entities of its own', bomb + aTable(), ['DMN_DOCTYPE']],
  ['more than a megabyte', aTable({ rules: `<!-- ${'x'.repeat(1_000_000)} -->` }), ['DMN_TOO_LARGE']],
  ['no decision', '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d"/>', ['DMN_NO_TABLE']],
  ['another hit policy', aTable({ policy: 'hitPolicy="COLLECT"' }), ['DMN_HIT_POLICY']],
  ['no hit policy, which is UNIQUE', aTable({ policy: '' }), ['DMN_HIT_POLICY']],
  ['no rule', aTable({ rules: '' }), ['DMN_NO_RULE']],
  ['an input without a field, and no rule', aTable({ field: '', rules: '' }), ['DMN_INPUT', 'DMN_NO_RULE']],
  ['a service without quotes', aTable({ rules: aRule('"tree"', 'roads') }), ['DMN_OUTPUT']],
])('a file with %s is refused', async (_, xml, codes) => {
  const error = await readDmn(xml).catch((refused) => refused);

  expect(error).toBeInstanceOf(RoutingFaults);
  expect((error as RoutingFaults).faults.map(({ code }) => code)).toEqual(codes);
});

function aRule(test: string, service: string) {
  return `<rule id="r1"><inputEntry><text>${test}</text></inputEntry><outputEntry><text>${service}</text></outputEntry></rule>`;
}

function aTable({ policy = 'hitPolicy="FIRST"', field = 'category', rules = aRule('"tree"', '"roads"') } = {}) {
  return `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="urn:test">
    <decision id="street-problem" name="Streets"><decisionTable id="t" ${policy}>
      <input id="i"><inputExpression id="e" typeRef="string"><text>${field}</text></inputExpression></input>
      <output id="o" name="service" typeRef="string"/>${rules}
    </decisionTable></decision></definitions>`;
}
