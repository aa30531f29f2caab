import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cellOf } from '../../api/csv.ts';
import { addDays, addMonths, civilDate } from '../../workflows/kit/calendar.ts';
import { requestTypes } from '../../workflows/request-types/index.ts';
import { openTown, shared, type Town } from '../town.ts';
import { type PastRequests, pastRequests } from './past-requests.ts';
import { anAgent, problem } from './people.ts';

let town: Town;
let manager: string;
const account = shared.accounts.find(({ role }) => role === 'manager')!;
/** A month in the past that only these requests are in. */
const march = '?from=2026-03-01&to=2026-03-31';

beforeAll(async () => {
  town = await openTown({ relay: false, worker: false });
  manager = await town.api.signIn(account.email, account.password);
  const inMarch = (past: Partial<PastRequests> & { type: string; count: number }) =>
    pastRequests(town.db, { receivedAt: '2026-03-02T09:00:00Z', ...past });
  await inMarch({ type: 'birth-certificate', count: 10 });
  await inMarch({ type: 'birth-certificate', count: 1, outcome: 'refused', channel: 'counter' });
  await inMarch({ type: 'birth-certificate', count: 2, open: true, channel: 'post' });
  await inMarch({ type: 'street-problem', service: 'roads', outcome: 'repaired', count: 9 });
  await inMarch({ type: 'a-type-of-the-past', count: 3 });
  // Half past eleven in the evening of 31 March in France, and half past midnight of 1 April.
  await inMarch({ type: 'question', service: 'reception', count: 1, receivedAt: '2026-03-31T21:30:00Z' });
  await inMarch({ type: 'question', service: 'reception', count: 2, receivedAt: '2026-03-31T22:30:00Z' });
});
afterAll(() => town.stop());

test('a manager reads how many requests came and ended, how long they took, and how', async () => {
  const { status, body } = await statistics(march);

  expect(status).toBe(200);
  expect(body).toMatchObject({ from: '2026-03-01', to: '2026-03-31', service: null, channel: null });
  expect(of(body, 'birth-certificate')).toEqual({
    type: 'birth-certificate',
    title: 'Copie ou extrait d’acte de naissance',
    received: 13,
    open: 2,
    ended: 11,
    // Of 1, 1, 2, 3 … 10 days.
    medianDays: 5,
    p90Days: 9,
    onTimeShare: 6 / 11,
    outcomes: { issued: 10, refused: 1 },
    channels: { web: 10, mobile: 0, counter: 1, phone: 0, post: 2, email: 0, open311: 0 },
  });
});

test('fewer than ten ends give no median', async () => {
  expect(of((await statistics(march)).body, 'street-problem')).toMatchObject({
    ended: 9,
    medianDays: null,
    p90Days: null,
    onTimeShare: 5 / 9,
    outcomes: { repaired: 9 },
  });
});

test('every type that the town offers is there, with zeros where nobody has asked, and those of the past behind them', async () => {
  const { items } = (await statistics(march)).body;

  const offered = [...new Set(requestTypes.map(({ id }) => id))];
  expect(items.map(({ type }: { type: string }) => type)).toEqual([...offered, 'a-type-of-the-past']);
  expect(of({ items }, 'proposal')).toMatchObject({ received: 0, open: 0, ended: 0, onTimeShare: null, outcomes: {} });
  expect(of({ items }, 'a-type-of-the-past')).toMatchObject({ title: 'a-type-of-the-past', ended: 3 });
});

test('a day of the period begins and ends at midnight in France', async () => {
  const received = async (query: string) => of((await statistics(query)).body, 'question').received;

  expect(await received(march)).toBe(1);
  expect(await received('?from=2026-04-01&to=2026-04-01')).toBe(2);
  expect(await received('?from=2026-03-31&to=2026-04-01')).toBe(3);
});

test('without dates the period is the last twelve months, today included', async () => {
  const today = civilDate(Date.now(), 'metropole');

  expect((await statistics('')).body).toMatchObject({ from: addDays(addMonths(today, -12), 1), to: today });
  expect((await statistics('?to=2026-03-31')).body.from).toBe('2025-04-01');
});

test('the figures of one service and of one channel leave out the others', async () => {
  const ofRoads = (await statistics(`${march}&service=roads`)).body;
  const byPost = (await statistics(`${march}&channel=post`)).body;

  expect(sum(ofRoads, 'received')).toBe(9);
  expect(of(ofRoads, 'street-problem').received).toBe(9);
  expect(sum(byPost, 'received')).toBe(2);
  expect(sum(byPost, 'open')).toBe(2);
});

test('a manager reads the figures of no other service, also when asking for them', async () => {
  const token = await anAgent(town, 'manager', 'roads');

  expect(sum((await statistics(march, token)).body, 'received')).toBe(9);
  expect(sum((await statistics(`${march}&service=civil-status`, token)).body, 'received')).toBe(0);
});

test.each(['designer', 'operator'])('a %s reads the figures of all services', async (role) => {
  const token = await anAgent(town, role, 'roads');

  expect(sum((await statistics(march, token)).body, 'received')).toBe(26);
});

test.each(['agent', 'counter', 'technician'])('a role without figures (%s) is refused them', async (role) => {
  const token = await anAgent(town, role, 'roads');

  for (const path of ['/statistics', '/statistics.csv']) {
    const { status, body } = await town.api.call('GET', path, { token });
    expect({ status, body }).toEqual(problem(403, 'FORBIDDEN'));
  }
});

test.each([
  ['?from=2026-02-30', 'from', 'Indiquez une date réelle : jour, mois et année.'],
  ['?to=0000-01-01', 'to', 'Indiquez une date réelle : jour, mois et année.'],
  ['?from=2026-04-01&to=2026-03-31', 'to', 'Choisissez une fin qui ne vient pas avant le début.'],
  ['?channel=fax', 'channel', 'Choisissez une des réponses proposées.'],
])('%s is refused with what to put right', async (query, field, message) => {
  const { status, body } = await statistics(query);

  expect({ status, body }).toEqual(problem(422, 'INVALID', { errors: [{ field, message }] }));
});

test('a spreadsheet opens the table as a French town hall has it', async () => {
  const { status, body, headers } = await town.api.call<string>('GET', `/statistics.csv${march}`, { token: manager });

  expect(status).toBe(200);
  expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(headers.get('content-disposition')).toBe('attachment; filename="statistiques-2026-03-01-2026-03-31.csv"');
  const bytes = await fetchBytes(`/api/v1/statistics.csv${march}`, { authorization: `Bearer ${manager}` });
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const [heading, first] = body.split('\r\n');
  expect(heading).toMatch(/Démarche;Identifiant;Du;Au;Reçues;/);
  expect(first).toBe(
    'Copie ou extrait d’acte de naissance;birth-certificate;2026-03-01;2026-03-31;13;2;11;5;9;54,5;' +
      '10;0;1;0;2;0;0;Délivré (10), Refusé (1)',
  );
});

test.each<[string | number | null, string]>([
  ['=1+1', "'=1+1"],
  ['+33', "'+33"],
  ['-2', "'-2"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['=a;b', '"\'=a;b"'],
  ['dit « "oui" »', '"dit « ""oui"" »"'],
  ['deux\nlignes', '"deux\nlignes"'],
  [-2.5, '-2,5'],
  [null, ''],
])('the cell %j is written as %j, and is no formula', (value, written) => {
  expect(cellOf(value)).toBe(written);
});

test('the public page has the figures of a type with ten ends or more, and of no other', async () => {
  const html = await (await fetch(`${town.url}/statistiques`)).text();

  const row = /<tr[^>]*>\s*<th[^>]*>Copie ou extrait d’acte de naissance<[\s\S]*?<\/tr>/.exec(html)![0];
  expect(row).toMatch(/>11<[\s\S]*>5\sjours<[\s\S]*>9\sjours</);
  expect(html.match(/<tr/g)).toHaveLength(2);
  expect(html).toMatch(/Démarches sans chiffres[\s\S]*<li>Signaler un problème/);
  expect(html).not.toContain('Refusé');
});

test('a manager finds the figures in the menu, and who may not read them does not', async () => {
  const agent = shared.accounts.find(({ role }) => role === 'agent')!;
  const [ofManager, ofAgent] = [await cookieOf(account), await cookieOf(agent)];
  const visit = (path: string, cookie: string) =>
    fetch(town.url + path, { headers: { cookie, 'accept-language': 'fr' }, redirect: 'manual' });

  expect(await (await visit('/agent', ofManager)).text()).toContain('href="/pilotage">Pilotage<');
  expect(await (await visit('/agent', ofAgent)).text()).not.toContain('/pilotage');
  expect((await visit('/pilotage', ofAgent)).status).toBe(403);
  expect((await visit('/pilotage.csv', ofAgent)).status).toBe(403);
  expect((await visit('/pilotage', '')).headers.get('location')).toBe('/agent/connexion?suite=%2Fpilotage');
  expect((await cookieAnswer(account, '/pilotage?from=2026-03-01')).headers.get('location')).toBe(
    '/pilotage?from=2026-03-01',
  );
  const wrong = await visit('/pilotage?from=2026-04-01&to=2026-03-31', ofManager);
  expect([wrong.status, await wrong.text()]).toEqual([422, expect.stringContaining('href="#to"')]);
});

const statistics = (query: string, token = manager) => town.api.call('GET', `/statistics${query}`, { token });

type Item = { type: string; received: number; open: number };
const of = ({ items }: { items: Item[] }, type: string) => items.find((item) => item.type === type)!;
const sum = ({ items }: { items: Item[] }, figure: 'received' | 'open') =>
  items.reduce((total, item) => total + item[figure], 0);

async function fetchBytes(path: string, headers: Record<string, string>): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(town.url + path, { headers })).arrayBuffer());
}

function cookieAnswer({ email, password }: { email: string; password: string }, next = '/agent'): Promise<Response> {
  const body = new URLSearchParams({ email, password, next });
  return fetch(`${town.url}/agent/connexion`, { method: 'POST', body, redirect: 'manual' });
}

async function cookieOf(who: { email: string; password: string }): Promise<string> {
  return (await cookieAnswer(who)).headers.getSetCookie()[0]!.split(';')[0]!;
}
