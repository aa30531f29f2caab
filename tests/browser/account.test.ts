/** An account as a citizen uses it, at the embedded identity provider and without scripts. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openPortal, type Portal } from '../identity.ts';
import { openTown, type Town } from '../town.ts';
import {
  aBirthCertificate,
  aPhoto,
  type Browser,
  begin,
  close,
  errorSummary,
  fileByForm,
  fillForm,
  fillIn,
  fillPages,
  goOn,
  openBrowser,
  type Page,
  readConfirmation,
  send,
  visitor,
} from './browser.ts';
import { faultsOf } from './faults.ts';

let town: Town;
let portal: Portal;
let browser: Browser;

beforeAll(async () => {
  [town, browser] = await Promise.all([openTown(), openBrowser()]);
  portal = await openPortal(town);
});
afterAll(async () => {
  await browser?.close();
  await portal?.stop();
  await town?.stop();
});

test('a citizen signs in from a form, files, follows without a code, adds an older request, and leaves', async () => {
  const citizen = await visitor(browser, portal.url);
  const older = await fileByForm(await visitor(browser, portal.url));

  await citizen.goto('/demarches/birth-certificate');
  await citizen.getByRole('link', { name: 'Se connecter pour préremplir ce formulaire' }).click();
  await citizen.getByRole('link', { name: 'Se connecter avec Identité de démonstration' }).click();
  await citizen.getByRole('button', { name: /Camille Dominique EXEMPLE/ }).click();
  expect(new URL(citizen.url()).pathname).toBe('/demarches/birth-certificate');
  await begin(citizen, 'birth-certificate');
  await fillPages(citizen, restOfTheForm, 'coordonnees');
  expect(await values(citizen, 'givenName', 'familyName', 'email')).toEqual([
    'Camille',
    'EXEMPLE',
    'camille.exemple@citoyen.example',
  ]);

  await fillPages(citizen, restOfTheForm);
  await send(citizen);
  const { reference } = await readConfirmation(citizen);
  await citizen.getByRole('link', { name: 'Mon compte' }).click();
  await citizen.getByRole('link', { name: new RegExp(reference) }).click();
  expect(await citizen.locator('h1').textContent()).toBe('Copie ou extrait d’acte de naissance');

  await citizen.goto('/compte');
  await addRequest(citizen, older.reference, older.trackingCode);
  await citizen.getByText('La demande est dans votre compte.').waitFor();
  expect(await citizen.locator('article h3').allTextContents()).toEqual([
    expect.stringContaining(reference),
    expect.stringContaining(older.reference),
  ]);

  await citizen.getByRole('button', { name: 'Se déconnecter' }).click();
  await citizen.getByRole('button', { name: 'Fermer la session' }).click();
  await citizen.getByText('Votre session chez Identité de démonstration est fermée aussi.').waitFor();
  await citizen.goto(`/suivi/${reference}`);
  await citizen.locator('#code').waitFor();
  await close(citizen);
});

test('a draft begun before signing in is gone on with at another browser by signing in there, and nothing is lost', async () => {
  const first = await visitor(browser, portal.url);
  await begin(first, 'street-problem');
  await fillPages(first, aStreetProblem, 'pieces-jointes');
  await first.setInputFiles('#file-photo', { name: 'réverbère.jpg', mimeType: 'image/jpeg', buffer: aPhoto });
  await goOn(first);
  await signInAt(first, 'Camille Dominique EXEMPLE');
  expect(new URL(first.url()).pathname).toBe('/compte');
  await first.getByRole('link', { name: 'Signaler un problème' }).waitFor();
  await first.getByRole('button', { name: 'Se déconnecter' }).click();
  await first.getByRole('button', { name: 'Fermer la session' }).waitFor();
  await first.goto('/demarches/street-problem/description');
  await first.getByText('Ce formulaire n’est pas ouvert dans ce navigateur.').waitFor();

  const other = await signedIn('Camille Dominique EXEMPLE');
  await other.goto('/demarches/street-problem');
  await other.getByText('Vous avez commencé cette demande').waitFor();
  await other.goto('/compte');
  await other.getByRole('link', { name: 'Signaler un problème' }).click();
  expect(new URL(other.url()).pathname).toBe('/demarches/street-problem/coordonnees');
  await goOn(other);
  const checked = await other.locator('main').textContent();
  for (const typed of [...Object.values(aStreetProblem).slice(2), 'réverbère.jpg']) expect(checked).toContain(typed);
  // The session ends while one reads all of it again.
  await town.db.query(`update account_session set last_seen_at = now() - interval '1 hour'`);
  await send(other);
  const { reference } = await readConfirmation(other);

  const third = await signedIn('Camille Dominique EXEMPLE');
  await third.goto('/compte');
  await third.getByRole('link', { name: new RegExp(reference) }).waitFor();
  expect(await third.getByText('Vos brouillons').count()).toBe(0);
  await close(first, other, third);
});

test('a citizen deletes the account, reads what stays, and follows it by its code', async () => {
  const citizen = await signedIn('Alex DEMONSTRATION');
  await fillForm(citizen, 'birth-certificate', restOfTheForm);
  await send(citizen);
  const { reference, trackingCode } = await readConfirmation(citizen);

  await citizen.goto('/compte');
  await citizen.getByRole('link', { name: 'Supprimer mon compte' }).click();
  await citizen.getByText(`${reference}, code ${trackingCode}`).waitFor();
  await citizen.getByRole('button', { name: 'Supprimer mon compte' }).click();
  await citizen.getByRole('heading', { name: 'Votre compte est supprimé' }).waitFor();

  await citizen.getByRole('link', { name: 'Suivre une demande' }).click();
  await fillIn(citizen, { reference, code: trackingCode });
  await send(citizen);
  expect(new URL(citizen.url()).pathname).toBe(`/suivi/${reference}`);
  await close(citizen);
});

test('an error in a form that is filled in keeps what was typed, and the verified names', async () => {
  const citizen = await signedIn('Sacha Marie ESSAI');
  await begin(citizen, 'birth-certificate');
  await fillPages(citizen, restOfTheForm, 'coordonnees');
  await fillIn(citizen, { 'citizen.email': 'no address' });
  await goOn(citizen);

  await errorSummary(citizen);
  expect(await values(citizen, 'givenName', 'familyName', 'email')).toEqual(['Sacha Marie', 'FICTIVE', 'no address']);
  await close(citizen);
});

test.each(['fr-FR', 'en-GB'])(
  'every page of an account keeps the rules of WCAG 2.2 AA and fits a telephone (%s)',
  async (locale) => {
    const faults: Record<string, string[]> = {};
    const citizen = await visitor(browser, portal.url, { locale, javaScriptEnabled: true, bypassCSP: true });
    const look = async (name: string) => {
      faults[name] = await faultsOf(citizen, locale.slice(0, 2));
    };

    await citizen.goto('/compte');
    await look('sign-in');
    await citizen.locator('main a.govuk-button').click();
    await look('provider: choice');
    await citizen.locator('button[value=""]').click();
    await errorSummary(citizen);
    await look('sign-in given up');
    await citizen.locator('main a.govuk-button').click();
    await citizen.locator('button[value="exemple"]').click();
    await citizen.goto('/demarches/birth-certificate');
    await look('start of a form');
    await begin(citizen, 'birth-certificate');
    await fillPages(citizen, restOfTheForm, 'coordonnees');
    await look('contact page of a form');
    await fillPages(citizen, restOfTheForm);
    await send(citizen);
    await citizen.goto('/compte');
    await look('account');
    await addRequest(citizen, '2026-000000', 'AAAAA');
    await errorSummary(citizen);
    await look('account with an error');
    await citizen.goto('/donnees-personnelles');
    await look('personal data');
    await citizen.goto('/compte/suppression');
    await look('deletion');
    await citizen.locator('form[action="/compte/suppression"] button').click();
    await look('deleted');
    await citizen.locator('main a.govuk-button').click();
    await look('provider: end of session');
    await citizen.locator('button[name="logout"]').click();
    await look('signed out');
    await citizen.goto('/compte/connexion');
    await citizen.locator('main a.govuk-link[href^="http"]').click();
    await look('provider: about');

    expect(Object.entries(faults).filter(([, found]) => found.length > 0)).toEqual([]);
    await close(citizen);
  },
  120_000,
);

const { 'citizen.givenName': _, 'citizen.familyName': __, 'citizen.email': ___, ...restOfTheForm } = aBirthCertificate;

const aStreetProblem = {
  'fields.category': 'lighting',
  'fields.district': 'centre',
  'fields.place': 'Devant l’école, 3 rue de l’Exemple',
  'fields.description': 'Le lampadaire est éteint.',
};

async function signedIn(name: string): Promise<Page> {
  const citizen = await visitor(browser, portal.url);
  await signInAt(citizen, name);
  return citizen;
}

async function signInAt(citizen: Page, name: string): Promise<void> {
  await citizen.goto('/');
  await citizen.getByRole('link', { name: 'Se connecter' }).click();
  await citizen.getByRole('link', { name: /^Se connecter avec/ }).click();
  await citizen.getByRole('button', { name: new RegExp(name) }).click();
  await citizen.waitForURL(/\/compte$/);
}

async function addRequest(citizen: Page, reference: string, code: string): Promise<void> {
  await fillIn(citizen, { reference, code });
  await citizen.locator('form[action="/compte/demandes"] button').click();
}

const values = (page: Page, ...names: string[]) =>
  Promise.all(names.map((name) => page.locator(`[name="citizen.${name}"]`).inputValue()));
