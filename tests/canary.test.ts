/** Values that nobody else has, sent through every field, file name and header: they may be in rows, files and emails alone. */
import { createHmac, randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { apiRouter, pageRouter } from '../api/routes.ts';
import { errorPlace } from '../db/error-place.ts';
import { newId } from '../db/ids.ts';
import { anAgent, aStreetProblem } from './api/people.ts';
import { table } from './api/rights-table.ts';
import { aRequest, until, uploadForm } from './api-client.ts';
import { decodedHistory } from './histories.ts';
import { openTown, shared, type Town } from './town.ts';
import { leaksIn, leaksInBytes, requireNone } from './watch.ts';

const word = 'Zzyzx-Canari';
const phone = '01 99 73 37 01';
const traces = /zzyzx|99 ?73 ?37 ?01/i;
const headers = {
  'user-agent': word,
  referer: `https://${word}.example/?q=${word}`,
  cookie: `${word}=${word}; guichet_draft=${word}`,
  'accept-language': `fr, ${word}`,
  'x-forwarded-for': word,
  'x-request-id': word,
};

let town: Town;
let manager: string;

beforeAll(async () => {
  town = await openTown();
  manager = await anAgent(town, 'manager', 'civil-status');
});
afterAll(() => town.stop());

test('what people write, and who they are, stays out of logs, figures and the engine while requests are run', async () => {
  const first = await wholeRequest();
  const second = await unsentAndRedirected();
  await failing();

  await Promise.all([first, second].map((id) => town.temporal.workflow.getHandle(`request/${id}`).result()));
  const kept = await town.db.query(`select id from request where search like '%zzyzx%'`);
  expect(kept.length).toBeGreaterThanOrEqual(2);
  await nothingIsTold();
});

test('no route tells what it was called with, whoever calls and whatever is wrong with it', async () => {
  const told: string[] = [];
  for (const route of served()) {
    for (const call of [right, strange]) {
      const { status, text, type } = await call(route);
      const isError = type.includes('json') ? status >= 400 : status >= 500 || status === 404 || status === 403;
      if (isError && traces.test(text)) told.push(`${route}: ${status} ${text.match(/.{40}zzyzx.{20}/is)?.[0]}`);
      if (status >= 500) told.push(`${route}: ${status}`);
    }
  }
  expect(told).toEqual([]);
  await nothingIsTold();
}, 120_000);

test('of an error that nobody foresaw, the place in the code is told and no word of its message', () => {
  const error = new Error(`« ${word} at ${word} »\n    at ${word} (${word}:1:1)`);

  expect(errorPlace(error)).toMatch(/^at .*canary\.test\.ts/);
  expect(errorPlace(Object.assign(new Error('x'), { stack: `Error: another\n at ${word}` }))).toBeUndefined();
  expect(errorPlace('no error at all')).toBeUndefined();
});

test('the watch over the whole run finds a name in a log by its line, and in the engine’s file by its place', async () => {
  const file = path.join(town.dataDir, 'engine');
  await writeFile(file, `${'\0'.repeat(60)}${word}${'\0'.repeat(60)}Camille`);

  expect(leaksIn('log', `nothing\n{"to":"a@citoyen.example"}`)).toEqual([
    'log, line 2: « @citoyen.example » in {"to":"a@citoyen.example"}',
  ]);
  // In parts that end in the middle of what is looked for.
  for (const part of [62, 128, 1000]) {
    const found = (await leaksInBytes(file, part)).map((one) => /byte (\d+: « \w+ »)/.exec(one)?.[1]);
    expect(found.sort()).toEqual(['132: « Camille »', '60: « Zzyzx »']);
  }
  expect(() => requireNone(['log, line 2'])).toThrow('log, line 2');
  expect(() => requireNone([])).not.toThrow();
});

/** Everything that is meant for machines and for those who keep them running. */
async function nothingIsTold(): Promise<void> {
  const metrics = await (await fetch(`${town.url}/metrics`)).text();
  const logs = await Promise.all(shared.serverLogs.map((file) => readFile(file, 'utf8')));
  expect(metrics).toContain('guichet_');
  expect(town.logged()).toContain('"level"');
  for (const text of [town.logged(), metrics, ...logs]) expect(linesWith(text)).toEqual([]);
  for await (const run of town.temporal.workflow.list()) {
    expect(linesWith(await decodedHistory(town.temporal, run.workflowId))).toEqual([]);
    const { memo, searchAttributes } = run;
    expect(linesWith(JSON.stringify([run.workflowId, memo ?? {}, searchAttributes]))).toEqual([]);
  }
}

const linesWith = (text: string) => text.split('\n').filter((line) => traces.test(line));

async function wholeRequest(): Promise<string> {
  const citizen = {
    givenName: word,
    familyName: word,
    email: `${word}@citoyen.example`.toLowerCase(),
    phone,
    address: `1 rue ${word}`,
  };
  const person = { givenName: word, familyName: word, birthDate: '1990-01-31' };
  const form = aRequest({ citizen, fields: { person, parents: word, need: word } });
  const { body: filed } = await town.api.file(form, { headers, key: `${word}${randomUUID()}` });
  const { id, reference, trackingCode } = filed;
  const sent = await town.api.upload(reference, trackingCode, { name: `${word}.pdf` });
  expect(sent.status).toBe(201);
  await town.api.call('POST', `/requests/${reference}/messages`, {
    token: trackingCode,
    json: { text: word },
    headers,
  });
  const task = await until(async () => (await town.api.tasks(manager, `?q=${word}`)).body.items[0], 'the task');
  const review = { accepted: false, reason: word };
  await town.api.call('POST', `/requests/${reference}/documents/${sent.body.id}/review`, {
    token: manager,
    json: review,
    headers,
  });
  const answered = await town.api.answer(task.id, { answer: 'refused', reply: word, note: word }, { token: manager });
  expect(answered.status).toBe(200);
  return id;
}

/** A mail server quotes whom it does not know; a service that is wrong gives its reasons. */
async function unsentAndRedirected(): Promise<string> {
  town.mail.refuse((to) => ({ code: 550, text: `No such mailbox: ${to} ${word}` }));
  const form = aStreetProblem({ place: `1 rue ${word}`, description: word });
  const citizen = { ...form.citizen, givenName: word, email: `${word}2@citoyen.example` };
  const { body: filed } = await town.api.file({ ...form, citizen });
  const roads = await anAgent(town, 'manager', 'roads');
  await until(async () => (await town.api.tasks(roads, `?q=${filed.reference}`)).body.items[0], 'the task');
  await town.api.call('POST', `/requests/${filed.reference}/redirect`, {
    token: roads,
    json: { service: 'green-spaces', reason: word },
  });
  await until(
    async () => (await town.db.query(`select from email where state = 'undeliverable'`)).length > 0 || undefined,
    'the refused email',
  );
  town.mail.refuse(undefined);
  const withdrawn = await town.api.call('POST', `/requests/${filed.reference}/withdraw`, { token: filed.trackingCode });
  expect(withdrawn.status).toBe(200);
  return filed.id;
}

/** The database quotes whole rows in its errors: one for the worker, one for the API. */
async function failing(): Promise<void> {
  await town.db.query(`
    alter table email add constraint refused check (to_address not like '%3@citoyen.example') not valid;
    alter table message add constraint refused check (text not like '%trois') not valid`);
  const citizen = { familyName: word, email: `${word}3@citoyen.example` };
  const { body: filed } = await town.api.file(aRequest({ citizen }));
  const failed = await town.api.call('POST', `/requests/${filed.reference}/messages`, {
    token: filed.trackingCode,
    json: { text: `${word} trois` },
  });
  await until(async () => (await town.db.query('select from step_failure')).length > 0 || undefined, 'the failed step');
  await town.db.query('alter table email drop constraint refused; alter table message drop constraint refused');

  expect(failed).toMatchObject({ status: 500, body: { code: 'INTERNAL' } });
  expect(JSON.stringify(failed.body)).not.toMatch(traces);
}

interface Told {
  status: number;
  type: string;
  text: string;
}

/** Addressed as it should be, by somebody who may, with the word in every field. */
const right = (route: string) => send(route, { token: manager, values: {} });

/** Addressed by the word, by nobody. */
const strange = (route: string) =>
  send(route, { values: { id: word, code: word, token: word, seal: word, lien: word } });

async function send(route: string, call: { token?: string; values: Record<string, string> }): Promise<Told> {
  const [method, path] = route.split(' ') as [string, string];
  const forApi = path.startsWith('/api/');
  const values: Record<string, string> = { type: 'complaint', reference: '2026-999999', id: newId(), ...call.values };
  const address = path.replace(/:(\w+)/g, (_, name: string) => values[name] ?? word);
  const token = call.token;
  const response = await fetch(`${town.url}${address}?q=${word}&code=${word}&lang=fr`, {
    method,
    redirect: 'manual',
    headers: {
      ...headers,
      ...(token && forApi && { authorization: `Bearer ${token}` }),
      ...(token && !forApi && { cookie: `guichet_agent=${token}; ${headers.cookie}` }),
      ...(forApi && method === 'POST' && { 'content-type': 'application/json', 'idempotency-key': word }),
    },
    ...(method === 'POST' && { body: bodyOf(route, forApi, token) }),
  });
  const type = response.headers.get('content-type') ?? '';
  if (type.includes('event-stream')) {
    await response.body?.cancel();
    return { status: response.status, type, text: '' };
  }
  // The address is where the page in the other language is; a form that comes back has what was typed in it.
  return {
    status: response.status,
    type,
    text: (await response.text()).replaceAll(address, '').replaceAll(`value="${word}"`, ''),
  };
}

function bodyOf(route: string, forApi: boolean, token = ''): string | URLSearchParams | FormData {
  const line = table[route];
  const fields = { ...line?.body, text: word, email: `${word}@citoyen.example`, phone, reason: word };
  const filled = Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? word : value]),
  );
  if (line?.upload) return uploadForm({ name: `${word}.pdf` });
  if (forApi) return JSON.stringify(filled);
  const csrf = createHmac('sha256', town.key).update(`csrf ${token} `).digest('base64url');
  return new URLSearchParams({ ...(filled as Record<string, string>), _csrf: csrf });
}

function served(): string[] {
  const routes = (router: ReturnType<typeof apiRouter>, prefix: string) =>
    router.stack.flatMap(({ methods, path }) =>
      methods
        .filter((method) => method !== 'HEAD')
        .map((method) => `${method} ${prefix}${String(path).replace(/(?<=.)\/$/, '')}`),
    );
  return (
    [...routes(apiRouter(town.services), '/api/v1'), ...routes(pageRouter(town.services), '')]
      // Ends the session that all others are called with.
      .filter((route) => !/deconnexion|sessions\/fin/.test(route))
  );
}
