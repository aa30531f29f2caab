/** What a sign-in by an identity provider refuses, and what a session of it opens. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aBrowser, openPortal, type Portal } from '../identity.ts';
import { type OddProvider, type Said, startOddProvider, strangersKey } from '../odd-provider.ts';
import { openTown, type Town } from '../town.ts';

let town: Town;
let portal: Portal;
let odd: OddProvider;
let oddPortal: Portal;

beforeAll(async () => {
  town = await openTown({ worker: false, relay: false });
  odd = await startOddProvider();
  [portal, oddPortal] = await Promise.all([openPortal(town), openPortal(town, { issuer: odd.issuer })]);
});
afterAll(async () => {
  await Promise.all([portal.stop(), oddPortal.stop()]);
  await odd.stop();
  await town.stop();
});

test('a way back that began at another browser, or has another state, signs nobody in', async () => {
  const [somebody, attacker] = [aBrowser(portal.url), aBrowser(portal.url)];
  await somebody.identify('exemple');
  const foreign = await attacker.identify('essai');
  const altered = (await somebody.identify('exemple')).replace(/state=[^&]{8}/, 'state=AAAAAAAA');

  const refused = [
    await aBrowser(portal.url).open(foreign),
    await somebody.open(foreign),
    await (await beginAgain(somebody)).open(altered),
  ];

  expect(refused.map(({ status }) => status)).toEqual([400, 400, 400]);
  for (const { headers } of refused) expect(headers.getSetCookie().join()).not.toMatch(/guichet_compte/);
  expect(await isSignedIn(somebody)).toBe(false);

  async function beginAgain(browser: typeof somebody) {
    await browser.open('/compte/connexion/aller');
    return browser;
  }
});

test('a way back opens one session: replayed it opens none, with its secrets or without', async () => {
  const browser = aBrowser(portal.url);
  const back = await browser.identify('exemple');
  const pending = new Map(browser.cookies);

  expect((await browser.open(back)).status).toBe(303);
  const replays = [await browser.open(back), await withCookies(pending).open(back)];

  expect(replays.map(({ status }) => status)).toEqual([400, 400]);
  expect(await isSignedIn(browser)).toBe(true);
});

test.each<[what: string, status: number, change: (said: Said) => void]>([
  ['another nonce', 400, ({ idToken }) => Object.assign(idToken, { nonce: 'another' })],
  ['a level below the one that was asked', 403, ({ idToken }) => Object.assign(idToken, { acr: 'eidas0' })],
  ['no level', 403, ({ idToken }) => delete idToken.acr],
  ['a token for another site', 400, ({ idToken }) => Object.assign(idToken, { aud: 'elsewhere' })],
  ['a token of another provider', 400, ({ idToken }) => Object.assign(idToken, { iss: 'https://other.example' })],
  ['a token that has expired', 400, ({ idToken }) => Object.assign(idToken, { exp: 1_700_000_000 })],
  ['a stranger’s signature', 400, (said) => Object.assign(said, { key: strangersKey() })],
  ['a person with a stranger’s signature', 400, (said) => Object.assign(said, { userinfoKey: strangersKey() })],
  ['no signature', 400, (said) => Object.assign(said, { algorithm: 'none' })],
  ['a person as plain JSON', 400, (said) => Object.assign(said, { plain: true })],
  ['a person for another site', 400, ({ userinfo }) => Object.assign(userinfo, { aud: 'elsewhere' })],
  ['a person for no site', 400, ({ userinfo }) => delete userinfo.aud],
  ['a person of no provider', 400, ({ userinfo }) => delete userinfo.iss],
  ['a person told too long ago', 400, ({ userinfo }) => Object.assign(userinfo, { exp: 1_700_000_000 })],
  ['somebody else than the token', 400, ({ userinfo }) => Object.assign(userinfo, { sub: 'somebody-else' })],
  ['a person without a name', 400, ({ userinfo }) => delete userinfo.family_name],
])('a provider that gives %s signs nobody in, and is asked again', async (_, status, change) => {
  const browser = aBrowser(oddPortal.url);

  const refused = await oddSignIn(browser, change);

  expect(refused.status).toBe(status);
  expect(await refused.text()).toMatch(/Se connecter avec/);
  expect(await isSignedIn(browser)).toBe(false);
});

test('the same person finds the account again under another name, and a namesake gets another one', async () => {
  const ids: string[] = [];
  for (const [sub, family_name] of [
    ['one', 'EXEMPLE'],
    ['one', 'ESSAI'],
    ['two', 'EXEMPLE'],
  ] as const) {
    const said = await oddSignIn(aBrowser(oddPortal.url), ({ idToken, userinfo }) => {
      idToken.sub = sub;
      Object.assign(userinfo, { sub, family_name, email: 'partagee@citoyen.example' });
    });
    expect(said.status).toBe(303);
    const [account] = await town.db.query('select id, family_name from account where subject = $1', [sub]);
    expect(account.family_name).toBe(family_name);
    ids.push(account.id);
  }
  expect(ids[0]).toBe(ids[1]);
  expect(ids[0]).not.toBe(ids[2]);
});

test('who goes back from the provider is told so kindly, and the page that was asked for is not lost', async () => {
  const browser = aBrowser(portal.url);
  const back = await browser.identify('', '/demarches/question');

  const answer = await browser.open(back);

  expect(answer.status).toBe(200);
  const page = await answer.text();
  expect(page).toMatch(/revenu sans vous connecter/);
  expect(page).toContain(encodeURIComponent('/demarches/question'));
});

test.each([
  '//elsewhere.example/compte',
  'https://elsewhere.example/',
  '/\\elsewhere.example',
  '/compte\\..\\x',
  '/compte.elsewhere.example',
  '/agent',
])('after signing in nobody is sent to %p', async (suite) => {
  const browser = aBrowser(portal.url);

  const answer = await browser.open(await browser.identify('exemple', suite));

  expect(answer.status).toBe(303);
  expect(answer.headers.get('location')).toBe('/compte');
});

test('after signing in one goes on with the form that one came from', async () => {
  const browser = aBrowser(portal.url);
  const answer = await browser.open(await browser.identify('exemple', '/demarches/question?lang=en'));
  expect(answer.headers.get('location')).toBe('/demarches/question?lang=en');
});

test('a session that somebody has planted before is worth nothing after signing in', async () => {
  const [browser, planter] = [aBrowser(portal.url), aBrowser(portal.url)];
  await planter.signIn('essai');
  const planted = planter.cookies.get('guichet_compte')!;
  browser.cookies.set('guichet_compte', planted);

  await browser.signIn('exemple');

  expect(browser.cookies.get('guichet_compte')).not.toBe(planted);
  expect(await (await browser.open('/compte')).text()).toContain('Camille EXEMPLE');
  expect(await isSignedIn(planter)).toBe(false);
});

test.each([
  ['has lasted eight hours', 'expires_at = now()'],
  ['was left alone for half an hour', `last_seen_at = now() - interval '30 minutes'`],
])('a session that %s opens nothing', async (_, change) => {
  const browser = aBrowser(portal.url);
  await browser.signIn('exemple');
  const token = createHash('sha256').update(browser.cookies.get('guichet_compte')!).digest();

  await town.db.query(`update account_session set ${change} where token_hash = $1`, [token]);

  expect(await isSignedIn(browser)).toBe(false);
  expect((await browser.open('/api/v1/requests/2026-000001')).status).toBe(401);
});

test('over HTTPS the cookies are of this host alone, out of reach of scripts and of other sites’ forms', async () => {
  const secure = await openPortal(town, { publicUrl: 'https://demarches.ville.example' });
  const browser = aBrowser(secure.url);

  const begun = await browser.open('/compte/connexion/aller');
  const back = new URL(begun.headers.get('location')!).searchParams.get('redirect_uri');

  expect(back).toBe('https://demarches.ville.example/compte/retour');
  expect(begun.headers.getSetCookie()).toEqual([
    expect.stringMatching(/^__Host-guichet_connexion=[\w-]+; path=\/; expires=.*; samesite=lax; secure; httponly$/),
  ]);
  await secure.stop();
});

test('while the provider is away the sign-in page says so, and everything else goes on', async () => {
  const lonely = await openPortal(town);
  await lonely.stopProvider();
  const browser = aBrowser(lonely.url);

  const page = await browser.open('/compte/connexion');
  const begun = await browser.open('/compte/connexion/aller');

  expect([page.status, begun.status]).toEqual([200, 503]);
  for (const answer of [page, begun]) expect(await answer.text()).toMatch(/ne répond pas pour le moment/);
  expect((await browser.open('/demarches/question')).status).toBe(200);
  await lonely.stop();
});

test('a town without a provider has no accounts, and offers none', async () => {
  const browser = aBrowser(town.url);
  expect(await (await browser.open('/')).text()).not.toMatch(/compte\/connexion/);
  for (const path of ['/compte', '/compte/connexion', '/compte/retour'])
    expect((await browser.open(path)).status).toBe(404);
});

test('nothing that the provider says of a person is in the logs', async () => {
  expect(town.logged()).toMatch(/nobody was signed in/);
  expect(town.logged()).not.toMatch(/EXEMPLE|Camille|citoyen\.example|somebody|nonce|code=/);
});

async function oddSignIn(browser: ReturnType<typeof aBrowser>, change: (said: Said) => void): Promise<Response> {
  odd.say(change);
  const begun = await browser.open('/compte/connexion/aller');
  const asked = new URL(begun.headers.get('location')!).searchParams;
  odd.nonce = asked.get('nonce')!;
  return browser.open(`/compte/retour?code=a&state=${asked.get('state')}`);
}

const isSignedIn = async (browser: ReturnType<typeof aBrowser>) => (await browser.open('/compte')).status === 200;

function withCookies(cookies: Map<string, string>) {
  const browser = aBrowser(portal.url);
  for (const [name, value] of cookies) browser.cookies.set(name, value);
  return browser;
}
