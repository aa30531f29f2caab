/** The second factor of agents: set up once, asked for then, and each code taken once. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createApp } from '../../api/app.ts';
import { aBrowser } from '../identity.ts';
import { openTown, type Town } from '../town.ts';
import { anAccount, codeOf, password, setUp, signedIn } from './agents.ts';

let town: Town;
/** The same town, which asks its managers for a second factor. */
let strict: Server;
let strictUrl: string;

beforeAll(async () => {
  town = await openTown({ relay: false, worker: false });
  strict = createServer(createApp({ ...town.services, secondFactorRoles: ['manager'] }).callback());
  await new Promise<void>((resolve) => strict.listen(0, '127.0.0.1', resolve));
  strictUrl = `http://127.0.0.1:${(strict.address() as AddressInfo).port}`;
});
afterAll(async () => {
  strict.closeAllConnections();
  strict.close();
  await town.stop();
});

test('a second factor is set up by its key, asked for from then on, and each code is taken once', async () => {
  const { email, browser } = await signedIn(town, 'agent');
  const { key, codes } = await setUp(browser);

  const without = await town.api.call('POST', '/sessions', { json: { email, password } });
  const used = codeOf(key, -1);
  const wrong = await session(email, used);
  const right = await session(email, codeOf(key, 1));
  const replayed = await session(email, codeOf(key, 1));

  expect([without.status, without.body.code]).toEqual([401, 'OTP_REQUIRED']);
  // The code that has set it up was the last one: an earlier half minute is over.
  expect([wrong.status, wrong.body.code]).toEqual([401, 'OTP_REFUSED']);
  expect(right.status).toBe(201);
  expect([replayed.status, replayed.body.code]).toEqual([401, 'OTP_REFUSED']);
  expect(codes).toHaveLength(8);
});

test('a session that others knew before is worth nothing after the sign-in, and after the second factor', async () => {
  const { browser } = await signedIn(town, 'agent');
  const { email } = await signedIn(town, 'agent');
  const tokens = [browser.cookies.get('guichet_agent')!];
  await browser.post('/agent/connexion', { email, password });
  tokens.push(browser.cookies.get('guichet_agent')!);
  await setUp(browser);
  const last = browser.cookies.get('guichet_agent')!;

  expect(new Set([...tokens, last]).size).toBe(3);
  // The page of the codes has the token of the new session.
  expect((await browser.open('/agent')).status).toBe(200);
  browser.cookies.set('guichet_agent', tokens[1]!);
  expect((await browser.open('/agent')).headers.get('location')).toMatch(/connexion/);
});

test('of several who bring the same code at once one is let in', async () => {
  const { email, browser } = await signedIn(town, 'agent');
  const { key } = await setUp(browser);

  const answers = await Promise.all([1, 2, 3, 4].map(() => session(email, codeOf(key, 1))));

  expect(answers.map(({ status }) => status).sort()).toEqual([201, 401, 401, 401]);
});

test('at the page the password comes first and the code second, and a recovery code lets in once', async () => {
  const { email, browser } = await signedIn(town, 'agent');
  const { codes } = await setUp(browser);
  const other = aBrowser(town.url);

  const first = await other.post('/agent/connexion', { email, password, next: '/agent?q=x' });
  expect(first.headers.get('location')).toBe('/agent/connexion/code');
  expect((await other.open('/agent')).headers.get('location')).toMatch(/^\/agent\/connexion\?/);
  const refused = await other.post('/agent/connexion/code', { code: '000000' });
  expect([refused.status, await refused.text()]).toEqual([401, expect.stringContaining('Ce code ne convient pas')]);
  const second = await other.post('/agent/connexion/code', { code: codes[0]!.toLowerCase().replaceAll('-', ' ') });
  expect([second.status, second.headers.get('location')]).toEqual([303, '/agent?q=x']);
  expect((await other.open('/agent')).status).toBe(200);

  const again = aBrowser(town.url);
  await again.post('/agent/connexion', { email, password });
  expect((await again.post('/agent/connexion/code', { code: codes[0]! })).status).toBe(401);
});

test('who knows the password guesses few codes, however often they sign in with it again', async () => {
  const { email, browser } = await signedIn(town, 'agent');
  await setUp(browser);
  const thief = aBrowser(town.url);

  const statuses: number[] = [];
  for (let guess = 0; guess < 7; guess += 1) {
    await thief.post('/agent/connexion', { email, password });
    statuses.push((await thief.post('/agent/connexion/code', { code: `00000${guess}` })).status);
  }

  expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429]);
});

test('a role that needs a second factor does nothing before it is set up, and everything after', async () => {
  const email = await anAccount(town, 'manager');
  const browser = aBrowser(strictUrl);
  await browser.post('/agent/connexion', { email, password });

  const refused = await apiSession(strictUrl, { email, password });
  expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([403, 'SECOND_FACTOR_REQUIRED']);
  for (const path of ['/agent', '/agent/compte', '/pilotage', '/agent/demandes/2026-000001'])
    expect((await browser.open(path)).headers.get('location')).toBe('/agent/compte/second-facteur');

  const { key } = await setUp(browser);

  expect((await browser.open('/agent')).status).toBe(200);
  expect((await apiSession(strictUrl, { email, password, otp: codeOf(key, 1) })).status).toBe(201);
  const takenOff = await browser.post('/agent/compte/second-facteur/retrait', {
    code: codeOf(key, 1),
    _csrf: await browser.csrf('/agent/compte'),
  });
  expect([takenOff.status, (await browser.open('/agent')).status]).toEqual([422, 200]);
});

const session = (email: string, otp: string) => town.api.call('POST', '/sessions', { json: { email, password, otp } });
const apiSession = (url: string, json: object) =>
  fetch(`${url}/api/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(json),
  });
