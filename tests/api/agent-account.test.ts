/** What agents do with their own accounts: password, sessions, tokens of programs; and how an operator helps. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { entropyOf, passwordFault } from '../../api/auth/password-rules.ts';
import { aRequest } from '../api-client.ts';
import { aBrowser } from '../identity.ts';
import { openTown, type Town } from '../town.ts';
import { anAccount, aToken, password, signedIn } from './agents.ts';

let town: Town;
const newPassword = 'quatre chevaux traversent la riviere';

beforeAll(async () => {
  town = await openTown({ relay: false, worker: false });
});
afterAll(() => town.stop());

test('a password alone must have 80 bits, and 50 beside a second factor', () => {
  const owner = { email: 'camille@ville.example', displayName: 'Camille Exemple' };
  const fault = (text: string, secondFactor = false) => passwordFault(text, { ...owner, secondFactor });

  // 12 signs of 95 have 78.8 bits, 13 of them 85; 14 letters and digits have 83.
  expect([entropyOf('aB3$aB3$xY7!') < 80, entropyOf('aB3$aB3$xY7!k') > 80]).toEqual([true, true]);
  expect([fault('kT7wQ2mZp9Lx4'), fault('kT7wQ2mZp9Lx4v')]).toEqual(['weak', undefined]);
  expect([fault('kT7wQ2mZ', true), fault('kT7wQ2mZp', true)]).toEqual(['weak', undefined]);
  expect(fault('quatre chevaux traversent')).toBeUndefined();
});

test.each([
  ['Motdepasse2026!', 'common'],
  ['AzertyuiopAzertyuiop1', 'common'],
  ['M0td3passe-Mairie-2026', 'common'],
  ['12345678901234567890123456', 'common'],
  ['aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaB', 'weak'],
  ['Camille.Exemple.2026', 'own name'],
])('the password %s is refused: %s', (text, fault) => {
  const owner = { email: 'camille.exemple@ville.example', displayName: 'Camille Exemple', secondFactor: false };
  expect(passwordFault(text, owner)).toBe(fault);
});

test('a password is changed with the present one, and every other session ends', async () => {
  const { email, browser } = await signedIn(town, 'agent');
  const elsewhere = await town.api.signIn(email, password);
  const change = async (current: string, next: string) =>
    browser.post('/agent/compte/mot-de-passe', {
      current,
      password: next,
      _csrf: await browser.csrf('/agent/compte'),
    });

  expect((await change('faux', newPassword)).status).toBe(422);
  expect((await change(password, 'Motdepasse2026!')).status).toBe(422);
  expect((await town.api.tasks(elsewhere)).status).toBe(200);
  expect((await change(password, newPassword)).status).toBe(303);

  expect((await browser.open('/agent')).status).toBe(200);
  expect((await town.api.tasks(elsewhere)).status).toBe(401);
  expect((await town.api.call('POST', '/sessions', { json: { email, password } })).status).toBe(401);
  expect(await town.api.signIn(email, newPassword)).toMatch(/^agt_/);
});

test.each([
  ['another password', `password_hash = 'x'`],
  ['another role', `role = 'counter'`],
  ['the end of the account', 'active = false'],
])('%s ends all sessions, whoever writes it', async (_, change) => {
  const email = await anAccount(town, 'agent');
  const token = await town.api.signIn(email, password);

  await town.db.query(`update agent set ${change} where email = $1`, [email]);

  expect(
    (await town.db.query('select 1 from session s join agent a on a.id = s.agent_id where a.email = $1', [email]))
      .length,
  ).toBe(0);
  expect((await town.api.tasks(token)).status).toBe(401);
});

test('an agent sees the open sessions, closes one, and signs out everywhere', async () => {
  const { email, browser } = await signedIn(town, 'agent');
  const [one, two] = [await town.api.signIn(email, password), await town.api.signIn(email, password)];
  const page = await (await browser.open('/agent/compte')).text();
  const ends = [...page.matchAll(/action="(\/agent\/compte\/sessions\/[0-9a-f-]+\/fin)"/g)].map(
    ([, action]) => action!,
  );
  expect(ends).toHaveLength(2);

  await browser.post(ends[0]!, { _csrf: await browser.csrf('/agent/compte') });
  const after = await Promise.all([one, two].map(async (token) => (await town.api.tasks(token)).status));
  expect(after.sort()).toEqual([200, 401]);
  await browser.post('/agent/compte/sessions/fin', { _csrf: await browser.csrf('/agent/compte') });

  expect((await browser.open('/agent')).status).toBe(302);
  expect((await town.api.tasks(two)).status).toBe(401);
});

test('nobody closes somebody else’s session, or takes their token away', async () => {
  const [owner, other] = [await signedIn(town, 'agent'), await signedIn(town, 'agent')];
  const { token } = await aToken(town, owner.browser, ['requests:read']);
  const [{ id: sessionId }] = await town.db.query(
    'select s.id from session s join agent a on a.id = s.agent_id where a.email = $1',
    [owner.email],
  );
  const [{ id: tokenId }] = await town.db.query('select id from api_token order by created_at desc limit 1');
  const _csrf = await other.browser.csrf('/agent/compte');

  await other.browser.post(`/agent/compte/sessions/${sessionId}/fin`, { _csrf });
  await other.browser.post(`/agent/compte/jetons/${tokenId}/retrait`, { _csrf });

  expect((await owner.browser.open('/agent')).status).toBe(200);
  expect((await town.api.tasks(token)).status).toBe(200);
});

test('a program does what its token’s scopes and its agent’s rights both allow, until it is revoked', async () => {
  const { browser } = await signedIn(town, 'agent');
  const { reference, trackingCode } = (await town.api.file(aRequest())).body;
  const reader = await aToken(town, browser, ['requests:read']);
  const clerk = await aToken(town, browser, ['requests:read', 'requests:write', 'tasks:answer', 'statistics:read']);

  const statuses = async (token: string) => [
    (await town.api.request(reference, token)).status,
    (await town.api.tasks(token)).status,
    (await town.api.call('POST', `/requests/${reference}/messages`, { token, json: { text: 'Bonjour' } })).status,
    (await town.api.file(aRequest({ channel: 'phone' }), { token })).status,
    (await town.api.call('POST', `/tasks/${randomUUID()}/claim`, { token })).status,
    (await town.api.call('GET', '/statistics', { token })).status,
    (await town.api.call('GET', '/request-types', { token })).status,
  ];

  expect(await statuses(reader.token)).toEqual([200, 200, 403, 403, 403, 403, 200]);
  // An agent reads no statistics, whatever the token says.
  expect(await statuses(clerk.token)).toEqual([200, 200, 201, 201, 404, 403, 200]);
  const { body } = await town.api.call('POST', `/requests/${reference}/messages`, { token: reader.token, json: {} });
  expect(body).toMatchObject({ code: 'SCOPE_MISSING', scope: 'requests:write' });
  // It is no cookie of a page.
  const page = await fetch(`${town.url}/agent`, {
    headers: { cookie: `guichet_agent=${clerk.token}` },
    redirect: 'manual',
  });
  expect(page.status).toBe(302);

  await browser.post(clerk.remove, { _csrf: await browser.csrf('/agent/compte') });
  expect((await town.api.tasks(clerk.token)).status).toBe(401);
  await town.db.query(
    `update api_token set created_at = now() - interval '2 days', expires_at = now() - interval '1 day'`,
  );
  expect((await town.api.request(reference, reader.token)).status).toBe(401);
  expect((await town.api.request(reference, trackingCode)).status).toBe(200);
});

test('an operator’s link chooses a password once, and ends what was open; nobody else makes one', async () => {
  const [lost, operator, agent] = [
    await signedIn(town, 'agent'),
    await signedIn(town, 'operator'),
    await signedIn(town, 'agent'),
  ];
  const [{ id }] = await town.db.query('select id from agent where email = $1', [lost.email]);
  const makeLink = async (browser: typeof operator.browser) =>
    browser.post(`/exploitation/comptes/${id}/lien`, { _csrf: await browser.csrf('/agent/compte') });
  const linkOf = async () => /\/agent\/mot-de-passe\/[\w-]+/.exec(await (await makeLink(operator.browser)).text())![0];

  expect((await makeLink(agent.browser)).status).toBe(403);
  const [former, link] = [await linkOf(), await linkOf()];
  const anybody = aBrowser(town.url);

  expect((await anybody.open(former)).status).toBe(410);
  expect((await anybody.post(link, { password: 'court' })).status).toBe(422);
  expect((await anybody.post(link, { password: newPassword })).status).toBe(303);
  expect((await anybody.post(link, { password: `${newPassword} encore` })).status).toBe(410);
  expect((await lost.browser.open('/agent')).status).toBe(302);
  expect(await town.api.signIn(lost.email, newPassword)).toMatch(/^agt_/);
});
