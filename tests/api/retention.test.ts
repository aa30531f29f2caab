/** From the night on which a request has been kept long enough to the night on which it is erased. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { erasable } from '../../api/retention/may-erase.ts';
import { readLedger } from '../../db/erasure-ledger.ts';
import { checkJournals } from '../../db/journal-check.ts';
import { taskQueue } from '../../workflows/contract.ts';
import { contestableUntil, monthsKept, retentionWords } from '../../workflows/kit/retention.ts';
import { requestTypes } from '../../workflows/request-types/index.ts';
import { aRequest, until } from '../api-client.ts';
import { openTown, type Town } from '../town.ts';
import { agentGet, agentPost } from './agent-browser.ts';
import { anAgent, aStreetProblem, ends, kindsOf } from './people.ts';

const lists = '/administration/eliminations';
let town: Town;
let manager: string;
let stranger: string;

beforeAll(async () => {
  town = await openTown();
  manager = await anAgent(town, 'manager', 'civil-status');
  stranger = await anAgent(town, 'manager', 'roads');
});
afterAll(() => town.stop());

test('what is kept long enough is listed at night, closed, given its visa, and erased the night after', async () => {
  const { id, reference, trackingCode } = await aTreatedRequest();
  expect(await contents()).toMatch(/canari/i);
  const figures = await figuresOf();
  await ends(town, id, { daysAgo: 366, outcome: 'issued' });
  expect(await figuresOf()).toEqual(figures);

  expect(await night()).toEqual({ proposed: 1, erased: 0 });
  const address = await listAddress(manager);
  const open = await textOf(manager, address);
  expect(open).toContain(reference);
  expect(open).not.toMatch(/canari/i);
  await agentPost(town, manager, `${address}/cloture`, {});
  const wrong = await agentPost(town, manager, `${address}/visa`, { by: 'Archives', on: '2020-01-01', reference: '' });
  expect(wrong.status).toBe(422);
  expect(await wrong.text()).toMatch(/id="reference-error"/);
  expect(await night()).toEqual({ proposed: 0, erased: 0 });
  const today = new Date().toISOString().slice(0, 10);
  const visa = { by: 'Directrice des archives', on: today, reference: 'AD 2026/7' };
  expect((await agentPost(town, manager, `${address}/visa`, visa)).headers.get('location')).toContain('fait=visa');
  expect(await night()).toEqual({ proposed: 0, erased: 1 });

  expect(await contents()).not.toMatch(/canari/i);
  expect(await figuresOf()).toEqual(figures);
  expect(town.logged()).not.toMatch(/canari/i);
  const gone = await agentGet(town, manager, `/agent/demandes/${reference}`);
  expect([gone.status, await gone.text()]).toEqual([404, expect.stringContaining('ont été effacées')]);
  expect((await agentGet(town, stranger, `/agent/demandes/${reference}`)).status).toBe(404);
  expect((await town.api.request(reference, trackingCode)).status).toBe(404);
  expect((await town.api.call('GET', `/requests?q=${reference}`, { token: manager })).body.items).toEqual([]);
  const csv = await textOf(manager, `${address}/bordereau.csv`);
  expect(csv).toMatch(
    new RegExp(
      `${reference};Copie ou extrait d’acte de naissance;.*;À détruire;Décret.*;1;\\d+;Effacée le .*;AD 2026/7`,
    ),
  );
  expect((await kindsOf(town, id)).at(-1)).toBe('request erased');
  expect((await checkJournals(town.db)).faults).toBe(0);
  expect((await readLedger(town.dataDir)).map((entry) => Object.keys(entry)[0])).toEqual(['list', 'erased']);
}, 60_000);

test('a held request stays, and says to the manager why it can not be erased', async () => {
  const { id, reference } = (await town.api.file(aStreetProblem())).body;
  const page = `/agent/demandes/${reference}`;
  await agentPost(town, stranger, `${page}/blocage`, { 'hold-reason': 'Recours du 3 mars' });
  await ends(town, id, { daysAgo: 800 });

  expect(await night()).toEqual({ proposed: 0, erased: 0 });
  expect(await textOf(stranger, page)).toMatch(/Bloquée depuis.*Recours du 3 mars.*défense de droits en justice/s);
  await agentPost(town, stranger, `${page}/deblocage`, {});
  expect(await textOf(stranger, page)).toMatch(/est une archive publique/);
  expect((await agentPost(town, stranger, `${page}/effacement`, {})).status).toBe(409);
  expect(await night()).toEqual({ proposed: 1, erased: 0 });
  expect((await kindsOf(town, id)).filter((kind) => kind.startsWith('hold'))).toEqual(['hold set', 'hold released']);
}, 60_000);

test('a list is its service’s: no other service reads it, and an operator reads it and signs nothing', async () => {
  const operator = await anAgent(town, 'operator', 'civil-status');
  const address = await listAddress(manager);

  expect(await textOf(stranger, lists)).not.toContain(address);
  expect((await agentGet(town, stranger, address)).status).toBe(404);
  expect((await agentGet(town, stranger, `${address}/bordereau.csv`)).status).toBe(404);
  expect((await agentPost(town, stranger, `${address}/cloture`, {})).status).toBe(404);
  expect(await textOf(operator, address)).not.toMatch(/<form method="post" action="\/administration/);
  expect((await agentPost(town, operator, `${address}/cloture`, {})).status).toBe(403);
  expect((await agentPost(town, operator, `${address}/visa`, {})).status).toBe(403);
});

test('the engine looks each night, once however many workers say so', async () => {
  const { spec, action, policies } = await town.temporal.schedule.getHandle('retention').describe();
  await town.killWorker();

  expect(spec.timezone).toBe('Europe/Paris');
  expect(spec.calendars).toMatchObject([{ hour: [{ start: 2, end: 2 }], minute: [{ start: 30, end: 30 }] }]);
  expect(action).toMatchObject({ workflowType: 'retentionV1' });
  expect(policies.overlap).toBe('SKIP');
  const ids = [];
  for await (const one of town.temporal.schedule.list()) ids.push(one.scheduleId);
  expect(ids).toEqual(['retention']);
});

test('a person’s wish is refused with the reason of the law, and followed where the archives agree', () => {
  const kept = { active: '1 year', fate: 'destroy', law: 'x' } as const;
  const agreed = { ...kept, earlyErasure: 'AD 2026/1' };
  const ended = { endedOn: '2026-03-02', held: false };

  expect([
    erasable({ ...ended, endedOn: null }, agreed, '2026-07-01'),
    erasable({ ...ended, held: true }, agreed, '2026-07-01'),
    erasable(ended, agreed, contestableUntil('2026-03-02')),
    erasable({ ...ended, appeal: null }, agreed, '2027-03-02'),
    erasable({ ...ended, appeal: '2026-08-03' }, agreed, '2026-08-03'),
    erasable(ended, kept, '2030-07-01'),
    erasable(ended, agreed, '2026-06-03'),
  ]).toEqual([
    ...['open', 'held', 'contestable', 'contestable', 'contestable', 'public archive'].map((because) => ({
      may: false,
      because,
      text: expect.anything(),
    })),
    { may: true, agreement: 'AD 2026/1' },
  ]);
});

test('what people are told of the keeping is what the purge goes by', () => {
  const told = Object.fromEntries(
    requestTypes.map(({ id, retention }) => [id, [monthsKept(retention), retentionWords(retention).fr]]),
  );

  expect(told).toMatchObject({
    'birth-certificate': [12, 'un an après la fin de la demande'],
    complaint: [
      72,
      'un an après la fin de la demande, puis 5 ans en archives intermédiaires, puis tri par les archives',
    ],
    proposal: [60, '5 ans après la fin de la demande, puis versement aux archives'],
  });
  // Article 29 of the decree on the civil status: one year.
  for (const type of ['birth-certificate', 'marriage-certificate', 'death-certificate'])
    expect(told[type]![0]).toBe(12);
  for (const { active } of requestTypes.map(({ retention }) => retention))
    expect(active).toMatch(/^\d+ (month|year)s?$/);
});

/** A request of which every part has the canary in it, sent as people send it. */
async function aTreatedRequest(): Promise<{ id: string; reference: string; trackingCode: string }> {
  const citizen = {
    givenName: 'Canari',
    familyName: 'Canarino',
    email: 'canari@citoyen.example',
    phone: '06 39 98 12 34',
    address: '3 rue du Canari',
  };
  const person = { givenName: 'Canari', familyName: 'Canarino', birthDate: '1990-04-02' };
  const fields = { person, parents: 'Canari père et Canari mère' };
  const filed = await town.api.file(aRequest({ citizen, fields }));
  expect(filed.status).toBe(201);
  const { reference, trackingCode: token } = filed.body;
  await town.api.call('POST', `/requests/${reference}/messages`, { token, json: { text: 'De Canari' } });
  await town.api.upload(reference, token, { name: 'livret-canari.pdf' });
  await agentPost(town, manager, `/agent/demandes/${reference}/notes`, { 'new-note': 'Canari a appelé.' });
  await agentPost(town, manager, '/agent/vues', { name: 'Canari', q: 'canarino' });
  const task = await until(async () => {
    const { items } = (await town.api.tasks(manager)).body;
    return items.find((one: { reference: string }) => one.reference === reference);
  }, 'task');
  await town.api.answer(task.id, { answer: 'issued', reply: 'Chère Canari', note: 'Pour Canari' }, { token: manager });
  await until(async () => ((await town.api.request(reference, token)).body.outcome ? true : undefined), 'end');
  await until(() => town.mail.received().find(({ text }) => text.includes('Chère Canari')), 'reply');
  await town.api.call('POST', `/requests/${reference}/survey`, { token, json: { score: 5, comment: 'Canari' } });
  return filed.body;
}

/** What the schedule starts. */
const night = () =>
  town.temporal.workflow.execute('retentionV1', { taskQueue, workflowId: `retention-${Math.random()}` });

async function listAddress(token: string): Promise<string> {
  return /\/administration\/eliminations\/[0-9a-f-]{36}/.exec(await textOf(token, lists))![0];
}

const textOf = async (token: string, address: string) => (await agentGet(town, token, address)).text();

async function figuresOf(): Promise<unknown> {
  const [figures] = await town.db.query(
    `select count(*) filter (where type = 'birth-certificate')::int as received, array_agg(outcome) as outcomes,
            array_agg(channel) as channels, (select array_agg(score) from survey) as scores
     from request where outcome = 'issued'`,
  );
  return figures;
}

/** Every table and the planner's samples, as a dump has them and more; and every file of the town. */
async function contents(): Promise<string> {
  const tables = town.db.entityMetadatas.map(({ tableName }) => tableName);
  const rows = [];
  for (const table of tables) rows.push(await town.db.query(`select to_jsonb(t) from ${table} t`));
  rows.push(await town.db.query(`select to_jsonb(s) from pg_stats s where schemaname = 'public'`));
  const names = await readdir(town.dataDir, { recursive: true, withFileTypes: true });
  const files = names.filter((one) => one.isFile()).map((one) => path.join(one.parentPath, one.name));
  return [JSON.stringify(rows), ...files, ...(await Promise.all(files.map((file) => readFile(file, 'latin1'))))].join(
    '\n',
  );
}
