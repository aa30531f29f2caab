/** Agents who sign in at an identity provider: known by address once, and by the provider's own name for them then. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { aBrowser, openPortal, type Portal } from '../identity.ts';
import { type OddProvider, type Said, startOddProvider } from '../odd-provider.ts';
import { openTown, type Town } from '../town.ts';

let town: Town;
let portal: Portal;
let odd: OddProvider;
let oddPortal: Portal;
const start = '/agent/connexion/identite';

beforeAll(async () => {
  town = await openTown({ worker: false, relay: false });
  odd = await startOddProvider();
  [portal, oddPortal] = await Promise.all([openPortal(town), openPortal(town, { issuer: odd.issuer })]);
});
beforeEach(() => town.db.query('update agent set issuer = null, subject = null, active = true'));
afterAll(async () => {
  await Promise.all([portal.stop(), oddPortal.stop()]);
  await odd.stop();
  await town.stop();
});

test('an agent signs in at the provider, with its second factor, and out of both', async () => {
  const browser = aBrowser(portal.url);

  const back = await browser.open(await browser.identify('agent@ville.example', '/agent?q=x', start));

  expect([back.status, back.headers.get('location')]).toEqual([303, '/agent?q=x']);
  expect((await browser.open('/agent')).status).toBe(200);
  const [opened] = await town.db.query(`select second_factor from session order by created_at desc limit 1`);
  expect(opened.second_factor).toBe(true);
  const left = await browser.post('/agent/deconnexion', { _csrf: await browser.csrf('/agent/compte') });
  expect(left.headers.get('refresh')).toMatch(/^0; url=http:.*\/session\/end\?/);
  expect((await browser.open('/agent')).headers.get('location')).toMatch(/^\/agent\/connexion\?/);
});

test('who is signed in at the provider as a citizen is asked who they are as an agent', async () => {
  const browser = aBrowser(portal.url);
  await browser.signIn('exemple');

  const sent = await browser.open(start);
  const asked = await browser.open(sent.headers.get('location')!);

  expect(asked.headers.get('location')).toContain('/identite/');
});

test('an agent is found again by the provider’s name for them, whatever the address is then', async () => {
  expect((await oddSignIn('un', 'agent@ville.example')).status).toBe(303);
  expect((await oddSignIn('un', 'nouvelle.adresse@ville.example')).status).toBe(303);

  const somebodyElse = await oddSignIn('deux', 'agent@ville.example');

  expect(somebodyElse.status).toBe(403);
  expect(await somebodyElse.text()).toContain('Aucun compte d’agent de cette mairie');
});

test('whose address nobody has verified, who has no account, and whose account is closed are refused clearly', async () => {
  await town.db.query(`update agent set active = false where email = 'agent2@ville.example'`);
  const refused = [
    await oddSignIn('trois', 'agent@ville.example', ({ userinfo }) =>
      Object.assign(userinfo, { email_verified: false }),
    ),
    await oddSignIn('quatre', 'inconnu@ailleurs.example'),
    await oddSignIn('cinq', 'agent2@ville.example'),
  ];

  for (const answer of refused) {
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('Aucun compte d’agent de cette mairie');
  }
});

test('a provider that gives another site’s token, or no address, signs no agent in', async () => {
  const refused = [
    await oddSignIn('six', 'agent@ville.example', ({ userinfo }) => Object.assign(userinfo, { aud: 'elsewhere' })),
    await oddSignIn('sept', 'agent@ville.example', ({ userinfo }) => delete userinfo.email),
    await oddSignIn('huit', 'agent@ville.example', (said) => Object.assign(said, { plain: true })),
  ];

  expect(refused.map(({ status }) => status)).toEqual([400, 400, 400]);
});

test('the provider is sent no parameter but those that ProConnect documents', async () => {
  const sent = await aBrowser(oddPortal.url).open(start);

  const names = [...new URL(sent.headers.get('location')!).searchParams.keys()].sort();
  expect(names).toEqual(['claims', 'client_id', 'nonce', 'redirect_uri', 'response_type', 'scope', 'state']);
});

test('an agent with a second factor here is asked for it where the provider asked for none', async () => {
  await town.db.query(`update agent set otp_sealed = '\\x00' where email = 'agent@ville.example'`);

  const answer = await oddSignIn('neuf', 'agent@ville.example');
  const proven = await oddSignIn('neuf', 'agent@ville.example', ({ idToken }) =>
    Object.assign(idToken, { amr: ['pwd', 'mfa'] }),
  );

  await town.db.query(`update agent set otp_sealed = null where email = 'agent@ville.example'`);
  expect(answer.headers.get('location')).toBe('/agent/connexion/code');
  expect(proven.headers.get('location')).toBe('/agent');
});

/** Signs in at the odd provider, which says that one is called so, and has this address. */
async function oddSignIn(sub: string, email: string, change: (said: Said) => void = () => {}): Promise<Response> {
  const browser = aBrowser(oddPortal.url);
  const sent = new URL((await browser.open(start)).headers.get('location')!);
  odd.nonce = sent.searchParams.get('nonce')!;
  odd.say((said) => {
    said.idToken.sub = sub;
    Object.assign(said.userinfo, { sub, email });
    change(said);
  });
  return browser.open(`/agent/connexion/retour?code=a&state=${sent.searchParams.get('state')}`);
}
