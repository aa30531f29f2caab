import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { aStreetProblem, aTask, ends } from '../api/people.ts';
import { aRequest } from '../api-client.ts';
import { openTown, shared, type Town } from '../town.ts';
import { type Browser, close, errorSummary, fillIn, openBrowser, type Page, send, signIn, visitor } from './browser.ts';
import { faultsOf } from './faults.ts';

let town: Town;
let browser: Browser;
let report: Filed;
const office = shared.accounts.find(({ role }) => role === 'agent')!;

interface Filed {
  id: string;
  reference: string;
  trackingCode: string;
}

beforeAll(async () => {
  // Without the engine a page shows what the form before has done, and nothing else.
  [town, browser] = await Promise.all([openTown({ relay: false, worker: false }), openBrowser()]);
});
beforeEach(async () => {
  report = (await town.api.file(aStreetProblem())).body;
});
afterAll(async () => {
  await browser?.close();
  await town?.stop();
});

test('a citizen is asked once more before a request is withdrawn', async () => {
  const citizen = await followed(report);

  await citizen.getByText('Retirer ma demande').click();
  await citizen.getByText('Garder ma demande').click();
  expect(await statusOf(citizen)).toBe('Demande reçue');
  await citizen.getByText('Retirer ma demande').click();
  await send(citizen);

  await citizen.getByText('Votre demande est retirée.').waitFor();
  expect(await statusOf(citizen)).toBe('Retirée par le demandeur');
  expect(await citizen.getByText('Retirer ma demande').count()).toBe(0);
  await close(citizen);
});

test('a citizen answers a question by a button', async () => {
  await aTask(town, report.id, {
    ordinal: 1,
    kind: 'citizen',
    name: 'askCitizen: confirming the repair',
    answers: ['confirmed', 'not repaired'],
  });
  const citizen = await followed(report);

  await citizen.getByRole('button', { name: 'Ce n’est pas réparé' }).click();

  await citizen.getByText('Votre réponse est enregistrée.').waitFor();
  await citizen.getByText('Vous avez répondu').waitFor();
  await close(citizen);
});

test('a citizen has an ended request looked at again, and a reason left out is asked for', async () => {
  const id = await aTask(town, report.id, { ordinal: 1 });
  await town.api.answer(id, { answer: 'answered' }, { token: await town.api.signIn(office.email, office.password) });
  await ends(town, report.id);
  const citizen = await followed(report);

  await citizen.getByRole('button', { name: 'Rouvrir la demande' }).click();
  expect(await errorSummary(citizen)).toEqual(['Remplissez ce champ.']);
  await fillIn(citizen, { reason: 'Le trou est revenu.' });
  await citizen.getByRole('button', { name: 'Rouvrir la demande' }).click();

  await citizen.getByText('Votre demande est rouverte.').waitFor();
  await citizen.getByText('Le trou est revenu.').waitFor();
  await close(citizen);
});

test('an agent gives a request to another service, which sees that it came back', async () => {
  await aTask(town, report.id, { ordinal: 1 });
  const agent = await visitor(browser, town.url);
  await signIn(agent, office);

  for (const [service, reason] of [
    ['green-spaces', 'C’est un arbre.'],
    ['roads', 'L’arbre n’a rien.'],
  ]) {
    await agent.goto(`/agent/demandes/${report.reference}`);
    await agent.getByText('Transmettre à un autre service').click();
    await agent.getByRole('button', { name: 'Transmettre la demande' }).click();
    expect(await errorSummary(agent)).toHaveLength(2);
    await agent.locator('#redirect-service').selectOption(service!);
    await fillIn(agent, { 'redirect-reason': reason! });
    await agent.getByRole('button', { name: 'Transmettre la demande' }).click();
    await agent.getByText('Demande transmise.').waitFor();
  }

  const row = agent.getByRole('row', { name: report.reference });
  expect(await row.getByText('Renvoyée').count()).toBe(1);
  await row.getByText('L’arbre n’a rien.').waitFor();
  await agent.goto(`/agent/demandes/${report.reference}`);
  await agent.locator('.redirections').getByText('Renvoyée').waitFor();
  await close(agent);
});

test('a technician adds the photo of the work and says that it is done', async () => {
  await aTask(town, report.id, {
    ordinal: 1,
    kind: 'intervention',
    name: 'intervene: repairing',
    answers: ['done', 'not possible'],
    pieces: ['photo-of-the-works'],
  });
  const technician = await visitor(browser, town.url);
  await signIn(technician, shared.accounts.find(({ role }) => role === 'technician')!);
  await technician.getByRole('link', { name: 'Signaler un problème' }).click();

  await fillIn(technician, { answer: 'done' });
  await technician.getByRole('button', { name: 'Valider la décision' }).click();
  expect(await errorSummary(technician)).toEqual(['Des pièces obligatoires manquent encore.']);
  await technician.locator('#piece').selectOption('photo-of-the-works');
  const buffer = Buffer.from('%PDF-1.4\n%%EOF');
  await technician.setInputFiles('#file', { name: 'photo.pdf', mimeType: 'application/pdf', buffer });
  await technician.getByRole('button', { name: 'Envoyer le document' }).click();
  await technician.getByText('Document ajouté.').waitFor();
  await fillIn(technician, { answer: 'done' });
  await technician.getByRole('button', { name: 'Valider la décision' }).click();

  await technician.getByText('Réponse enregistrée.').waitFor();
  await close(technician);
});

test.each(['fr-FR', 'en-GB'])('what these pages add keeps the rules and fits a telephone (%s)', async (locale) => {
  const proposal = (await town.api.file(aRequest())).body;
  await aTask(town, proposal.id, { ordinal: 1, kind: 'public', answers: ['received'], supports: 50 });
  const question = { kind: 'citizen' as const, answers: ['confirmed', 'not repaired'] };
  await aTask(town, report.id, { ordinal: 1, ...question, name: 'askCitizen: confirming the repair' });
  await aTask(town, report.id, { ordinal: 2 });
  await aTask(town, report.id, { ordinal: 3, kind: 'opinion', answers: ['favourable'], expert: 'Un architecte' });
  const visit = { kind: 'intervention' as const, answers: ['done', 'not possible'], pieces: ['photo-of-the-works'] };
  const visitId = await aTask(town, report.id, { ordinal: 4, ...visit, name: 'intervene: repairing' });
  const options = { locale, javaScriptEnabled: true, bypassCSP: true };
  const citizen = await followed(report, options);
  const agent = await visitor(browser, town.url, options);
  const faults: Record<string, string[]> = {};
  const look = async (name: string, page: Page) => {
    faults[name] = await faultsOf(page, locale.slice(0, 2));
  };

  await look('question', citizen);
  await citizen.goto(`/suivi/${report.reference}/retrait`);
  await look('withdrawal', citizen);
  await look('supports', await followed(proposal, options));
  await signIn(agent, office);
  await look('worklist', agent);
  await agent.goto(`/agent/demandes/${report.reference}?tache=${visitId}`);
  await agent.evaluate(`for (const details of document.querySelectorAll('details')) details.open = true`);
  await look('request', agent);
  await agent.goto('/agent/interventions');
  await agent.evaluate(`for (const details of document.querySelectorAll('details')) details.open = true`);
  await look('round', agent);
  await agent.goto(`/agent/interventions/${visitId}`);
  await look('visit', agent);
  await agent.locator('button[value="finish"]').click();
  await agent.locator('[data-told]').waitFor();
  await look('visit with an error', agent);

  expect(Object.entries(faults).filter(([, found]) => found.length > 0)).toEqual([]);
  await close(citizen, agent);
});

/** The follow-up page of a request, opened by its code. */
async function followed({ reference, trackingCode }: Filed, options = {}): Promise<Page> {
  const citizen = await visitor(browser, town.url, options);
  await citizen.goto(`/suivi/${reference}`);
  await fillIn(citizen, { reference, code: trackingCode });
  await send(citizen);
  return citizen;
}

const statusOf = (page: Page) => page.locator('main .govuk-summary-list .govuk-tag').first().textContent();
