import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { until } from '../api-client.ts';
import { fileIn } from '../request-types/journey.ts';
import { openTown, shared, type Town } from '../town.ts';
import { type Browser, close, errorSummary, openBrowser, type Page, reloadUntil, signIn, visitor } from './browser.ts';
import { faultsOf } from './faults.ts';
import { cookieOf, emailState, failureOf, file, nextAfter, repairsOf, send, withoutEngine } from './operating.ts';

let town: Town;
let browser: Browser;
let page: Page;
let agentToken: string;
const agent = shared.accounts.find(({ role }) => role === 'agent')!;
const operator = shared.accounts.find(({ role }) => role === 'operator')!;

beforeAll(async () => {
  [town, browser] = await Promise.all([openTown(), openBrowser()]);
  page = await visitor(browser, town.url);
  await signIn(page, operator);
  agentToken = await town.api.signIn(agent.email, agent.password);
});
afterAll(async () => {
  await browser?.close();
  await town?.stop();
});

test('emails that can not leave are shown with their next attempt, and leave at once when they are retried', async () => {
  town.mail.refuse(() => ({ code: 451, text: 'Try again later' }));
  const { id, reference, address } = await file(town);
  // This one has a run of its own in the engine.
  await town.api.call('POST', `/requests/${reference}/messages`, { token: agentToken, json: { text: 'Bonjour' } });
  const nextAt = await until(() => nextAfter(town, id, { emails: 2, attempts: 3 }), 'the third attempts', 30_000);

  await page.goto('/exploitation');
  const row = page.getByRole('row').filter({ hasText: reference }).first();
  expect(await row.textContent()).toMatch(/dans \d+ secondes?/);
  await row.getByRole('link').click();
  expect(await page.locator('main').textContent()).not.toContain('Bonjour');
  town.mail.refuse(undefined);
  await send(page, 'relance', { reason: 'Serveur réparé' });
  expect(await page.getByRole('status').first().textContent()).toContain('L’essai est relancé.');

  await until(() => (town.mail.received(address).length === 2 ? true : undefined), 'both emails');
  expect(Date.now()).toBeLessThan(nextAt);
  expect(await repairsOf(town, id)).toEqual([{ what: 'retried', agent: operator.email, reason: 'Serveur réparé' }]);
  await page.goto('/exploitation');
  expect(await page.locator('main').textContent()).not.toContain(reference);
}, 60_000);

test('a refused address is put right without its owner being seen, and the email leaves once', async () => {
  const domain = 'citoyen.exmple';
  town.mail.refuse((to) => (to.endsWith(`@${domain}`) ? { code: 550, text: 'No such host' } : undefined));
  const { id, reference, address } = await file(town, domain);
  await until(() => emailState(town, id, 'undeliverable'), 'the refusal');

  await page.goto('/exploitation/courriels');
  const shown = await page.locator('main').textContent();
  expect(shown).toContain(`c…@${domain}`);
  expect(shown).not.toContain(address.split('@')[0]);
  await send(page, 'renvoi', { address: '@citoyen.example' });
  expect(await errorSummary(page)).toEqual(['Remplissez ce champ.']);
  await send(page, 'renvoi', { address: '@pas une adresse', reason: 'Faute de frappe' });
  expect(await errorSummary(page)).toHaveLength(1);
  await send(page, 'renvoi', { address: '@citoyen.example', reason: 'Faute de frappe' });
  expect(await page.getByRole('status').first().textContent()).toContain('Le courriel est renvoyé.');

  const right = address.replace(domain, 'citoyen.example');
  await until(() => emailState(town, id, 'sent'), 'the delivery');
  expect(town.mail.received(right)).toHaveLength(1);
  const office = await visitor(browser, town.url);
  await signIn(office, agent);
  await office.goto(`/agent/demandes/${reference}`);
  const told = await office.locator('main').textContent();
  expect(told).toContain(right);
  expect(told).toContain('Adresse électronique corrigée par l’exploitation');
  await close(office);
});

test('an email that is refused once more can be sent a third time, and two presses of the button send one', async () => {
  town.mail.refuse(() => ({ code: 550, text: 'Mailbox full' }));
  const { id, address } = await file(town);
  await until(() => emailState(town, id, 'undeliverable'), 'the refusal');
  await page.goto('/exploitation/courriels');
  await send(page, 'renvoi', { reason: 'Essai' });
  await until(() => emailState(town, id, 'undeliverable', 2), 'the second refusal');
  await page.goto('/exploitation/courriels');
  town.mail.refuse(undefined);
  const other = await page.context().newPage();
  await other.goto('/exploitation/courriels');
  await send(page, 'renvoi', { reason: 'Boîte vidée' });
  await send(other, 'renvoi', { reason: 'Boîte vidée' });
  expect(await other.locator('main').textContent()).toContain('Il n’y a plus rien à réparer');
  await other.close();

  await until(() => emailState(town, id, 'sent'), 'the delivery');
  expect(town.mail.received(address)).toHaveLength(1);
});

test('a step that fails by a choice of the form goes on once the choice is put right', async () => {
  await town.db.query(`update resource set periods = '{"evening": ["18:00", "tard"]}' where id = 'salle-du-parc'`);
  const { id, reference } = await fileIn(town, 'room-booking');
  await until(() => failureOf(town, id), 'the failure');

  await page.goto(`/exploitation/demandes/${reference}`);
  const shown = await page.locator('main').textContent();
  for (const words of ['Réservation provisoire de la salle', 'la base refuse cette donnée (22007)', 'salle-du-parc'])
    expect(shown).toContain(words);
  expect(shown).not.toContain('Camille');
  await page.getByText('Salle', { exact: true }).first().click();
  await page.locator('#reponse-room-reason-value').selectOption('salle-des-fetes');
  await page.locator('#reponse-room-reason').fill('La salle du parc est mal décrite');
  await page.locator('form:has(#reponse-room-reason) button').click();
  await page.getByText('La réponse est corrigée et la demande reprise.').waitFor();

  await until(async () => {
    const [booking] = await town.db.query('select resource_id from booking where request_id = $1', [id]);
    return booking?.resource_id === 'salle-des-fetes' ? true : undefined;
  }, 'the booking');
  const fields = await town.db.query(`select fields ->> 'room' as room from request where id = $1`, [id]);
  expect(fields).toEqual([{ room: 'salle-des-fetes' }]);
  await until(async () => ((await failureOf(town, id)) ? undefined : true), 'nothing that fails');
});

test('a process that does not get through is found in the engine, and goes on at once when it was mended', async () => {
  const request = await fileIn(town, 'birth-certificate');
  await request.waitsAt('waiting for documents');
  // What another version of the type would have left behind.
  await town.db.query(
    `insert into step (request_id, ordinal, verb, name, at) values ($1, 3, 'askAgent', 'askAgent: something else', now())`,
    [request.id],
  );
  await request.sends('family-record');
  await until(() => failureOf(town, request.id), 'the failure');
  await page.goto(`/exploitation/demandes/${request.reference}`);
  await reloadUntil(page, 'Le processus lui-même');
  expect(await page.locator('main').textContent()).toContain(
    'le processus a changé sous cette demande (STEP_DIVERGED)',
  );
  await town.db.query('delete from step_failure where request_id = $1', [request.id]);
  await page.goto('/exploitation');
  await reloadUntil(page, request.reference, 40_000);

  await town.db.query('delete from step where request_id = $1 and ordinal = 3', [request.id]);
  await page.getByRole('link', { name: request.reference }).click();
  const retried = Date.now();
  await send(page, 'relance', { reason: 'Démarche corrigée' });
  await request.waitsAt('preparing the certificate');
  // By itself it would not have been tried again before its task had timed out, which takes ten seconds and more.
  expect(Date.now() - retried).toBeLessThan(5_000);
  await request.agent('preparing the certificate', 'issued');
  expect(await request.outcome()).toBe('issued');
}, 90_000);

test('a request that the engine has lost is found, begun again, and does nothing twice', async () => {
  const request = await fileIn(town, 'birth-certificate');
  await request.waitsAt('waiting for documents');
  await town.temporal.workflow.getHandle(`request/${request.id}`).terminate();
  await town.db.query(`update request set received_at = now() - interval '1 hour' where id = $1`, [request.id]);

  await page.goto('/exploitation/executions');
  await reloadUntil(page, request.reference);
  await page.locator('#reason').fill('Moteur restauré');
  await page.locator('main form button').click();
  await page.getByRole('status').first().waitFor();
  await until(async () => {
    const { status } = await town.temporal.workflow.getHandle(`request/${request.id}`).describe();
    return status.name === 'RUNNING' ? true : undefined;
  }, 'the new run');
  await request.sends('family-record');
  await request.agent('preparing the certificate', 'issued');

  expect(await request.emails(2)).toEqual(['acknowledgement', 'certificate-sent']);
  await page.goto('/exploitation/executions');
  expect(await page.locator('main').textContent()).toContain('Chaque demande en cours a son exécution.');
});

test('while the engine is away the pages say so, and still show what the database knows', async () => {
  const portal = await withoutEngine(town);
  const own = await visitor(browser, portal.url);
  await signIn(own, operator);
  const { reference } = await file(town);

  for (const path of ['/exploitation', `/exploitation/demandes/${reference}`]) {
    const answer = await own.goto(path);
    expect(answer!.status()).toBe(200);
    await own.getByText('Le moteur ne répond pas.').first().waitFor();
  }
  await send(own, 'relance', { reason: 'Essai' });
  expect(await own.locator('h1').textContent()).toBe('Service indisponible');
  expect((await own.goto('/exploitation/executions'))!.status()).toBe(503);
  await close(own);
  await portal.stop();
});

test('the check of the configuration names what is wrong, and what to do', async () => {
  await town.db.query(`delete from membership where service_id = 'rooms'`);
  await page.goto('/exploitation/configuration');
  const wrong = (title: string) => page.locator('.check').filter({ hasText: title });
  expect(await wrong('Services et leurs agents').textContent()).toMatch(/À corriger[\s\S]*Donnez au moins un agent/);
  expect(await wrong('Comptes de démonstration').textContent()).toContain(operator.email);
  for (const title of ['Serveur de courriel', 'Moteur et exécutants', 'Modèles de courriels', 'Clé de la commune'])
    expect(await wrong(title).textContent()).toContain('En ordre');
});

test.each(['fr-FR', 'en-GB'])(
  'the pages of the operator keep the rules of WCAG 2.2 AA and fit a telephone (%s)',
  async (locale) => {
    town.mail.refuse((to) => (to.startsWith('camille') ? { code: 550, text: 'No such mailbox' } : undefined));
    const { id, reference } = await file(town);
    await until(() => emailState(town, id, 'undeliverable'), 'the refusal');
    const own = await visitor(browser, town.url, { locale, javaScriptEnabled: true, bypassCSP: true });
    await signIn(own, operator);
    const faults: Record<string, string[]> = {};
    const look = async (name: string) => {
      faults[name] = await faultsOf(own, locale.slice(0, 2));
    };

    for (const path of ['', '/executions', '/configuration', '/courriels', `/demandes/${reference}`]) {
      await own.goto(`/exploitation${path}`);
      await look(path);
    }
    await send(own, 'reprise', {});
    await errorSummary(own);
    await look('request, without a reason');
    await own.goto('/exploitation/courriels');
    await send(own, 'renvoi', { address: 'x' });
    await errorSummary(own);
    await look('emails, with errors');

    expect(Object.entries(faults).filter(([, found]) => found.length > 0)).toEqual([]);
    await close(own);
    town.mail.refuse(undefined);
  },
  60_000,
);

test('nobody but an operator gets in', async () => {
  const others = shared.accounts.filter(({ role }) => role !== 'operator');
  expect(new Set(others.map(({ role }) => role)).size).toBeGreaterThan(3);
  for (const account of others) {
    const cookie = await cookieOf(town, account);
    for (const path of ['', '/courriels', '/executions', '/configuration', '/demandes/2026-000001']) {
      expect((await fetch(`${town.url}/exploitation${path}`, { headers: { cookie } })).status).toBe(403);
    }
    const posted = await fetch(`${town.url}/exploitation/file`, { method: 'POST', headers: { cookie } });
    expect(posted.status).toBe(403);
  }
  const anonymous = await fetch(`${town.url}/exploitation`, { redirect: 'manual' });
  expect(anonymous.headers.get('location')).toBe('/agent/connexion?suite=%2Fexploitation');
});
