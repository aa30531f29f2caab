import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { startTemporal } from '../bin/embedded/temporal.ts';
import { checkJournals } from '../db/journal-check.ts';
import { aRequest, until } from './api-client.ts';
import { openTown, shared, type Town } from './town.ts';

test('while the engine is away requests and answers are taken, and all of it goes on within ten seconds of its return', async () => {
  const { engine: first, options, dataDir } = await ownEngine();
  let engine = first;
  const town = await openTown({ temporal: engine.address });
  const token = await signIn(town);
  const before = await town.api.file(aRequest({ fields: { kind: 'extract' } }));
  const task = await openTask(town, token, before.body.reference);

  process.kill(engine.pid, 'SIGKILL');
  await engine.exited;
  const during = await town.api.file(aRequest({ fields: { kind: 'extract' } }));
  const answered = await town.api.answer(task.id, { answer: 'issued' }, { token });
  const ready = await (await fetch(`${town.url}/readyz`)).json();
  // Long enough for the first attempts to have failed and been put off.
  await new Promise((resolve) => setTimeout(resolve, 6_000));
  engine = await startTemporal({ ...options, port: engine.port });
  const back = Date.now();

  expect([during.status, answered.status]).toEqual([201, 200]);
  expect(ready).toMatchObject({ status: 'ready', temporal: 'down' });
  await until(
    () => (town.mail.received().length === 3 ? true : undefined),
    'two acknowledgements and one reply',
    10_000,
  );
  await openTask(town, token, during.body.reference, 10_000 - (Date.now() - back));
  await town.stop();
  await engine.stop(3_000);
  await rm(dataDir, { recursive: true, force: true });
}, 90_000);

test('runs that the engine has lost with its data are started again and find their finished steps', async () => {
  const { engine, options, dataDir } = await ownEngine();
  const town = await openTown({ temporal: engine.address });
  const token = await signIn(town);
  const { body } = await town.api.file(aRequest());
  await until(async () => {
    const [request] = await town.db.query('select waiting_for from request where id = $1', [body.id]);
    return request.waiting_for === 'citizen' ? true : undefined;
  }, 'the wait for the documents');

  await engine.stop(3_000);
  await rm(path.join(dataDir, 'temporal'), { recursive: true });
  const emptied = await startTemporal({ ...options, port: engine.port });
  await town.api.upload(body.reference, body.trackingCode);
  const task = await openTask(town, token, body.reference, 30_000);
  await town.api.answer(task.id, { answer: 'issued' }, { token });

  await until(() => (town.mail.received().length >= 2 ? true : undefined), 'the reply');
  await until(async () => ((await count(town, `email where state = 'sent'`)) === 2 ? true : undefined), 'its record');
  expect(town.mail.received()).toHaveLength(2);
  expect(await kindsOf(town, body.id)).toEqual(happyPath);
  await town.stop();
  await emptied.stop(3_000);
  await rm(dataDir, { recursive: true, force: true });
}, 90_000);

const kills = 20;
const requestCount = 40;

test('a worker killed at twenty random moments loses nothing and does nothing twice', async () => {
  const town = await openTown({ spareWorker: true });
  const token = await signIn(town);
  const filed = await Promise.all(Array.from({ length: requestCount }, () => town.api.file(aRequest())));

  const citizensAndAgents = Promise.all(filed.map(({ body }, index) => goThrough(town, token, body, index * 700)));
  for (let kill = 0; kill < kills; kill++) {
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 1_500));
    await town.killWorker();
  }
  await citizensAndAgents;
  const expected = requestCount * 2;
  await until(() => (distinct(town).size === expected ? true : undefined), 'every email', 60_000);
  await until(
    async () => ((await count(town, `email where state = 'sent'`)) === expected ? true : undefined),
    'every record',
    60_000,
  );

  for (const { body } of filed) expect(await kindsOf(town, body.id)).toEqual(happyPath);
  expect((await checkJournals(town.db)).faults).toBe(0);
  expect(await count(town, 'outbox')).toBe(0);
  // A kill between the mail server's 250 and our record sends the email again, under the same Message-ID.
  expect(distinct(town).size).toBe(expected);
  expect(town.mail.received().length).toBeLessThanOrEqual(expected + kills);
  await town.stop();
}, 600_000);

const happyPath = [
  'document received',
  'email queued',
  'email sent',
  'email sent',
  'request ended',
  'request received',
  'task answered',
  'task answered',
  'task opened',
  'task opened',
];

/** An engine that the test may kill: the shared one serves others. */
async function ownEngine() {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'guichet-engine-'));
  const logFile = path.join(dataDir, 'temporal.log');
  const options = { path: shared.temporalProgram, dataDir, namespaces: ['guichet'], logFile, uiPort: false as const };
  return { engine: await startTemporal(options), options, dataDir };
}

async function goThrough(
  town: Town,
  token: string,
  filed: { reference: string; trackingCode: string },
  delayMs: number,
): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, delayMs));
  await town.api.upload(filed.reference, filed.trackingCode);
  const task = await openTask(town, token, filed.reference, 600_000);
  await town.api.answer(task.id, { answer: 'issued', reply: 'Bonjour' }, { token });
}

async function signIn(town: Town): Promise<string> {
  const agent = shared.accounts.find(({ role }) => role === 'agent')!;
  return town.api.signIn(agent.email, agent.password);
}

function openTask(town: Town, token: string, reference: string, withinMs?: number) {
  return until(
    async () => (await town.api.tasks(token, `?q=${reference}`)).body.items[0],
    `the task of ${reference}`,
    withinMs,
  );
}

const distinct = (town: Town) => new Set(town.mail.received().map(({ messageId }) => messageId));

async function count(town: Town, from: string): Promise<number> {
  return (await town.db.query(`select count(*)::int as found from ${from}`))[0].found;
}

async function kindsOf(town: Town, requestId: string): Promise<string[]> {
  const rows = await town.db.query('select kind from journal where request_id = $1 order by kind', [requestId]);
  return rows.map(({ kind }: { kind: string }) => kind);
}
