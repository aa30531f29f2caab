/** What an account opens: its own requests, and nobody else's. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aRequest } from '../api-client.ts';
import { aBrowser, openPortal, type Portal } from '../identity.ts';
import { openTown, type Town } from '../town.ts';
import { birthCertificatePages, formData } from './form-client.ts';
import { kindsOf } from './people.ts';

type Browser = ReturnType<typeof aBrowser>;
let town: Town;
let portal: Portal;
let camille: Browser;
let sacha: Browser;

beforeAll(async () => {
  town = await openTown({ worker: false, relay: false });
  portal = await openPortal(town);
  [camille, sacha] = [aBrowser(portal.url), aBrowser(portal.url)];
  await camille.signIn('exemple');
  await sacha.signIn('essai');
});
afterAll(async () => {
  await portal.stop();
  await town.stop();
});

test('a signed-in form bears the verified names whatever is posted, and its request is open to its account alone', async () => {
  const form = '/demarches/birth-certificate';
  await camille.post(form, {});
  const coordonnees = { 'citizen.givenName': 'Quelqu’un', 'citizen.familyName': 'D’autre' };
  for (const [step, fields] of Object.entries({ ...birthCertificatePages, coordonnees })) {
    const files = { ...fields, _csrf: await camille.csrf('/suivi') };
    if (step === 'pieces-jointes') await camille.open(`${form}/${step}`, { method: 'POST', body: formData(files) });
    else await camille.post(`${form}/${step}`, fields);
  }
  const checked = await (await camille.open(`${form}/verifier`)).text();
  expect([checked.includes('EXEMPLE'), checked.includes('D’autre')]).toEqual([true, false]);
  const answer = await camille.post(`${form}/verifier`, {});
  const [, reference] = /\/suivi\/([\d-]+)\/confirmation/.exec(answer.headers.get('location')!)!;

  const own = [`/suivi/${reference}`, `/suivi/${reference}/confirmation`, `/suivi/${reference}/courrier.pdf`];
  for (const path of own) {
    expect([path, (await camille.open(path)).status]).toEqual([path, 200]);
    expect([path, (await sacha.open(path)).status]).toEqual([path, 404]);
    expect([path, (await aBrowser(portal.url).open(path)).status]).toEqual([path, 404]);
  }
  expect(await namesOf(reference!)).toEqual({ given_name: 'Camille', family_name: 'EXEMPLE' });
});

test('the API takes the same session: files for the account, and shows and changes its requests alone', async () => {
  const filed = await call(sacha, 'POST', '/requests', aRequest({ citizen: { email: 'sacha@citoyen.example' } }));
  const { reference } = await read(filed);

  expect(filed.status).toBe(201);
  // The name in use goes before the one of birth.
  expect(await namesOf(reference)).toEqual({ given_name: 'Sacha Marie', family_name: 'FICTIVE' });
  expect((await call(sacha, 'GET', `/requests/${reference}`)).status).toBe(200);
  expect((await call(camille, 'GET', `/requests/${reference}`)).status).toBe(404);
  expect((await call(camille, 'POST', `/requests/${reference}/withdraw`)).status).toBe(404);
  expect((await call(sacha, 'POST', `/requests/${reference}/withdraw`)).status).toBe(200);
  expect((await call(sacha, 'GET', '/requests')).status).toBe(401);
  expect((await call(sacha, 'GET', '/tasks')).status).toBe(401);
});

test('a call that another site made the browser send files nothing, and withdraws nothing', async () => {
  const { reference } = await read(await call(sacha, 'POST', '/requests', aRequest()));
  const before = await countRequests();

  for (const headers of [{ 'sec-fetch-site': 'same-site' }, { origin: 'https://elsewhere.example' }]) {
    expect((await call(sacha, 'POST', '/requests', aRequest(), headers)).status).toBe(403);
    expect((await call(sacha, 'POST', `/requests/${reference}/withdraw`, undefined, headers)).status).toBe(403);
  }

  expect(await countRequests()).toBe(before);
  const { step } = await read(await call(sacha, 'GET', `/requests/${reference}`));
  expect(step).toBe('received');
});

test('a request made without an account is added by its code, typed as people do, and once', async () => {
  const { id, reference, trackingCode } = (await town.api.file(aRequest())).body;
  const typed = { reference: ` ${reference.replace('-', ' ')} `, code: trackingCode.toLowerCase() };

  const added = await add(camille, typed);
  const again = await add(camille, typed);

  expect([added.status, again.status]).toEqual([303, 303]);
  expect(await (await camille.open('/compte')).text()).toContain(reference);
  expect((await camille.open(`/suivi/${reference}`)).status).toBe(200);
  expect(await kindsOf(town, id)).toEqual(['request received', 'request linked']);
  // Who has the code follows it as before.
  expect((await town.api.request(reference, trackingCode)).status).toBe(200);
});

test('an account takes its own data, as JSON and PDF, and nothing of another', async () => {
  const { reference } = await read(await call(sacha, 'POST', '/requests', aRequest()));
  expect(await (await sacha.open('/compte/donnees.json')).text()).toContain(reference);
  expect(await (await camille.open('/compte/donnees.json')).text()).not.toContain(reference);
  expect((await sacha.open('/compte/donnees.pdf')).headers.get('content-type')).toBe('application/pdf');
});

test('a wrong code, a reference that does not exist and somebody else’s request get the same answer', async () => {
  const [own, other] = [(await town.api.file(aRequest())).body, (await town.api.file(aRequest())).body];
  await add(sacha, { reference: other.reference, code: other.trackingCode });

  const answers = [
    { reference: own.reference, code: other.trackingCode },
    { reference: '2026-999999', code: other.trackingCode },
    { reference: other.reference, code: other.trackingCode },
  ].map(async (typed) => {
    const answer = await add(camille, typed);
    return { status: answer.status, page: (await answer.text()).replaceAll(typed.reference, '…') };
  });

  const [first, ...others] = await Promise.all(answers);
  expect(first!.status).toBe(404);
  for (const one of others) expect(one).toEqual(first);
  expect((await camille.open(`/suivi/${other.reference}`)).status).toBe(404);
});

test('of two accounts that add one request at once, one has it', async () => {
  const { reference, trackingCode } = (await town.api.file(aRequest())).body;

  const answers = await Promise.all(
    [camille, camille, sacha].map((browser) => add(browser, { reference, code: trackingCode })),
  );

  const [one, same, other] = answers.map(({ status }) => status);
  expect([one, other].sort()).toEqual([303, 404]);
  expect(same).toBe(one);
});

test('the account’s forms act by their own page alone', async () => {
  const { reference, trackingCode } = (await town.api.file(aRequest())).body;
  const foreign = await sacha.csrf('/compte');

  for (const _csrf of ['', 'é'.repeat(43), foreign]) {
    const refused = [
      await camille.post('/compte/demandes', { _csrf, reference, code: trackingCode }),
      await camille.post('/compte/deconnexion', { _csrf }),
      await camille.post('/compte/suppression', { _csrf }),
    ];
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403]);
  }

  const page = await (await camille.open('/compte')).text();
  expect(page).not.toContain(reference);
});

test('after signing out this browser shows nothing more, not even what its codes had opened', async () => {
  const browser = aBrowser(portal.url);
  const { reference, trackingCode } = (await town.api.file(aRequest())).body;
  await browser.post('/suivi', { reference, code: trackingCode });
  await browser.signIn('exemple');
  const kept = browser.cookies.get('guichet_compte')!;

  const left = await browser.post('/compte/deconnexion', { _csrf: await browser.csrf('/compte') });

  const there = new URL(/^0; url=(.*)$/.exec(left.headers.get('refresh')!)![1]!);
  expect([...there.searchParams.keys()].sort()).toEqual(['id_token_hint', 'post_logout_redirect_uri', 'state']);
  expect((await browser.open(`/suivi/${reference}`)).status).toBe(404);
  browser.cookies.set('guichet_compte', kept);
  expect((await browser.open('/compte')).status).toBe(302);
});

test('a draft opened by its code is in the account from then on, and no other account sees or opens it there', async () => {
  const writer = aBrowser(portal.url);
  await writer.post('/demarches/question', {});
  const code = await codeOf(writer);
  await camille.open(`/brouillon/${code}`);
  await sacha.open(`/brouillon/${code}`);

  const path = await draftPath(camille);

  expect((await camille.open(path!)).headers.get('location')).toBe('/demarches/question/reprendre');
  expect(await draftPath(sacha)).toBeUndefined();
  expect((await aBrowser(portal.url).open(path!)).status).toBe(302);
  const [foreign, none] = await Promise.all([path!, '/compte/brouillons/none'].map((of) => refusal(sacha, of)));
  expect(foreign).toMatchObject({ status: 404 });
  expect(none).toEqual(foreign);
  // Who wrote it goes on as before.
  expect((await writer.open('/demarches/question/theme')).status).toBe(200);
});

test('a deleted account takes its drafts along, and says so before', async () => {
  const browser = aBrowser(portal.url);
  await browser.signIn('demonstration');
  await browser.post('/demarches/question', {});
  const code = await codeOf(browser);
  const path = await draftPath(browser);
  expect(await (await browser.open('/compte/suppression')).text()).toContain(path);

  await browser.post('/compte/suppression', { _csrf: await browser.csrf('/compte/suppression') });

  expect((await browser.open(`/brouillon/${code}`)).status).toBe(404);
  expect(await town.db.query('select 1 from draft where id = $1', [path!.split('/').at(-1)])).toEqual([]);
});

test('a deleted account leaves its requests with the town, and their codes with the person', async () => {
  const [browser, otherDevice] = [aBrowser(portal.url), aBrowser(portal.url)];
  await Promise.all([browser.signIn('demonstration'), otherDevice.signIn('demonstration')]);
  const { id, reference, trackingCode } = await read(await call(browser, 'POST', '/requests', aRequest()));
  expect(await (await browser.open('/compte/suppression')).text()).toContain(trackingCode);

  const deleted = await browser.post('/compte/suppression', { _csrf: await browser.csrf('/compte/suppression') });

  expect(await deleted.text()).toMatch(/Votre compte est supprimé/);
  for (const one of [browser, otherDevice]) expect((await one.open('/compte')).status).toBe(302);
  expect((await browser.open(`/suivi/${reference}`)).status).toBe(404);
  expect((await town.api.request(reference, trackingCode)).status).toBe(200);
  expect(await town.db.query(`select 1 from account where given_name = 'Alex'`)).toEqual([]);
  expect(await kindsOf(town, id)).toEqual(['request received', 'request linked']);
  await browser.signIn('demonstration');
  expect(await (await browser.open('/compte')).text()).toMatch(/Aucune demande dans votre compte/);
});

const codeOf = async (browser: Browser) =>
  /class="code">([^<]+)</.exec(await (await browser.open('/demarches/question/brouillon')).text())![1]!;

/** Of the account's only draft. */
const draftPath = async (browser: Browser) =>
  /\/compte\/brouillons\/[^"]+/.exec(await (await browser.open('/compte')).text())?.[0];

async function refusal(browser: Browser, path: string) {
  const answer = await browser.open(path);
  return { status: answer.status, page: (await answer.text()).replaceAll(path, '…') };
}

const add = async (browser: Browser, typed: { reference: string; code: string }) =>
  browser.post('/compte/demandes', { ...typed, _csrf: await browser.csrf('/compte') });

const call = (browser: Browser, method: string, path: string, json?: object, headers: Record<string, string> = {}) =>
  browser.open(`/api/v1${path}`, {
    method,
    headers: { ...(json && { 'content-type': 'application/json' }), ...headers },
    body: json ? JSON.stringify(json) : null,
  });

async function namesOf(reference: string) {
  const [names] = await town.db.query(
    'select given_name, family_name from citizen c join request r on r.citizen_id = c.id where reference = $1',
    [reference],
  );
  return names;
}

const read = async (response: Response) =>
  (await response.json()) as Record<'id' | 'reference' | 'trackingCode' | 'step', string>;

const countRequests = async () => (await town.db.query('select count(*)::int as count from request'))[0].count;
