import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { linkSeal } from '../../db/email-links.ts';
import { checkJournals } from '../../db/journal-check.ts';
import { addDays, civilDate } from '../../workflows/kit/calendar.ts';
import { openTown, type Town } from '../town.ts';
import { anAgent, aStreetProblem, ends, kindsOf, problem } from './people.ts';

let town: Town;
let request: { id: string; reference: string; trackingCode: string };

beforeAll(async () => {
  town = await openTown({ relay: false, worker: false });
});
beforeEach(async () => {
  request = (await town.api.file(aStreetProblem())).body;
});
afterAll(() => town.stop());

test('the owner of an ended request says what they think, and may change it', async () => {
  await ends(town, request.id);

  const first = await answer({ score: 2, comment: ' Trop long. ' });
  const second = await answer({ score: 5 });

  const lastDay = addDays(civilDate(Date.now(), 'metropole'), 14);
  const { reference } = request;
  expect(first).toMatchObject({ status: 201, body: { reference, score: 2, comment: 'Trop long.', lastDay } });
  expect(second).toMatchObject({ status: 201, body: { reference, score: 5, comment: null, lastDay } });
  expect(await kept()).toEqual([{ score: 5, comment: null }]);
});

test('the journal says once that there is an opinion, and neither it nor the log or the numbers say which', async () => {
  await ends(town, request.id);

  await answer({ score: 1, comment: 'Un agent désagréable.' });
  await answer({ score: 1, comment: 'Un agent très désagréable.' });

  expect((await kindsOf(town, request.id)).filter((kind) => kind === 'survey answered')).toHaveLength(1);
  const [{ data }] = await town.db.query(
    `select data from journal where request_id = $1 and kind = 'survey answered'`,
    [request.id],
  );
  expect(data).toEqual({});
  const metrics = await (await fetch(`${town.url}/metrics`)).text();
  for (const text of [town.logged(), metrics]) expect(text).not.toMatch(/désagréable|2026-\d{6}/);
  expect((await checkJournals(town.db)).faults).toBe(0);
});

test('before the end nothing is taken', async () => {
  const { status, body } = await answer({ score: 4 });

  expect({ status, body }).toEqual(problem(409, 'SURVEY_NOT_OPEN'));
  expect(await kept()).toEqual([]);
});

test('on the fourteenth day an answer is taken, and on the next no more', async () => {
  await ends(town, request.id, { daysAgo: 14 });
  expect((await answer({ score: 4 })).status).toBe(201);

  await ends(town, request.id, { daysAgo: 15 });
  const { status, body } = await answer({ score: 1 });

  const lastDay = addDays(civilDate(Date.now(), 'metropole'), -1);
  expect({ status, body }).toEqual(problem(409, 'SURVEY_CLOSED', { lastDay }));
  expect(await kept()).toEqual([{ score: 4, comment: null }]);
});

test.each<[what: string, json: object, field: string]>([
  ['no score', { comment: 'Bien.' }, 'score'],
  ['a score of 0', { score: 0 }, 'score'],
  ['a score of 6', { score: 6 }, 'score'],
  ['a score of three and a half', { score: 3.5 }, 'score'],
  ['a score in words', { score: 'bien' }, 'score'],
  ['a comment of 2,001 signs', { score: 3, comment: 'a'.repeat(2001) }, 'comment'],
  ['a comment with a zero byte', { score: 3, comment: 'a\0b' }, 'comment'],
])('%s is refused with the field’s name', async (_, json, field) => {
  await ends(town, request.id);

  const { status, body } = await answer(json);

  expect([status, body.code, body.errors.map((error: { field: string }) => error.field)]).toEqual([
    422,
    'INVALID',
    [field],
  ]);
  expect(await kept()).toEqual([]);
});

test('emoji, right-to-left text and several lines come back as they were typed', async () => {
  await ends(town, request.id);
  const comment = 'Très bien 👍🏽\nشكرا جزيلا\nC’est l’été';

  expect((await answer({ score: 5, comment })).body.comment).toBe(comment);
});

test('the same key gives the same answer once, and ten at once leave one row', async () => {
  await ends(town, request.id);

  const [first, again, other] = [
    await answer({ score: 3 }, { key: 'k' }),
    await answer({ score: 3 }, { key: 'k' }),
    await answer({ score: 4 }, { key: 'k' }),
  ];
  expect(again.body).toEqual(first.body);
  expect(other.body.code).toBe('IDEMPOTENCY_KEY_REUSED');
  const many = await Promise.all(Array.from({ length: 10 }, (_, index) => answer({ score: 1 + (index % 5) })));
  expect(many.map(({ status }) => status)).toEqual(Array(10).fill(201));
  expect(await kept()).toHaveLength(1);
});

test.each<[who: string, role: string, service: string, status: number]>([
  ['an agent of the service', 'agent', 'roads', 403],
  ['an agent of another service', 'agent', 'civil-status', 404],
])('%s can not answer for the citizen', async (_, role, service, status) => {
  await ends(town, request.id);

  expect((await answer({ score: 5 }, { token: await anAgent(town, role, service) })).status).toBe(status);
  expect(await kept()).toEqual([]);
});

test('the link of an email opens the survey alone: whoever only follows it changes nothing and gets no cookie', async () => {
  await ends(town, request.id);
  const seal = linkSeal(town.key, 'survey', request.id);
  const before = await kindsOf(town, request.id);

  const opened = await get(`/suivi/${request.reference}/avis/${seal}`);

  expect({ status: opened.status, cookies: opened.headers.getSetCookie() }).toEqual({ status: 200, cookies: [] });
  expect(opened.headers.get('referrer-policy')).toBe('no-referrer');
  expect(opened.headers.get('cache-control')).toBe('no-store');
  expect(await kindsOf(town, request.id)).toEqual(before);
  expect(await kept()).toEqual([]);
  expect((await get(`/suivi/${request.reference}/lien/${seal}`)).status).toBe(404);
});

test('a link that is expired, foreign, of another kind or of no request asks for the code, all with the same page', async () => {
  await ends(town, request.id);
  const other = (await town.api.file(aStreetProblem())).body;
  const right = linkSeal(town.key, 'survey', request.id);
  const expired = linkSeal(town.key, 'survey', request.id, Date.now() - 31 * 86_400_000);
  const wrong = [expired, linkSeal(town.key, 'survey', other.id), linkSeal(town.key, 'follow', request.id), 'x'];

  const [first, ...others] = await Promise.all([
    pageOf(get(`/suivi/2026-999996/avis/${right}`), '2026-999996'),
    ...wrong.map((seal) => pageOf(get(`/suivi/${request.reference}/avis/${seal}`), request.reference)),
    pageOf(get(`/suivi/${request.reference}/avis/${expired}`, { method: 'POST' }), request.reference),
  ]);

  expect(first).toMatchObject({ status: 404, cookies: [] });
  for (const one of others) expect(one).toEqual(first);
  expect(await kept()).toEqual([]);
});

const get = (path: string, options: RequestInit = {}) =>
  fetch(town.url + path, {
    redirect: 'manual',
    ...options,
    body: options.method ? new URLSearchParams('score=1') : null,
  });

/** What a page shows and sets, whatever reference was typed. */
async function pageOf(answer: Promise<Response>, reference: string) {
  const response = await answer;
  const html = (await response.text()).replaceAll(reference, '…');
  return { status: response.status, cookies: response.headers.getSetCookie(), html };
}

const answer = (json: object, { token = request.trackingCode, key }: { token?: string; key?: string } = {}) =>
  town.api.call('POST', `/requests/${request.reference}/survey`, { token, json, ...(key && { key }) });

const kept = () => town.db.query('select score, comment from survey where request_id = $1', [request.id]);
