/** The security file promises nothing without a test that shows it. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';

const checkout = path.resolve(import.meta.dirname, '../..');
const file = readFileSync(path.join(checkout, 'docs/security.md'), 'utf8');
const cells = (line: string) =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
const linesOf = (letter: string) => file.split('\n').filter((line) => new RegExp(`^\\| ${letter}\\d+ \\|`).test(line));
const measures = linesOf('M').map(cells);
const risks = linesOf('R').map(cells);

test('each measure names its tests, and each of them is there', () => {
  const missing = [...file.matchAll(/`(tests\/[^`]+)`/g)]
    .map(([, name]) => name!)
    .filter((name) => !existsSync(path.join(checkout, name)));
  const unproven = measures.filter(([, , tests]) => !/`tests\/.+\.test\.ts`/.test(tests!));

  expect(measures.length).toBeGreaterThanOrEqual(13);
  expect({ missing, unproven }).toEqual({ missing: [], unproven: [] });
});

test('each risk has its gravity, its likelihood, known measures and what remains; each measure is against a risk', () => {
  const known = measures.map(([id]) => id!);
  const named = risks.flatMap(([, , , , , against]) => against!.match(/M\d+/g) ?? []);

  expect(risks.length).toBeGreaterThanOrEqual(15);
  for (const [id, event, sources, gravity, likelihood, against, remains] of risks) {
    expect({ id, event, sources, gravity, likelihood, against, remains }).toEqual({
      id,
      event: expect.stringMatching(/\w/),
      sources: expect.stringMatching(/^S\d(, S\d)*$/),
      gravity: expect.stringMatching(/^[1-4]$/),
      likelihood: expect.stringMatching(/^[1-4]$/),
      against: expect.stringMatching(/^M\d+/),
      remains: expect.stringMatching(/^G[1-4] V[1-4]/),
    });
  }
  expect([...new Set(named)].sort()).toEqual([...known].sort());
});

test('each command that the file names can be run', () => {
  const { scripts } = JSON.parse(readFileSync(path.join(checkout, 'package.json'), 'utf8'));
  const commands = [...file.matchAll(/npm run (?:-s )?([\w:]+)/g)].map(([, name]) => name!);

  expect(commands.filter((name) => !(name in scripts))).toEqual([]);
});
