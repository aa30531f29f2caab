import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aPdf, until } from '../api-client.ts';
import { openTown, shared, type Town } from '../town.ts';
import {
  aBirthCertificate,
  type Browser,
  close,
  errorSummary,
  fileByForm,
  fillForm,
  fillIn,
  fillPage,
  goOn,
  openBrowser,
  type Page,
  readConfirmation,
  reloadUntil,
  send,
  signIn,
  visitor,
} from './browser.ts';

let town: Town;
let browser: Browser;
const agents = shared.accounts.filter(({ role }) => role === 'agent');

beforeAll(async () => {
  [town, browser] = await Promise.all([openTown(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await town?.stop();
});

const visit = () => visitor(browser, town.url);

test('a citizen files, corrects, follows and sends a document; an agent answers; the citizen reads the reply', async () => {
  const citizen = await visit();
  await citizen.goto('/');
  await citizen.getByRole('link', { name: 'Voir toutes les démarches' }).click();
  await citizen.getByRole('link', { name: 'Copie ou extrait d’acte de naissance' }).click();

  await citizen.getByRole('button', { name: 'Commencer' }).click();

  await goOn(citizen);
  await everyErrorLeadsToItsField(citizen);
  expect(await citizen.title()).toMatch(/^Erreur\u00a0: /);
  await fillPage(citizen, aBirthCertificate);
  await goOn(citizen);
  await goOn(citizen);
  await fillIn(citizen, { 'fields.person.givenName': 'Camille', 'fields.person.birthDate.day': '31' });
  await goOn(citizen);
  expect(await errorSummary(citizen)).toHaveLength(2);
  await everyErrorLeadsToItsField(citizen);
  expect(await citizen.locator('[name="fields.person.givenName"]').inputValue()).toBe('Camille');
  expect(await citizen.locator('[name="fields.person.birthDate.day"]').inputValue()).toBe('31');

  const email = 'camille.journey@citoyen.example';
  const answers = { ...aBirthCertificate, 'fields.need': 'Pour un passeport.', 'citizen.email': email };
  while (!citizen.url().endsWith('/verifier')) {
    await fillPage(citizen, answers);
    await goOn(citizen);
  }
  await send(citizen);
  const { reference, trackingCode } = await readConfirmation(citizen);
  expect(reference).toMatch(/^\d{4}-\d{6}$/);
  expect(trackingCode).toMatch(/^[A-HJKMNP-Z2-9]{5}(-[A-HJKMNP-Z2-9]{5}){3}$/);

  const download = citizen.waitForEvent('download');
  await citizen.getByRole('link', { name: /lettre/ }).click();
  expect((await download).suggestedFilename()).toBe(`courrier-${reference}.pdf`);

  await citizen.getByRole('link', { name: 'Suivre la demande' }).click();
  await reloadUntil(citizen, 'C’est à vous d’agir');
  await citizen.setInputFiles('#file', {
    name: 'livret.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('Bonjour'),
  });
  await citizen.getByRole('button', { name: 'Envoyer le document' }).click();
  expect(await errorSummary(citizen)).toEqual(['Envoyez un fichier PDF, JPEG ou PNG.']);
  await everyErrorLeadsToItsField(citizen);

  await citizen.setInputFiles('#file', { name: 'livret.pdf', mimeType: 'application/pdf', buffer: Buffer.from(aPdf) });
  await citizen.getByRole('button', { name: 'Envoyer le document' }).click();
  await citizen.getByText('Votre document a été reçu.').waitFor();
  await reloadUntil(citizen, 'Le service s’occupe de votre demande.');

  const agent = await visit();
  await signIn(agent, { ...agents[0]!, password: 'not the password' });
  expect(await errorSummary(agent)).toEqual(['Adresse électronique ou mot de passe incorrect.']);
  await fillIn(agent, { password: agents[0]!.password });
  await send(agent);
  const row = agent.getByRole('row').filter({ hasText: reference });
  expect(await row.textContent()).toContain('Préparation de l’acte');
  await row.getByRole('link').click();
  for (const answer of ['Copie intégrale', '31/01/1990', 'Dominique Exemple et Sacha Exemple', 'Pour un passeport.']) {
    await agent.locator('dd').getByText(answer).waitFor();
  }
  await fillIn(agent, { answer: 'issued', reply: 'Votre acte est posté ce jour.' });
  await agent.getByRole('button', { name: 'Valider la décision' }).click();
  await agent.getByText('Réponse enregistrée.').waitFor();
  expect(await agent.getByText(reference).count()).toBe(0);

  await reloadUntil(citizen, 'Votre acte est posté ce jour.');
  expect(await citizen.locator('.govuk-tag.state--ended').textContent()).toBe('Délivré');
  expect(await citizen.locator('input[type="file"]').count()).toBe(0);
  const mails = await until(
    () => (town.mail.received(email).length === 2 ? town.mail.received(email) : undefined),
    'both',
  );
  expect(mails[0]!.text).toContain(trackingCode);
  expect(mails[1]!.text).toContain('Votre acte est posté ce jour.');
  await close(citizen, agent);
});

test('a form sent twice is one request, and only a form that is begun again is a second one', async () => {
  const citizen = await visit();
  const email = 'camille.twice@citoyen.example';
  const first = await fileByForm(citizen, { 'citizen.email': email });
  await citizen.reload();
  expect(await readConfirmation(citizen)).toEqual(first);
  expect(await requestsOf(email)).toBe(1);

  await fillForm(citizen, 'birth-certificate', { ...aBirthCertificate, 'citizen.email': email });
  await citizen.getByRole('button', { name: 'Envoyer la demande' }).dblclick({ noWaitAfter: true });
  const second = await readConfirmation(citizen);
  expect(second).not.toEqual(first);
  expect(await requestsOf(email)).toBe(2);

  // Behind the back button is a form that has been sent: each of its pages leads to what it has become.
  await citizen.goBack();
  expect(await readConfirmation(citizen)).toEqual(second);
  await citizen.goto('/demarches/birth-certificate/kind');
  expect(await readConfirmation(citizen)).toEqual(second);
  const again = await citizen.request.post('/demarches/birth-certificate/verifier', { maxRedirects: 0 });
  expect(again.headers().location).toBe(`/suivi/${second.reference}/confirmation`);
  expect(await requestsOf(email)).toBe(2);
  await close(citizen);
});

test('a request opens at another browser by its reference and code, and nothing is told without them', async () => {
  const citizen = await visit();
  const { reference, trackingCode } = await fileByForm(citizen, { 'citizen.familyName': 'Secret-Exemple' });
  const other = await visit();
  const refusals = [];
  for (const [name, code] of [
    [reference, 'AAAAA-AAAAA-AAAAA-AAAAA'],
    ['2020-999999', trackingCode],
  ] as const) {
    await other.goto('/suivi');
    await fillIn(other, { reference: name, code });
    await send(other);
    refusals.push(await errorSummary(other));
    expect(await other.content()).not.toContain('naissance');
    const direct = await other.goto(`/suivi/${name}`);
    expect(direct!.status()).toBe(404);
    refusals.push((await other.content()).replaceAll(name, '…'));
  }
  expect(refusals.slice(0, 2)).toEqual(refusals.slice(2));

  // From the link of an email: the reference is there already, the code is typed as people type it.
  await other.goto(`/suivi/${reference}`);
  await fillIn(other, { code: ` ${trackingCode.toLowerCase().replaceAll('-', ' ')} ` });
  await send(other);
  await other.getByRole('heading', { name: 'Copie ou extrait d’acte de naissance' }).waitFor();
  expect(other.url()).toBe(`${town.url}/suivi/${reference}`);
  await close(citizen, other);
});

test('of two agents with the same page the second reads who was first, and keeps what was typed', async () => {
  const [citizen, first, second] = [await visit(), await visit(), await visit()];
  const { reference } = await fileByForm(citizen, { 'fields.kind': 'extract' });
  await signIn(first, agents[0]!);
  await reloadUntil(first, new RegExp(reference));
  await signIn(second, agents[1]!);
  for (const agent of [first, second]) await agent.goto(`/agent/demandes/${reference}`);
  await fillIn(first, { answer: 'issued', reply: 'Posté.' });
  await fillIn(second, { answer: 'refused', reply: 'Il manque une pièce.\nLaquelle ?' });
  const answer = (agent: Page) => agent.getByRole('button', { name: 'Valider la décision' }).click();
  await answer(first);
  await first.getByText('Réponse enregistrée.').waitFor();
  await answer(second);

  const [error] = await errorSummary(second);
  expect(error).toMatch(
    /^Agent de démonstration a déjà répondu «\u00a0Délivré\u00a0» le .+\. Votre réponse n’a pas été envoyée\.$/,
  );
  expect(await second.getByLabel('Réponse au demandeur').inputValue()).toBe('Il manque une pièce.\nLaquelle ?');
  await everyErrorLeadsToItsField(second);
  await close(citizen, first, second);
});

async function everyErrorLeadsToItsField(page: Page): Promise<void> {
  const links = await page.locator('.govuk-error-summary a').all();
  expect(links.length).toBeGreaterThan(0);
  for (const link of links) {
    await link.click();
    const target = (await link.getAttribute('href'))!;
    expect(await page.evaluate<string>('"#" + document.activeElement.id')).toBe(target);
  }
}

async function requestsOf(email: string): Promise<number> {
  const [{ count }] = await town.db.query(
    'select count(*)::int as count from request r join citizen c on c.id = r.citizen_id where c.email = $1',
    [email],
  );
  return count;
}
