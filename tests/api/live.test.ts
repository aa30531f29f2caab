/** The stream of news that an open follow-up page listens to. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { aRequest, until } from '../api-client.ts';
import { openTown, type Town } from '../town.ts';

let town: Town;
let request: { id: string; reference: string; trackingCode: string };
let cookie: string;
const open: AbortController[] = [];

beforeAll(async () => {
  town = await openTown({ relay: false, worker: false });
});
beforeEach(async () => {
  request = (await town.api.file(aRequest())).body;
  const body = new URLSearchParams({ reference: request.reference, code: request.trackingCode });
  const opened = await fetch(`${town.url}/suivi`, { method: 'POST', body, redirect: 'manual' });
  cookie = opened.headers.getSetCookie()[0]!.split(';')[0]!;
  for (const stream of open.splice(0)) stream.abort();
});
afterAll(async () => {
  for (const stream of open) stream.abort();
  await town.stop();
});

test('what is written about a request is told at once, with the number of its line', async () => {
  const stream = await listen(1);
  expect(stream.headers.get('content-type')).toMatch(/^text\/event-stream/);
  expect(stream.headers.get('content-encoding')).toBeNull();

  await write();

  await until(() => stream.heard().includes('data: 2\n\n') || undefined, 'the event');
  expect(stream.heard()).toBe('retry: 5000\n\nid: 2\nevent: change\ndata: 2\n\n');
});

test('what was written between the reading of the page and the stream is told when the stream begins', async () => {
  await write();
  const stream = await listen(1);

  await until(() => stream.heard().includes('data: 2\n\n') || undefined, 'the event');
});

test('nothing is told of other requests, and of one that nobody looks at the database is told nothing', async () => {
  const stream = await listen(1);
  const rung: string[] = [];
  const client = new Client({ connectionString: town.databaseUrl });
  await client.connect();
  client.on('notification', ({ payload }) => rung.push(payload!));
  await client.query('listen follow');
  const other = (await town.api.file(aRequest())).body;

  await write(other);
  await write();

  await until(() => stream.heard().includes('data: 2\n\n') || undefined, 'the event');
  expect(stream.heard().match(/event:/g)).toHaveLength(1);
  expect(new Set(rung)).toEqual(new Set([request.id]));
  await client.end();
});

test('news go on after the connection to the database was lost, and what came meanwhile is told', async () => {
  const stream = await listen(1);
  await town.db.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'guichet follow'`,
  );
  await write();
  await until(() => stream.heard().includes('data: 2\n\n') || undefined, 'the first event');

  await write();

  await until(() => stream.heard().includes('data: 3\n\n') || undefined, 'the second event');
});

test('one request has at most six streams; one that is closed makes room for another', async () => {
  const streams = await Promise.all(Array.from({ length: 6 }, () => listen(1)));
  const refused = await listen(1);
  expect([...streams, refused].map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200, 503]);

  streams[0]!.close();

  await until(async () => (await listen(1)).status === 200 || undefined, 'room for another');
});

/** Listens as a browser does that has seen so many lines. */
async function listen(seen: number) {
  const controller = new AbortController();
  open.push(controller);
  const response = await fetch(`${town.url}/suivi/${request.reference}/flux?depuis=${seen}`, {
    headers: { cookie, accept: 'text/event-stream', 'accept-encoding': 'gzip' },
    signal: controller.signal,
  });
  let text = '';
  const reading = async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body!) text += decoder.decode(chunk as Uint8Array);
  };
  reading().catch(() => {});
  const { status, headers } = response;
  return { status, headers, heard: () => text, close: () => controller.abort() };
}

const write = (to = request) =>
  town.api.call('POST', `/requests/${to.reference}/messages`, { token: to.trackingCode, json: { text: 'Bonjour' } });
