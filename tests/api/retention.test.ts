/** From the night on which a request has been kept long enough to the night on which it is erased. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readLedger } from '../../db/erasure-ledger.ts';
import { checkJournals } from '../../db/journal-check.ts';
import { taskQueue } from '../../workflows/contract.ts';
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

test('what is out of daily use leaves lists and searches, and a manager alone opens it, saying why', async () => {
  const agent = await anAgent(town, 'agent', 'roads');
  const head = await anAgent(town, 'manager', 'roads');
  const citizen = { givenName: 'Archibald', familyName: 'Ancien', email: 'archibald@citoyen.example' };
  const [old, young] = [(await town.api.file(aStreetProblem())).body, (await town.api.file(aStreetProblem())).body];
  const ids = [old.id, young.id];
  await town.db.query(
    'update citizen set given_name = $2, family_name = $3, email = $4 where id in (select citizen_id from request where id = any($1))',
    [ids, citizen.givenName, citizen.familyName, citizen.email],
  );
  const page = `/agent/demandes/${old.reference}`;
  const found = async (q: string) =>
    (await town.api.call('GET', `/requests?q=${q}`, { token: head })).body.items.map(
      ({ reference }: { reference: string }) => reference,
    );
  await ends(town, old.id, { daysAgo: 700 });
  await ends(town, young.id, { daysAgo: 800 });
  await agentPost(town, head, `/agent/demandes/${young.reference}/blocage`, { 'hold-reason': 'Recours' });
  await night();
  expect((await agentGet(town, agent, page)).status).toBe(200);
  await ends(town, old.id, { daysAgo: 740 });
  expect((await night()).proposed).toBe(1);

  // Neither its list nor a search, of which the held one shows that they work; not even a colleague's page.
  expect((await found('ancien')).sort()).toEqual([young.reference]);
  expect(await found(old.reference)).toEqual([]);
  expect(await textOf(head, `/agent/demandes/${young.reference}`)).not.toContain(old.reference);
  const closed = await agentGet(town, agent, page);
  expect([closed.status, await closed.text()]).toEqual([403, expect.stringMatching(/demandez à un responsable/)]);
  expect(await textOf(agent, page)).not.toMatch(/Archibald|rue de la Démonstration/);
  expect((await agentPost(town, agent, `${page}/archives`, { reason: 'audit' })).status).toBe(403);
  expect((await town.api.request(old.reference, agent)).body.code).toBe('ARCHIVED');
  expect((await agentGet(town, manager, page)).status).toBe(404);
  expect((await agentPost(town, manager, `${page}/archives`, { reason: 'audit' })).status).toBe(404);
  // Its owner has it as before.
  expect((await town.api.request(old.reference, old.trackingCode)).status).toBe(200);

  expect(await textOf(head, page)).not.toMatch(/Archibald|rue de la Démonstration/);
  expect((await town.api.request(old.reference, head)).body.code).toBe('ARCHIVED');
  expect((await agentPost(town, head, `${page}/archives`, {})).status).toBe(422);
  expect((await agentPost(town, head, `${page}/archives`, { reason: 'dispute' })).status).toBe(303);
  expect(await textOf(head, page)).toMatch(/Archibald/);
  expect((await town.api.request(old.reference, head)).status).toBe(200);
  expect(await textOf(head, `${page}/journal`)).toContain('Ouverte aux archives : Recours ou contentieux');
  expect((await agentPost(town, head, `${page}/messages`, { text: 'Bonjour' })).status).toBe(403);
  expect((await agentGet(town, agent, page)).status).toBe(403);
  const kinds = (await kindsOf(town, old.id)).filter((kind) => /archive|read/.test(kind));
  expect(kinds.slice(0, 3)).toEqual(['request archived', 'archive opened', 'request read']);
  expect((await checkJournals(town.db)).faults).toBe(0);
  await agentPost(town, head, `${page}/blocage`, { 'hold-reason': 'Recours' });
  expect((await night()).proposed).toBe(0);
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
  expect(ids.sort()).toEqual(['journal', 'retention']);
  const journal = await town.temporal.schedule.getHandle('journal').describe();
  expect(journal.spec.calendars).toMatchObject([{ hour: [{ start: 3, end: 3 }] }]);
  const { workflowType } = journal.action as { workflowType: string };
  const checked = await town.temporal.workflow.execute(workflowType, { taskQueue, workflowId: 'journal-now' });
  const [{ entries }] = await town.db.query('select count(*)::int as entries from journal');
  expect(checked).toEqual({ entries, faults: 0 });
  expect(await town.db.query('select entries::int, faults from journal_check')).toEqual([{ entries, faults: 0 }]);
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
