/** Requests given to a service by the town's own table. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { decide, warnOfRoutingFaults } from '../../activities/routing.ts';
import { exportRouting, importRouting } from '../../activities/routing-import.ts';
import { demoDistricts } from '../../db/demo-people.ts';
import { seedDemoRouting } from '../../db/demo-routing.ts';
import { checkJournals } from '../../db/journal-check.ts';
import { type RoutingRule, replaceRoutingTables, routingTables } from '../../db/routing.ts';
import { writeDmn } from '../../db/routing-dmn.ts';
import { RoutingFaults } from '../../db/routing-faults.ts';
import { until } from '../api-client.ts';
import { command } from '../command.ts';
import { playProcess, stepOf } from '../played-process.ts';
import { openTown, shared, type Town } from '../town.ts';
import { aStreetProblem, memoryLog, quietly, rule, streets } from './example.ts';

let town: Town;

beforeAll(async () => {
  town = await openTown({ relay: false, worker: false });
});
beforeEach(() => setRules(...example));
afterAll(async () => {
  expect((await checkJournals(town.db)).faults).toBe(0);
  await town.stop();
});

const example = [
  rule('northern-trees', { category: '"tree"', district: '"nord"' }, 'cleanliness', 'Feuilles mortes', 'Dead leaves'),
  rule('trees', { category: '"tree"' }, 'green-spaces'),
  rule('signs', { category: '"signs"' }, 'roads', 'La voirie', 'Roads'),
];

test('the first rule that fits decides, and tells why in both languages', async () => {
  expect(await routed({ category: 'tree', district: 'nord' })).toEqual({
    service: 'cleanliness',
    because: {
      fr: 'Feuilles mortes (nature du problème\u00a0: Arbre ou plantation\u202f; quartier\u00a0: Nord)',
      en: 'Dead leaves (kind of problem: Tree or plants; district: North)',
    },
    noted: [{ service: 'cleanliness', rule: 'northern-trees' }],
  });
  expect(await routed({ category: 'tree', district: 'sud' })).toEqual({
    service: 'green-spaces',
    because: { fr: 'Nature du problème\u00a0: Arbre ou plantation', en: 'Kind of problem: Tree or plants' },
    noted: [{ service: 'green-spaces', rule: 'trees' }],
  });
});

test('a rule that gives the service which has the request already says so all the same', async () => {
  expect(await routed({ category: 'signs' })).toMatchObject({
    service: 'roads',
    because: { en: 'Roads (kind of problem: Sign or road marking)' },
    noted: [{ rule: 'signs' }],
  });
});

test('a request that no rule fits stays with its type’s service, and says so', async () => {
  expect(await routed({ category: 'lighting' })).toMatchObject({
    service: 'roads',
    because: { en: 'no rule of the routing table fits, the request stays with the service that received it' },
    noted: [],
  });
});

test('the step run again keeps the service of the first time, though the table has changed', async () => {
  const id = await filed({ category: 'tree', district: 'sud' });
  const { record } = playProcess(town.db, quietly);
  const step = stepOf(id, 1, 'redirect: by the routing table');

  const first = await Promise.all([record.redirect(step), record.redirect(step)]);
  await setRules(rule('all', {}, 'waste'));
  const again = await record.redirect(step);

  expect([...first, again]).toEqual(Array(3).fill({ service: 'green-spaces' }));
  expect(await notedOf(id)).toHaveLength(1);
});

test('a stored rule that is no FEEL is passed over, and named when a worker starts', async () => {
  await setRules(rule('broken', { category: '"tree" or' }, 'waste'), rule('rest', {}, 'reception'));
  const { log, lines } = memoryLog();

  await warnOfRoutingFaults(town.db, log);

  expect(lines).toMatchObject([{ code: 'FEEL_SYNTAX', position: 1 }]);
  expect(await routed({ category: 'tree' })).toMatchObject({ service: 'reception' });
});

test('routing takes less than a millisecond of computing once its conditions are known', async () => {
  const options = ['pothole', 'pavement', 'lighting', 'rubbish', 'tree', 'signs'];
  const rules = options.flatMap((category) =>
    ['nord', 'centre'].map((district) =>
      rule(category + district, { category: `"${category}"`, district: `"${district}"` }, 'roads'),
    ),
  );
  const facts = { category: 'other', district: 'sud' };
  const request = { type: 'street-problem', revision: 1, service: 'roads', facts, rules, districts: demoDistricts };
  const { log } = memoryLog();
  decide(request, log);

  const begin = performance.now();
  for (let run = 0; run < 200; run++) decide(request, log);

  expect((performance.now() - begin) / 200).toBeLessThan(1);
});

test('an import takes the place of a type’s whole table, and leaves the others', async () => {
  await town.db.transaction((own) =>
    replaceRoutingTables(own, [{ type: 'proposal', rules: [rule('p', {}, 'roads')] }]),
  );
  const xml = await dmn(rule('only', { district: '"sud"' }, 'waste', 'Au sud', 'In the south'));

  expect(await importRouting(town.db, xml)).toEqual([{ type: 'street-problem', rules: 1 }]);
  const ids = (await routingTables(town.db)).map(({ type, rules }) => [type, rules.map(({ id }) => id)]);
  expect(Object.fromEntries(ids)).toMatchObject({ proposal: ['p'], 'street-problem': ['only'] });
});

test('a file with one wrong rule changes nothing, and two files at once leave one of them whole', async () => {
  const before = await routingTables(town.db, 'street-problem');
  const wrong = await dmn(rule('good', { category: '"tree"' }, 'roads'), rule('bad', { category: '"tre"' }, 'roads'));

  await expect(importRouting(town.db, wrong)).rejects.toThrow(RoutingFaults);
  expect(await routingTables(town.db, 'street-problem')).toEqual(before);

  const files = await Promise.all(
    ['roads', 'waste'].map((service) => dmn(...example.map((one) => ({ ...one, service })))),
  );
  await Promise.all(files.map((file) => importRouting(town.db, file)));
  const [after] = await routingTables(town.db, 'street-problem');
  expect(new Set(after!.rules.map(({ service }) => service)).size).toBe(1);
  expect(after!.rules).toHaveLength(3);
});

test('the demonstration fills a type that has no rules, and touches none that has', async () => {
  const before = await routingTables(town.db, 'street-problem');
  await town.db.transaction((own) => seedDemoRouting(own));
  expect(await routingTables(town.db, 'street-problem')).toEqual(before);

  await town.db.query(`delete from routing_rule where type = 'street-problem'`);
  await town.db.transaction((own) => seedDemoRouting(own));
  expect((await routingTables(town.db, 'street-problem'))[0]!.rules.length).toBeGreaterThan(4);
});

test('the command exports what it imports, checks it, and names every fault of a bad file', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'guichet-routing-'));
  const [good, bad] = ['good.dmn', 'bad.dmn'].map((file) => path.join(folder, file)) as [string, string];
  const exported = (await routing('export', 'street-problem')).stdout;
  await writeFile(good, exported);
  await writeFile(bad, exported.replaceAll('"green-spaces"', '"forestry"').replace('"signs"', '"sings"'));

  expect(exported).toBe(await exportRouting(town.db, 'street-problem'));
  expect(await routing('import', good)).toMatchObject({ code: 0, stdout: 'street-problem: 3 rules\n' });
  expect(await routing('import', bad)).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(
      /^UNKNOWN_SERVICE street-problem, rule 2: .*\nUNKNOWN_OPTION street-problem, rule 3: .*\n$/,
    ),
  });
  expect((await routing('check')).stdout).toMatch(/^The routing table is right: \d+ rules/);
  expect((await routing('export', 'street-problem')).stdout).toBe(exported);
  await rm(folder, { recursive: true });
});

test('a reported tree lands on the worklist of the parks, with the reason', async () => {
  const live = await openTown();
  try {
    const { body } = await live.api.file(aStreetProblem({ category: 'tree', district: 'sud' }), { key: 'tree' });
    const manager = shared.accounts.find(({ role }) => role === 'manager')!;
    const token = await live.api.signIn(manager.email, manager.password);
    const task = await until(async () => {
      const tasks = (await live.api.tasks(token, '?type=street-problem')).body.items;
      return tasks.find(({ reference }: { reference: string }) => reference === body.reference);
    }, 'the task');

    expect(task).toMatchObject({ service: 'green-spaces', routedBecause: expect.stringMatching(/Arbre|Tree/) });
  } finally {
    await live.stop();
  }
});

const setRules = (...rules: RoutingRule[]) =>
  town.db.transaction((own) => replaceRoutingTables(own, [streets(...rules)]));

const dmn = (...rules: RoutingRule[]) => writeDmn([streets(...rules)], () => ({ title: 'Titre', date: false }));

async function filed(fields: object): Promise<string> {
  const { body, status } = await town.api.file(aStreetProblem(fields));
  expect(status).toBe(201);
  return body.id;
}

const notedOf = async (id: string) =>
  (await town.db.query(`select data from journal where request_id = $1 and kind = 'request routed'`, [id])).map(
    ({ data }: { data: object }) => data,
  );

async function routed(fields: object) {
  const id = await filed(fields);
  const { service } = await playProcess(town.db, quietly).record.redirect(
    stepOf(id, 1, 'redirect: by the routing table'),
  );
  const [request] = await town.db.query('select service_id, routed_because from request where id = $1', [id]);
  expect(request.service_id).toBe(service);
  return { service, because: request.routed_because, noted: await notedOf(id) };
}

const routing = (...args: string[]) =>
  command('routing', args, { DATABASE_URL: town.databaseUrl, LOG_LEVEL: 'silent' });
