import { randomUUID } from 'node:crypto';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { createApp } from '../../api/app.ts';
import { problemText } from '../../api/problems.ts';
import { townOf } from '../../bin/town.ts';
import { openDatabase } from '../../db/index.ts';
import { type Api, apiAt, aRequest } from '../api-client.ts';
import { openTown, type Town } from '../town.ts';

let town: Town;
// A port that was just given back could be another test's by now; nothing listens at the first one.
const closedPort = '127.0.0.1:1';

beforeAll(async () => {
  town = await openTown({ relay: false, worker: false });
});
afterAll(() => town.stop());

test('the process is alive and every part that it needs is there', async () => {
  const [health, ready] = [await get('/healthz'), await get('/readyz')];

  expect(health).toEqual({ status: 200, body: { status: 'ok' } });
  expect(ready).toEqual({ status: 200, body: { status: 'ready', postgres: 'up', temporal: 'up', smtp: 'up' } });
});

test('without the engine and without mail the counter stays open, and says what is away', async () => {
  await withApp({ engineAddress: closedPort, mailAddress: closedPort }, async ({ url, api }) => {
    const ready = await get('/readyz', url);
    const filed = await api.file(aRequest());

    expect(ready).toEqual({ status: 200, body: { status: 'ready', postgres: 'up', temporal: 'down', smtp: 'down' } });
    expect(filed.status).toBe(201);
  });
});

test('without PostgreSQL the counter is alive, closed, and open again as soon as it is back', async () => {
  const road = await roadTo(new URL(town.databaseUrl));

  await withApp({ databaseUrl: road.url }, async ({ url, api }) => {
    expect((await api.file(aRequest())).status).toBe(201);
    await road.close();

    expect(await get('/healthz', url)).toEqual({ status: 200, body: { status: 'ok' } });
    expect(await get('/readyz', url)).toEqual({
      status: 503,
      body: { status: 'not ready', postgres: 'down', temporal: 'up', smtp: 'up' },
    });
    const refused = await api.file(aRequest());
    expect(refused).toMatchObject({
      status: 503,
      body: { type: 'about:blank', title: problemText('UNAVAILABLE', 'fr'), status: 503, code: 'UNAVAILABLE' },
    });
    expect(refused.headers.get('retry-after')).toBe('30');
    expect((await fetch(`${url}/demarches`)).status).toBe(503);
    expect(await metric('guichet_outbox_waiting', url)).toBeNaN();
    expect(await metric('process_start_time_seconds', url)).toBeGreaterThan(0);

    await road.open();
    expect((await get('/readyz', url)).status).toBe(200);
    expect((await api.file(aRequest())).status).toBe(201);
  });
  await road.close();
});

test('the numbers tell how long the outbox has waited, at the first look', async () => {
  await town.db.query('delete from outbox');
  expect(await metric('guichet_outbox_oldest_seconds')).toBe(0);
  await town.api.file(aRequest());
  await town.db.query(`update outbox set created_at = now() - interval '90 seconds'`);

  const [oldest, waiting] = [await metric('guichet_outbox_oldest_seconds'), await metric('guichet_outbox_waiting')];

  expect(waiting).toBe(1);
  expect(oldest).toBeGreaterThanOrEqual(90);
  expect(oldest).toBeLessThan(120);
});

test('the numbers and the log tell of nobody: neither a name, nor a reference, nor a code', async () => {
  const secret = `Canari-${randomUUID()}`;
  const form = aRequest({ citizen: { givenName: secret, email: `${secret}@citoyen.example` } });
  const { reference, trackingCode } = (await town.api.file(form)).body;
  await town.api.request(reference, trackingCode);
  await town.api.call('GET', `/requests/${reference}?code=${trackingCode}`, { token: secret });
  await town.api.file({ ...form, fields: { [secret]: secret } });
  await fetch(`${town.url}/${secret}`);
  await fetch(`${town.url}/suivi/${reference}`);

  const told = (await text('/metrics')) + town.logged();

  for (const word of [secret, reference, trackingCode]) expect(told).not.toContain(word);
  expect(told).toContain('route="/requests/:reference"');
});

test.each([
  '/',
  '/demarches/birth-certificate',
  '/agent/connexion',
  '/nowhere',
  '/api/v1/request-types',
  '/api/v1/nowhere',
])('%s runs no script but our files, is framed by nobody and is sniffed by nobody', async (path) => {
  const { headers } = await fetch(town.url + path);

  const policy = headers.get('content-security-policy')!.split(';');
  expect(policy).toEqual(expect.arrayContaining(["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"]));
  expect(policy.filter((rule) => /unsafe|https?:|\*|data:/.test(rule))).toEqual([]);
  expect([undefined, "script-src 'self'"]).toContain(policy.find((rule) => rule.startsWith('script')));
  expect(Object.fromEntries(headers)).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
  });
  expect(headers.get('x-powered-by')).toBeNull();
});

async function get(path: string, url = town.url) {
  const answer = await fetch(url + path);
  return { status: answer.status, body: await answer.json() };
}

const text = async (path: string, url = town.url) => (await fetch(url + path)).text();

async function metric(name: string, url = town.url): Promise<number> {
  return Number(new RegExp(`^${name} (.+)$`, 'm').exec(await text('/metrics', url))![1]);
}

/** Another app on the town's data, some of whose neighbours are elsewhere. */
async function withApp(
  {
    databaseUrl = town.databaseUrl,
    ...changes
  }: { databaseUrl?: string; engineAddress?: string; mailAddress?: string },
  use: (at: { url: string; api: Api }) => Promise<void>,
): Promise<void> {
  const db = await openDatabase(databaseUrl, { poolSize: 2 });
  const server = createHttpServer();
  const url = `http://127.0.0.1:${await listen(server)}`;
  const app = createApp({ ...town.services, db, log: pino({ level: 'silent' }), town: townOf(url), ...changes });
  server.on('request', app.callback());
  try {
    await use({ url, api: apiAt(url) });
  } finally {
    server.closeAllConnections();
    server.close();
    await db.destroy();
  }
}

/** A road to the database that can be broken, with everybody who is on it, and mended. */
async function roadTo(database: URL) {
  const travellers = new Set<Socket>();
  let server: Server;
  const open = async (port = 0) => {
    server = createServer((near) => {
      const far = connect(Number(database.port), database.hostname);
      for (const socket of [near, far]) {
        travellers.add(socket);
        socket.on('error', () => {});
      }
      near.pipe(far).pipe(near);
    });
    return listen(server, port);
  };
  const port = await open();
  const url = new URL(database);
  url.host = `127.0.0.1:${port}`;
  return {
    url: url.href,
    open: () => open(port),
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of travellers) socket.destroy();
      travellers.clear();
      await closed;
    },
  };
}

async function listen(server: Server, port = 0): Promise<number> {
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
