/** What an agent does on a request's page, with scripts and without. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { addDuration } from '../../workflows/kit/calendar.ts';
import { aStreetProblem, aTask, kindsOf } from '../api/people.ts';
import { aRequest } from '../api-client.ts';
import { playProcess } from '../played-process.ts';
import { openTown, type Town } from '../town.ts';
import { atWork, decide, openRequest } from './agents.ts';
import { type Browser, close, errorSummary, fillIn, openBrowser, type Page } from './browser.ts';
import { faultsOf } from './faults.ts';

let town: Town;
let browser: Browser;
let request: { id: string; reference: string; trackingCode: string };
let taskId: string;
let claude: Page;
/** An agent and a manager whose browsers run no scripts. */
let plain: Page;
let manager: Page;

beforeAll(async () => {
  [town, browser] = await Promise.all([openTown({ relay: false, worker: false }), openBrowser()]);
  [claude, plain, manager] = await Promise.all([
    atWork(town, browser, 'Claude Essai'),
    atWork(town, browser, 'Sacha Essai', { javaScriptEnabled: false }),
    atWork(town, browser, 'Alix Essai', { javaScriptEnabled: false, role: 'manager' }),
  ]);
});
beforeEach(async () => {
  request = (await town.api.file(aRequest({ fields: { kind: 'extract' } }))).body;
  const answers = ['issued', 'not found', 'refused'];
  taskId = await aTask(town, request.id, { ordinal: 1, name: 'askAgent: preparing the certificate', answers });
});
afterAll(async () => {
  await close(claude, plain, manager);
  await browser?.close();
  await town?.stop();
});

test('a note is read by agents, and by no citizen; an empty one is refused', async () => {
  await plain.goto(`/agent/demandes/${request.reference}`);
  await addNote('');
  expect(await errorSummary(plain)).toEqual(['Remplissez ce champ.']);
  await addNote('Le demandeur a appelé deux fois.');
  await plain.getByText('Note ajoutée.').waitFor();
  await openRequest(claude, request.reference);
  await claude.locator('.message--internal', { hasText: 'Le demandeur a appelé deux fois.' }).waitFor();

  const { body } = await town.api.request(request.reference, request.trackingCode);
  expect(JSON.stringify(body)).not.toMatch(/appelé|[Nn]ote/);
  expect(await kindsOf(town, request.id)).toContain('note added');
});

test('an email is read before it goes, as it will be, and its answer is given or gone on with', async () => {
  await plain.goto(`/agent/demandes/${request.reference}`);
  const preview = () => plain.getByRole('button', { name: 'Aperçu du courriel' }).click();
  await preview();
  expect(await errorSummary(plain)).toEqual(['Choisissez une des réponses proposées.']);

  await plain.locator('#reply').fill('L’acte est ailleurs.\n\nÉcrivez à la mairie de naissance.');
  await plain.locator('#note').fill('Vérifié.');
  await plain.locator('input[value="refused"]').check();
  await preview();
  const words = ((await plain.locator('.preview').textContent()) ?? '').replace(/\s+/g, ' ');
  expect(words).toContain('L’acte est ailleurs.');
  expect(words).toContain('Nous ne pouvons pas y donner une suite favorable');
  expect(words).not.toContain(request.trackingCode);

  await plain.getByRole('button', { name: 'Modifier' }).click();
  expect(await plain.locator('#note').inputValue()).toBe('Vérifié.');
  expect(await plain.locator('input[value="refused"]').isChecked()).toBe(true);
  await preview();
  await decide(plain);
  await plain.getByText('Réponse enregistrée.').waitFor();
  const [kept] = await town.db.query('select answer, reply, note from task where id = $1', [taskId]);
  const reply = expect.stringMatching(/^L’acte est ailleurs\.\r?\n\r?\nÉcrivez à la mairie de naissance\.$/);
  expect(kept).toEqual({ answer: 'refused', reply, note: 'Vérifié.' });
});

test('ready words are kept by managers with known variables alone, and go into a reply with a script and without', async () => {
  await manager.goto('/agent/reponses-types');
  const fields = { title: 'Acte prêt', textFr: 'Bonjour {{citizen}}, {{prenom}} {{reference}} {{' };
  await fillIn(manager, fields);
  await manager.getByRole('button', { name: 'Enregistrer' }).click();
  expect(await errorSummary(manager)).toEqual([expect.stringContaining('Variable inconnue : {{prenom}}, {{.')]);
  expect(await manager.locator('#textFr').inputValue()).toBe(fields.textFr);
  await fillIn(manager, { textFr: 'Bonjour {{citizen}}, votre demande {{ reference }} est prête.' });
  await manager.getByRole('button', { name: 'Enregistrer' }).click();
  await manager.getByRole('link', { name: 'Acte prêt' }).waitFor();
  const words = `Bonjour Camille Exemple, votre demande ${request.reference} est prête.`;

  for (const page of [plain, claude]) {
    await page.goto(`/agent/demandes/${request.reference}`);
    await page.locator('#reply').fill('Avant.');
    await page.locator('#canned').selectOption({ label: 'Acte prêt' });
    await page.getByRole('button', { name: 'Insérer' }).click();
    expect(await page.locator('#reply').inputValue()).toBe(`Avant.\n\n${words}`);
  }
  const answer = await plain.goto('/agent/reponses-types');
  expect(answer!.status()).toBe(403);
});

test('a document is refused for a reason of the list, in the citizen’s language, and for one’s own words', async () => {
  const { body } = await town.api.file(aRequest({ fields: { kind: 'extract' } }), {
    headers: { 'accept-language': 'en' },
  });
  await town.api.upload(body.reference, body.trackingCode);
  await plain.goto(`/agent/demandes/${body.reference}`);
  await plain.getByText('Refuser ce document').click();
  await plain.locator('#listed-1').selectOption({ value: 'unreadable' });
  await plain.locator('#reason-1').fill('Page 2.');
  await plain.getByRole('button', { name: 'Refuser', exact: true }).click();
  await plain.getByText('Document examiné.').waitFor();

  const [document] = (await town.api.request(body.reference, body.trackingCode)).body.documents;
  expect(document).toMatchObject({
    state: 'refused',
    reason: expect.stringMatching(/^This document can not be read.* Page 2\.$/),
  });
});

test('an agent calls the managers of the service at once, once, and says why in a note', async () => {
  await plain.goto(`/agent/demandes/${request.reference}`);
  await plain.getByText('Appeler le responsable').click();
  await plain.locator('#call-reason').fill('L’acte est en double : que faire ?');
  await plain.getByRole('button', { name: 'Prévenir le responsable' }).click();
  await plain.getByText('Responsable prévenu.', { exact: true }).waitFor();

  await plain.locator('.message--internal', { hasText: 'L’acte est en double' }).waitFor();
  const emails = await town.db.query(
    `select e.recipient_name as name from email e join outbox o on o.payload ->> 'email' = e.id::text
     where e.request_id = $1 and e.template = 'manager-called' and e.state = 'queued'`,
    [request.id],
  );
  expect(emails).toContainEqual({ name: 'Alix Essai' });
  const { body } = await town.api.request(request.reference, request.trackingCode);
  expect(JSON.stringify(body.timeline)).not.toMatch(/esponsable/);
});

test('an answer is put off with a cause of the list, to a day that may be, and its citizen reads the new one', async () => {
  const { dueOn } = (await town.api.request(request.reference, request.trackingCode)).body;
  const inDays = (days: number) => addDuration(dueOn, `${days} days`, { zone: 'metropole', closures: [] });
  await plain.goto(`/agent/demandes/${request.reference}`);
  await plain.getByText('Suspendre ou prolonger le délai').click();
  const putOff = async (date: string) => {
    await fillIn(plain, { 'postpone-date': date, 'postpone-reason': 'L’acte est aux archives.' });
    await plain.getByRole('button', { name: 'Enregistrer la nouvelle date' }).click();
  };
  await putOff(inDays(100));
  expect(await errorSummary(plain)).toEqual(['Choisissez une des réponses proposées.']);
  await plain.locator('#postpone-cause').selectOption('missing pieces');
  await putOff(inDays(100));
  expect(await errorSummary(plain)).toEqual([expect.stringMatching(/^Choisissez une date à venir/)]);
  expect(await plain.locator('#postpone-reason').inputValue()).toBe('L’acte est aux archives.');
  await putOff(inDays(10));
  await plain.getByText('Nouvelle date enregistrée').waitFor();

  const { body } = await town.api.request(request.reference, request.trackingCode);
  expect(body.dueOn).toBe(inDays(10));
  expect(body.timeline.at(-1).text).toMatch(/^Réponse repoussée au/);
  const [{ dueAt }] = await town.db.query('select due_at as "dueAt" from task where id = $1', [taskId]);
  const step = { requestId: request.id, ordinal: 1, name: 'askAgent: preparing the certificate' };
  const { record } = playProcess(town.db);
  expect(await record.markLate({ ...step, at: new Date(dueAt.getTime() - 1).toISOString() })).toEqual({
    until: dueAt.toISOString(),
  });
  expect(await record.markLate({ ...step, at: dueAt.toISOString() })).toBeUndefined();
  expect((await kindsOf(town, request.id)).filter((kind) => kind === 'task late')).toHaveLength(1);
});

test('the present step is lit in the process, and said in words', async () => {
  await plain.goto(`/agent/demandes/${request.reference}`);
  const picture = plain.locator('img.process');
  expect(await picture.getAttribute('alt')).toContain('Étape actuelle : Préparation de l’acte.');
  const svg = await plain.context().request.get((await picture.getAttribute('src'))!);
  expect((await svg.text()).match(/class="[^"]*\blit\b/g)).toHaveLength(1);
});

test('a manager reads every line of the journal, and what else the person has asked of the same service', async () => {
  const email = `${randomUUID()}@citoyen.example`;
  const [one, other] = await Promise.all([1, 2].map(() => town.api.file(aRequest({ citizen: { email } }))));
  const street = await town.api.file({ ...aStreetProblem(), citizen: { givenName: 'C', familyName: 'E', email } });
  await manager.goto(`/agent/demandes/${one!.body.reference}`);
  const related = manager.locator('h2:has-text("Autres demandes de la personne") + ul');
  expect(await related.textContent()).toContain(other!.body.reference);
  expect(await manager.content()).not.toContain(street.body.reference);

  await manager.getByRole('link', { name: 'Journal complet' }).click();
  expect(await manager.locator('tbody').textContent()).toMatch(/Demande reçue.*request received.*channel/s);
  const refused = await plain.goto(`/agent/demandes/${one!.body.reference}/journal`);
  expect(refused!.status()).toBe(403);
});

test.each([
  ['a task that is none', '/agent/taches/none/apercu', 404],
  ['a task of nobody', `/agent/taches/${randomUUID()}/brouillon`, 404],
  ['a call about no task', `/agent/taches/${randomUUID()}/alerte`, 404],
  ['notes of a request that is none', '/agent/demandes/2026-999999/notes', 404],
  ['a beat for a request that is none', '/agent/demandes/2026-999999/frappe', 404],
])('%s is not found, and nothing is written', async (_, path, status) => {
  const token = await plain.locator('[name="_csrf"]').first().inputValue();
  const sent = await plain.context().request.post(path, { form: { _csrf: token, 'new-note': 'x', answer: 'issued' } });
  expect(sent.status()).toBe(status);
});

test.each(['fr-FR', 'en-GB'])('what these pages add keeps the rules and fits a telephone (%s)', async (locale) => {
  const options = { locale, javaScriptEnabled: true, bypassCSP: true, role: 'manager' };
  const page = await atWork(town, browser, `Camille (${locale})`, options);
  const faults: Record<string, string[]> = {};
  const look = async (name: string) => {
    faults[name] = await faultsOf(page, locale.slice(0, 2));
  };

  await page.goto('/agent/reponses-types');
  await fillIn(page, { title: locale, textFr: '{{x}}' });
  await page.locator('form:has(#textFr) button').click();
  await errorSummary(page);
  await look('ready replies with an error');
  await fillIn(page, { textFr: 'Bonjour {{citizen}}' });
  await page.locator('form:has(#textFr) button').click();
  await page.getByRole('link', { name: locale, exact: true }).waitFor();
  await look('ready replies');
  await openRequest(claude, request.reference);
  await openRequest(page, request.reference);
  await page.locator('[data-presence]:not(:empty)').waitFor();
  for (const summary of await page.locator('main details > summary').all()) await summary.click();
  await page.locator('img.process').scrollIntoViewIfNeeded();
  await look('request with all opened');
  await page.locator('input[value="issued"]').check();
  await page.locator(`[formaction="/agent/taches/${taskId}/apercu"]`).click();
  await page.locator('.preview').waitFor();
  await look('preview');
  await page.goto(`/agent/demandes/${request.reference}/journal`);
  await look('journal');

  expect(Object.entries(faults).filter(([, found]) => found.length > 0)).toEqual([]);
  await close(page);
});

async function addNote(text: string): Promise<void> {
  if ((await plain.locator('#new-note').isVisible()) === false) await plain.getByText('Ajouter une note').click();
  await plain.locator('#new-note').fill(text);
  await plain.getByRole('button', { name: 'Enregistrer la note' }).click();
}
