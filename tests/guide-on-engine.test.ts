/** The processes of the designers' guide on the real engine, in a copy of the checkout that has no other types. */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type CheckoutCopy, copyCheckout } from './checkout-copy.ts';
import { blocksOf, guideIndex, readGuide, writeGuideTypes } from './docs/guide-examples.ts';
import { shared } from './town.ts';

interface Driven {
  id: string;
  outcome: string;
  emails: string[];
  /** Each wait by its name with what became of it. */
  waits: Record<string, string>;
  /** Of a second request whose citizen takes it back at the last wait. */
  withdrawn?: string;
}

let copy: CheckoutCopy;
let ids: string[];
let driven: Driven[];
/** When the first of the visits at once is not possible. */
let notPossible: Driven;
/** By the answers that the guide gives to `npm run simulate`. */
let simulated: Record<string, string>;

beforeAll(async () => {
  copy = await copyCheckout();
  ids = await writeGuideTypes(copy.folder);
  await writeFile(path.join(copy.folder, 'workflows', 'request-types', 'index.ts'), guideIndex(ids));
  await writeFile(path.join(copy.folder, 'driven.mts'), drivingEach);
  const answers = (await commandsOf('simulate')).map((command) => /--answer "([^"]+)"/.exec(command)![1]!);
  ({ driven, notPossible, simulated } = JSON.parse(await run('driven.mts', ...answers)));
}, 180_000);
afterAll(() => copy.remove());

test('every process of the guide runs on the engine to an end of which the citizen is told', () => {
  expect(driven.map(({ id }) => id)).toEqual(ids);
  const ends = { accepted: /^request-(accepted|finished)$/, done: /^work-done$/ };
  for (const { outcome, emails } of driven) expect(emails.at(-1)).toMatch(ends[outcome as keyof typeof ends]);
});

test('the citizen withdraws at a wait of any kind, and none of the processes has a line about it', () => {
  const withdrawn = driven.filter((one) => Object.keys(one.waits).length > 0);
  expect(withdrawn.length).toBeGreaterThan(8);
  for (const { id, withdrawn: outcome } of withdrawn) expect([id, outcome]).toEqual([id, 'withdrawn']);
});

test('the first of several waits closes the others', () => {
  const waits = waitsWith('two months of silence');
  expect(waits).toMatchObject({ 'examining the request': 'answered', 'two months of silence': 'cancelled' });
});

test('visits at once are done when all are, and the first that is not possible takes the others back', () => {
  const waits = { 'checking the site': 'answered', 'closing the road': 'answered' };
  expect(waitsWith('checking the site')).toEqual(waits);
  expect(notPossible).toMatchObject({
    outcome: 'not possible',
    waits: { 'checking the site': 'answered', 'closing the road': 'cancelled' },
  });
});

test('the simulations of the guide end as they are there to show', async () => {
  expect(simulated).toEqual({
    'examining the request=accepted': 'accepted',
    'waiting for documents=no reply': 'abandoned',
  });
  const [crowd] = await commandsOf('simulate:crowd');
  const told = await run('bin/simulate-crowd.ts', 'guide-0', ...crowd!.split(' ').slice(5));
  expect(told).toMatch(/demandes \(20 par jour pendant 250 jours\)[\s\S]*: 2 agents,[\s\S]*il en faut \d+ pour/);
});

async function commandsOf(script: string): Promise<string[]> {
  const lines = blocksOf(await readGuide(), 'sh')
    .join('')
    .split('\n');
  return lines.filter((line) => line.startsWith(`npm run ${script} `));
}

async function run(...args: string[]): Promise<string> {
  const env = { PATH: process.env.PATH, GUICHET_DATA: shared.dataDir };
  const options = { cwd: copy.folder, env, maxBuffer: 16_000_000 };
  return (await promisify(execFile)(process.execPath, ['--import', 'tsx', ...args], options)).stdout;
}

const waitsWith = (name: string) => driven.find(({ waits }) => name in waits)?.waits;

/** In a process of its own, where TypeScript of another folder can be loaded; the guide's places are made first. */
const drivingEach = `
import { readConfig } from './bin/config.ts';
import { drive } from './bin/simulation/drive.ts';
import { scenarioGiven } from './bin/simulation/scenario.ts';
import { openSimulatedTown } from './bin/simulation/town.ts';
import { explore } from './workflows/kit/explorer.ts';
import { requestTypes } from './workflows/request-types/index.ts';

const town = await openSimulatedTown({ config: readConfig(), signal: new AbortController().signal });
const place = "insert into resource (id, kind, name_fr, name_en, capacity) values ('stadium', 'room', 'Stade', 'Stadium', 9)";
await town.db.query(place);

async function driven(type, answers = {}) {
  const { outcome, emails, waits } = await drive(town, { type, answers });
  return {
    id: type.id,
    outcome,
    emails: emails.map(({ template }) => template),
    waits: Object.fromEntries(waits.map(({ name, state }) => [name, state])),
  };
}

const [first] = requestTypes;
const paths = await explore(first);
const simulated = {};
for (const answer of process.argv.slice(2)) {
  const scenario = scenarioGiven(first, paths, { answers: [answer], fields: [], days: '0' });
  simulated[answer] = (await drive(town, scenario)).outcome;
}

const all = [];
let notPossible;
for (const type of requestTypes) {
  const one = await driven(type);
  const last = Object.entries(one.waits).findLast(([, state]) => state !== 'cancelled')?.[0];
  all.push(last ? { ...one, withdrawn: (await driven(type, { [last]: ['withdrawn'] })).outcome } : one);
  if ('checking the site' in one.waits) notPossible = await driven(type, { 'checking the site': ['not possible'] });
}
await town.close();
console.log(JSON.stringify({ driven: all, notPossible, simulated }));
`;
