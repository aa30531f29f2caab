/** Who may open a request, by what, and how often somebody may guess. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { linkSeal } from '../../db/email-links.ts';
import { aRequest } from '../api-client.ts';
import { openTown, type Town } from '../town.ts';
import { birthCertificatePages, formClient } from './form-client.ts';
import { aTask } from './people.ts';

let town: Town;
let request: { id: string; reference: string; trackingCode: string };
let caller: string;
let callers = 0;

beforeAll(async () => {
  // Behind a proxy, so that each test may call from addresses of its own.
  town = await openTown({ publicUrl: 'https://demarches.ville.example', worker: false, relay: false });
});
beforeEach(async () => {
  request = (await town.api.file(aRequest())).body;
  caller = anAddress();
});
afterAll(() => town.stop());

test('the link of an email opens its request, and neither the next address nor a referrer has its seal', async () => {
  const seal = linkSeal(town.key, 'follow', request.id);

  const opened = await get(`/suivi/${request.reference}/lien/${seal}`);
  const again = await get(`/suivi/${request.reference}/lien/${seal}`);

  for (const response of [opened, again]) {
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe(`/suivi/${request.reference}`);
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect(response.headers.get('cache-control')).toBe('no-store');
  }
  const cookie = opened.headers.getSetCookie()[0]!.split(';')[0]!;
  const page = await get(`/suivi/${request.reference}`, { cookie });
  expect(page.status).toBe(200);
  expect(await journalLength()).toBe(1);
});

test('a link that is expired, altered, foreign or of no request gets the search page of a wrong code', async () => {
  const other = (await town.api.file(aRequest())).body;
  const expired = linkSeal(town.key, 'follow', request.id, Date.now() - 31 * 86_400_000);
  const right = linkSeal(town.key, 'follow', request.id);
  const altered = `${right.slice(0, 20)}${right[20] === 'A' ? 'B' : 'A'}${right.slice(21)}`;
  const foreign = [linkSeal(town.key, 'follow', other.id), linkSeal(Buffer.alloc(32, 8), 'follow', request.id)];
  const cases = [expired, altered, ...foreign, 'x'];

  const answers = await Promise.all([
    ...cases.map((seal) => pageOf(get(`/suivi/${request.reference}/lien/${seal}`), request.reference)),
    pageOf(get(`/suivi/2026-999999/lien/${right}`), '2026-999999'),
  ]);

  const wrongCode = await pageOf(guess(request.reference), request.reference);
  expect(answers[0]).toMatchObject({ status: 404, cookies: [] });
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect(wrongCode.status).toBe(404);
  expect(sentenceOut(wrongCode.html)).toBe(sentenceOut(answers[0]!.html));
});

test('a wrong code and a reference that does not exist get the same page and the same answer', async () => {
  const pages = [
    await pageOf(guess(request.reference), request.reference),
    await pageOf(guess('2026-999998'), '2026-999998'),
  ];
  const answers = [await readBy('WRONG'), await readBy('WRONG', '2026-999997')];

  expect(pages[1]).toEqual(pages[0]);
  expect(answers.map(({ status, body }) => ({ status, body }))).toEqual([
    { status: 404, body: expect.objectContaining({ code: 'NOT_FOUND' }) },
    { status: 404, body: answers[0]!.body },
  ]);
});

test.each([
  ['a request', () => request.reference],
  ['a reference that does not exist', () => `2026-9${String(callers).padStart(5, '0')}`],
])(
  'after ten wrong codes for %s, from whatever address, the eleventh is told to wait, by API and page',
  async (_, of) => {
    const reference = of();
    for (let count = 0; count < 10; count++) expect((await readBy('WRONG', reference, anAddress())).status).toBe(404);

    const answer = await readBy('WRONG', reference, anAddress());
    const page = await guess(reference, anAddress());

    expect({ status: answer.status, body: answer.body }).toMatchObject({
      status: 429,
      body: { code: 'TOO_MANY_GUESSES' },
    });
    for (const { headers } of [answer, page]) expect(Number(headers.get('retry-after'))).toBeGreaterThan(800);
    expect(page.status).toBe(429);
    expect(await page.text()).toContain('Relisez-les dans votre accusé de réception');
  },
);

test('the owner with the right code is locked out by nobody, nor by mistakes of their own', async () => {
  for (let count = 0; count < 12; count++) await readBy('WRONG');
  expect((await readBy('WRONG')).status).toBe(429);

  expect((await readBy(request.trackingCode)).status).toBe(200);
  const page = await guess(request.reference, caller, request.trackingCode);
  expect({ status: page.status, at: page.headers.get('location') }).toEqual({
    status: 303,
    at: `/suivi/${request.reference}`,
  });
});

test('one address has thirty guesses over all requests, whatever it says to have been forwarded for', async () => {
  const references = Array.from({ length: 31 }, (_, index) => `2025-${String(index).padStart(6, '0')}`);
  const statuses: number[] = [];
  for (const [index, reference] of references.entries()) {
    statuses.push((await readBy('WRONG', reference, `10.9.9.${index}, ${caller}`)).status);
  }

  expect(statuses).toEqual([...Array<number>(30).fill(404), 429]);
  expect((await readBy('WRONG', '2025-000099', anAddress())).status).toBe(404);
});

test('addresses of one IPv6 network count as one', async () => {
  for (let count = 0; count < 30; count++) {
    await readBy('WRONG', `2024-${String(count).padStart(6, '0')}`, `2001:db8:0:${callers}::${count.toString(16)}`);
  }

  expect((await readBy('WRONG', '2024-000099', `2001:db8:0:${callers}:ffff::1`)).status).toBe(429);
  expect((await readBy('WRONG', '2024-000099', `2001:db8:1:${callers}::1`)).status).toBe(404);
});

test('a code is no more guessed by answering a task than by reading', async () => {
  const id = await aTask(town, request.id, { ordinal: 1, kind: 'citizen', answers: ['confirmed'] });
  const answer = () =>
    town.api.answer(id, { answer: 'confirmed' }, { token: 'WRONG', headers: { 'x-forwarded-for': anAddress() } });
  for (let count = 0; count < 10; count++) expect((await answer()).status).toBe(404);

  expect((await answer()).status).toBe(429);
});

test('one address files sixty requests in ten minutes; the next is told to wait, and its form keeps what was typed', async () => {
  const headers = { 'x-forwarded-for': caller };
  for (let count = 0; count < 60; count++) expect((await town.api.file(aRequest(), { headers })).status).toBe(201);

  const refused = await town.api.file(aRequest(), { headers });
  const citizen = formClient(town.url, headers);
  await citizen.answer('birth-certificate', {
    ...birthCertificatePages,
    parents: { 'fields.parents': 'Maëlys d’Exemple' },
  });
  const page = await citizen.post('/demarches/birth-certificate/verifier');

  expect({ status: refused.status, code: refused.body.code }).toEqual({ status: 429, code: 'TOO_MANY_CALLS' });
  expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
  expect(page.status).toBe(429);
  expect(page.html).toContain('Maëlys d’Exemple');
  expect((await town.api.file(aRequest(), { headers: { 'x-forwarded-for': anAddress() } })).status).toBe(201);
});

test('one address asks for sixty links an hour, by the API and by the pages together', async () => {
  const headers = { 'x-forwarded-for': caller };
  const follow = (from: string) =>
    fetch(`${town.url}/signalements/nothing/suivre`, { method: 'POST', headers: { 'x-forwarded-for': from } });
  const ask = () =>
    town.api.call('POST', '/requests/2026-999999/supports', { json: { email: 'camille@citoyen.example' }, headers });
  for (let count = 0; count < 59; count++) expect((await ask()).status).toBe(404);

  expect((await follow(caller)).status).toBe(410);
  expect((await follow(caller)).status).toBe(429);
  expect((await ask()).status).toBe(429);
  expect((await follow(anAddress())).status).toBe(410);
});

test('programs on this machine file as they like', async () => {
  const statuses = await Promise.all(Array.from({ length: 70 }, async () => (await town.api.file(aRequest())).status));

  expect(new Set(statuses)).toEqual(new Set([201]));
});

test('the table of limits tells nobody’s address, account or reference', async () => {
  await readBy('WRONG');
  await signIn('camille@ville.example', 'wrong');

  const kept = JSON.stringify(await town.db.query('select key from rate_limit'));

  for (const secret of [caller, request.reference, 'camille']) expect(kept).not.toContain(secret);
});

function anAddress(): string {
  callers += 1;
  return `198.51.${Math.floor(callers / 250)}.${callers % 250}`;
}

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(town.url + path, { headers: { 'x-forwarded-for': caller, ...headers }, redirect: 'manual' });

const guess = (reference: string, from = caller, code = 'WRONG') =>
  fetch(`${town.url}/suivi`, {
    method: 'POST',
    headers: { 'x-forwarded-for': from },
    body: new URLSearchParams({ reference, code }),
    redirect: 'manual',
  });

const readBy = (code: string, reference = request.reference, from = caller) =>
  town.api.call('GET', `/requests/${reference}`, { token: code, headers: { 'x-forwarded-for': from } });

const signIn = (email: string, password: string, from = caller) =>
  town.api.call('POST', '/sessions', { json: { email, password }, headers: { 'x-forwarded-for': from } });

/** What a page shows and sets, whatever reference was typed. */
async function pageOf(answer: Promise<Response>, reference: string) {
  const response = await answer;
  const html = (await response.text()).replaceAll(reference, '…');
  return { status: response.status, cookies: response.headers.getSetCookie(), html };
}

/** The page without what it says is wrong. */
const sentenceOut = (html: string) => html.replace(/(Ce lien|Cette référence)[^<]*/g, '…');

async function journalLength(): Promise<number> {
  const [{ count }] = await town.db.query('select count(*)::int from journal where request_id = $1', [request.id]);
  return count;
}
