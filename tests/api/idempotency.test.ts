import { randomBytes, randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { createApp } from '../../api/app.ts';
import { problemText } from '../../api/problems.ts';
import { townOf } from '../../bin/town.ts';
import { openDatabase } from '../../db/index.ts';
import { type Api, apiAt, aRequest, until } from '../api-client.ts';
import { openTown, shared, type Town } from '../town.ts';

let town: Town;
let agent: string;

beforeAll(async () => {
  town = await openTown();
  const account = shared.accounts.find(({ role }) => role === 'agent')!;
  agent = await town.api.signIn(account.email, account.password);
});
afterAll(() => town.stop());

const reused = {
  type: 'about:blank',
  title: problemText('IDEMPOTENCY_KEY_REUSED', 'fr'),
  status: 422,
  code: 'IDEMPOTENCY_KEY_REUSED',
};

test('fifty calls at once with one key file one request, and all get the same answer', async () => {
  const form = aRequest();
  const key = randomUUID();

  const answers = await Promise.all(Array.from({ length: 50 }, () => town.api.file(form, { key })));

  const [first] = answers;
  expect(first).toMatchObject({ status: 201, body: { status: 'open' } });
  expect(answers.map(({ status, body }) => ({ status, body }))).toEqual(
    Array.from({ length: 50 }, () => ({ status: 201, body: first!.body })),
  );
  expect(await requestsOf(form)).toEqual([first!.body.reference]);
});

test('a key that comes with another body is refused, and the other body is not filed', async () => {
  const key = randomUUID();
  const [first, other] = [aRequest(), aRequest()];
  const filed = await town.api.file(first, { key });

  const refused = await town.api.file(other, { key });

  expect({ status: refused.status, body: refused.body }).toEqual({ status: 422, body: reused });
  expect(await requestsOf(other)).toEqual([]);
  expect(await town.api.file(first, { key })).toMatchObject({ status: 201, body: filed.body });
});

test('the key of a refused call may be used for the corrected one', async () => {
  const key = randomUUID();
  const form = aRequest();
  const refused = await town.api.file({ ...form, fields: {} }, { key });

  const filed = await town.api.file(form, { key });

  expect([refused.status, filed.status]).toEqual([422, 201]);
  expect(await requestsOf(form)).toEqual([filed.body.reference]);
});

test('the same key gets the same answer after the server has started again', async () => {
  const key = randomUUID();
  const form = aRequest();
  const filed = await town.api.file(form, { key });

  const again = await withSecondServer((api) => api.file(form, { key }));

  expect({ status: again.status, body: again.body }).toEqual({ status: 201, body: filed.body });
  expect(await requestsOf(form)).toEqual([filed.body.reference]);
});

test('a key may be as long as a header can be', async () => {
  const key = randomBytes(4_000).toString('hex');
  const form = aRequest();

  const [first, second] = [await town.api.file(form, { key }), await town.api.file(form, { key })];

  expect([first.status, second.status, second.body]).toEqual([201, 201, first.body]);
});

test('two citizens may choose the same key for what they write', async () => {
  const key = randomUUID();
  const requests = [(await town.api.file(aRequest())).body, (await town.api.file(aRequest())).body];

  const answers = await Promise.all(
    requests.map(({ reference, trackingCode }) => send(reference, trackingCode, 'Bonjour', key)),
  );

  expect(answers.map(({ status }) => status)).toEqual([201, 201]);
  for (const request of requests) expect(await messagesOf(request)).toEqual(['Bonjour']);
});

test('one document is kept, however often it is sent with one key at once', async () => {
  const { reference, trackingCode } = (await town.api.file(aRequest())).body;
  const files = (await filesOf(town)).length;
  const key = randomUUID();

  const answers = await Promise.all(
    Array.from({ length: 12 }, () => town.api.upload(reference, trackingCode, { key })),
  );

  expect(answers.map(({ status, body }) => ({ status, body }))).toEqual(
    Array.from({ length: 12 }, () => ({ status: 201, body: answers[0]!.body })),
  );
  const { documents } = (await town.api.request(reference, trackingCode)).body;
  expect(documents.map(({ id }: { id: string }) => id)).toEqual([answers[0]!.body.id]);
  expect((await filesOf(town)).length).toBe(files + 1);
  const other = await town.api.upload(reference, trackingCode, { key, content: '%PDF-1.4 other' });
  expect({ status: other.status, body: other.body }).toEqual({ status: 422, body: reused });
});

test('one message is sent when it is sent twice with one key', async () => {
  const request = (await town.api.file(aRequest())).body;
  const key = randomUUID();

  const first = await send(request.reference, request.trackingCode, 'Une question', key);
  const second = await send(request.reference, request.trackingCode, 'Une question', key);

  expect({ status: second.status, body: second.body }).toEqual({ status: 201, body: first.body });
  expect(await messagesOf(request)).toEqual(['Une question']);
});

test('an answer that is given twice with one key counts once, and without the key the second is told who was first', async () => {
  const { reference } = (await town.api.file(aRequest({ fields: { kind: 'extract' } }))).body;
  const task = await until(async () => (await town.api.tasks(agent, `?q=${reference}`)).body.items[0], 'the task');
  const key = randomUUID();

  const first = await town.api.answer(task.id, { answer: 'issued' }, { token: agent, key });
  const second = await town.api.answer(task.id, { answer: 'issued' }, { token: agent, key });
  const without = await town.api.answer(task.id, { answer: 'issued' }, { token: agent });

  expect([first.status, second.status, second.body]).toEqual([200, 200, first.body]);
  expect(without).toMatchObject({ status: 409, body: { code: 'TASK_ALREADY_ANSWERED' } });
  const [{ count }] = await town.db.query(
    `select count(*)::int from journal j join request r on r.id = j.request_id
     where r.reference = $1 and j.kind = 'task answered'`,
    [reference],
  );
  expect(count).toBe(1);
});

test('a document that is reviewed twice with one key is reviewed once', async () => {
  const request = (await town.api.file(aRequest())).body;
  const { id } = (await town.api.upload(request.reference, request.trackingCode)).body;
  const review = { token: agent, key: randomUUID(), json: { accepted: false, reason: 'Illisible' } };
  const path = `/requests/${request.reference}/documents/${id}/review`;

  const [first, second] = [await town.api.call('POST', path, review), await town.api.call('POST', path, review)];

  expect([first.status, second.status, second.body]).toEqual([200, 200, first.body]);
  const { timeline } = (await town.api.request(request.reference, request.trackingCode)).body;
  expect(timeline.filter(({ kind }: { kind: string }) => kind === 'document refused')).toHaveLength(1);
});

test('without a key each call has an effect of its own', async () => {
  const form = aRequest();

  const filed = [await town.api.file(form), await town.api.file(form)];
  const request = filed[0]!.body;
  for (const _ of [1, 2]) await send(request.reference, request.trackingCode, 'Bonjour');
  for (const _ of [1, 2]) await town.api.upload(request.reference, request.trackingCode);

  expect(await requestsOf(form)).toEqual(filed.map(({ body }) => body.reference));
  expect(await messagesOf(request)).toEqual(['Bonjour', 'Bonjour']);
  expect((await town.api.request(request.reference, request.trackingCode)).body.documents).toHaveLength(2);
});

test('the kept answers hold no tracking code in the clear', async () => {
  const { trackingCode } = (await town.api.file(aRequest(), { key: randomUUID() })).body;

  const [{ kept }] = await town.db.query(
    `select string_agg(encode(response_sealed, 'escape') || key || scope, ' ') as kept from idempotency_key`,
  );

  expect(kept).not.toContain(trackingCode);
});

const send = (reference: string, token: string, text: string, key?: string) =>
  town.api.call('POST', `/requests/${reference}/messages`, { token, json: { text }, ...(key && { key }) });

async function messagesOf({ reference, trackingCode }: { reference: string; trackingCode: string }): Promise<string[]> {
  const { messages } = (await town.api.request(reference, trackingCode)).body;
  return messages.map(({ text }: { text: string }) => text);
}

async function requestsOf(form: { citizen: object }): Promise<string[]> {
  const { email } = form.citizen as { email: string };
  const found = await town.db.query(
    'select reference from request join citizen c on c.id = citizen_id where c.email = $1 order by reference',
    [email],
  );
  return found.map(({ reference }: { reference: string }) => reference);
}

async function filesOf({ documents }: Town): Promise<string[]> {
  const entries = await readdir(documents, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

/** The API as a process that starts later builds it: another pool, the same database, key and address. */
async function withSecondServer<Result>(use: (api: Api) => Promise<Result>): Promise<Result> {
  const db = await openDatabase(town.databaseUrl, { poolSize: 2 });
  const app = createApp({ ...town.services, db, log: pino({ level: 'silent' }), town: townOf(town.url) });
  const server = createServer(app.callback());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await use(apiAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  } finally {
    server.closeAllConnections();
    server.close();
    await db.destroy();
  }
}
