/** The town's key is changed while requests are open: nothing is lost, and in the end the old one is of no use any more. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createApp } from '../api/app.ts';
import { personHash } from '../api/citizen/person-hash.ts';
import { openLimits } from '../api/limits.ts';
import { checks } from '../api/operator/configuration.ts';
import { isSealOf, linkSeal } from '../db/email-links.ts';
import { checkJournals } from '../db/journal-check.ts';
import { publicKeyOf, signingKey, writeHead } from '../db/journal-heads.ts';
import { rotateKeys } from '../db/key-rotation.ts';
import { keysOf, type TownKey, unseal } from '../db/secrets.ts';
import { openEngine } from '../relay/engine.ts';
import { startRelay } from '../relay/relay.ts';
import { anAgent } from './api/people.ts';
import { type Api, aPdf, apiAt, aRequest, until } from './api-client.ts';
import { command } from './command.ts';
import { settingsOf } from './copied-parts.ts';
import { openTown, shared, type Town } from './town.ts';
import { keepWorker } from './worker-process.ts';

let town: Town;
let agent: string;
let oldKey: Buffer;
const newKey = randomBytes(32);
let dataDir: string;

beforeAll(async () => {
  town = await openTown({ relay: false, worker: false });
  agent = await anAgent(town, 'agent', 'civil-status');
  oldKey = town.key;
  dataDir = await mkdtemp(path.join(tmpdir(), 'guichet-keys-'));
});
afterAll(async () => {
  await town.stop();
  await rm(dataDir, { recursive: true });
});

test('a request that was begun under one key is finished under the next, and then the old key can be given up', async () => {
  const first = await underKey(oldKey, async (api) => {
    const filed = await waiting(api);
    await api.upload(filed.reference, filed.trackingCode);
    await until(async () => (await api.tasks(agent, `?q=${filed.reference}`)).body.items[0], 'the task');
    return filed;
  });

  await writeHead(town.services.db, signingKey(oldKey));
  const both = [newKey, oldKey] as const;
  const second = await underKey(both, async (api) => {
    expect(await checks.key({ ...town.services, key: both }, 'fr')).toMatchObject({ health: 'look' });
    await answered(api, first);
    expect(await readable(api, first)).toBe(aPdf);
    return waiting(api);
  });
  const rotated = await keysRotate();

  expect(rotated).toMatchObject({ code: 0 });
  expect(rotated.output).toMatch(/^request\.file_key_sealed +2 values, 1 sealed anew$/m);
  await underKey(newKey, async (api) => {
    expect(await readable(api, first)).toBe(aPdf);
    await api.upload(second.reference, second.trackingCode);
    await answered(api, second);
  });
  const [{ sealed }] = await town.db.query('select tracking_sealed as sealed from request where id = $1', [first.id]);
  expect(unseal(newKey, sealed).toString()).toBe(first.trackingCode);
  expect(() => unseal(oldKey, sealed)).toThrow();
  // However old the first request is: the key is of today.
  await town.db.query(`update request set received_at = now() - interval '3 years' where id = $1`, [first.id]);
  const { health, details } = await checks.key({ ...town.services, key: newKey }, 'en');
  expect({ health, details }).toEqual({ health: 'good', details: [expect.stringMatching(/^In use for 0\sdays$/)] });
  const trusted = [publicKeyOf(signingKey(newKey))];
  expect(await checkJournals(town.db, { trusted })).toMatchObject({ heads: 2, faults: 0 });
}, 120_000);

test('what was sealed anew is left alone by the next run, and what no key opens is told and kept', async () => {
  const sealedAt = () => town.db.query('select id, tracking_sealed from request order by id');
  const before = await sealedAt();

  const again = await columnsOf([newKey, oldKey]);
  const strange = await columnsOf([randomBytes(32), randomBytes(32)]);

  expect(again.every(({ renewed, lost }) => renewed === 0 && lost === 0)).toBe(true);
  expect(again.map(({ table, column }) => `${table}.${column}`)).toEqual(
    expect.arrayContaining([
      'agent.otp_sealed',
      'draft.answers_sealed',
      'request.tracking_sealed',
      'session.id_token_sealed',
    ]),
  );
  expect(strange.find(({ column }) => column === 'tracking_sealed')).toMatchObject({ values: 2, renewed: 0, lost: 2 });
  expect(await sealedAt()).toEqual(before);
});

test('links that were sent open under both keys, and who has supported is known again', () => {
  const both = [newKey, oldKey] as const;
  const sent = linkSeal(oldKey, 'follow', 'a-request');

  expect(isSealOf(both, 'follow', 'a-request', sent)).toBe(true);
  expect(isSealOf(newKey, 'follow', 'a-request', sent)).toBe(false);
  expect(personHash(both, 'support', 'a-request', 'a@b.example')).toEqual(
    personHash(oldKey, 'support', 'a-request', 'A@b.example'),
  );
});

interface Filed {
  id: string;
  reference: string;
  trackingCode: string;
}

async function waiting(api: Api): Promise<Filed> {
  const { body } = await api.file(aRequest());
  await until(
    async () => (await api.request(body.reference, body.trackingCode)).body.waitingFor === 'citizen' || undefined,
    'the wait for the documents',
  );
  return body;
}

async function answered(api: Api, { reference, id }: Filed): Promise<void> {
  const task = await until(async () => (await api.tasks(agent, `?q=${reference}`)).body.items[0], 'the task');
  expect((await api.answer(task.id, { answer: 'refused', reply: 'Non.' }, { token: agent })).status).toBe(200);
  const run = town.temporal.workflow.getHandle(`request/${id}`);
  await until(async () => (await run.describe()).status.name === 'COMPLETED' || undefined, 'the end of the run');
}

async function readable(api: Api, { reference, trackingCode }: Filed): Promise<unknown> {
  const { documents } = (await api.request(reference, trackingCode)).body;
  return (await api.call('GET', `/requests/${reference}/documents/${documents[0].id}`, { token: trackingCode })).body;
}

/** API, relay and worker as they are started with these keys. */
async function underKey<Result>(key: TownKey, act: (api: Api) => Promise<Result>): Promise<Result> {
  const [current, ...former] = keysOf(key).map((one) => one.toString('base64'));
  const { db } = town.services;
  const limits = openLimits({ db, key, proxyHops: 0 });
  const server = createServer(createApp({ ...town.services, key, limits }).callback());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { namespace } = town.temporal.options;
  const engine = openEngine({ address: shared.temporal, namespace, key, zone: 'metropole' });
  const relay = startRelay({ db, engine, log: town.services.log });
  const worker = await keepWorker({
    programs: shared.programs,
    env: {
      ...settingsOf(town),
      GUICHET_KEY: current!,
      GUICHET_KEY_OLD: former.join(','),
      GUICHET_BUNDLE: shared.bundle,
      GUICHET_DATA: shared.dataDir,
      PUBLIC_URL: url,
    },
    heard: () => {},
  });
  try {
    return await act(apiAt(url));
  } finally {
    await Promise.all([worker.stop(), relay.stop()]);
    await engine.close();
    server.closeAllConnections();
    server.close();
  }
}

async function columnsOf(key: TownKey) {
  const columns = [];
  for await (const column of rotateKeys(town.services.db, key)) columns.push(column);
  return columns;
}

function keysRotate() {
  const [GUICHET_KEY, GUICHET_KEY_OLD] = [newKey, oldKey].map((key) => key.toString('base64')) as [string, string];
  return command('keys', [], { ...settingsOf(town), GUICHET_KEY, GUICHET_KEY_OLD, GUICHET_DATA: dataDir });
}
