import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openTown, type Town } from '../town.ts';
import {
  aBirthCertificate,
  aPhoto,
  type Browser,
  begin,
  close,
  errorSummary,
  fillForm,
  fillIn,
  fillPage,
  goOn,
  openBrowser,
  readConfirmation,
  send,
  visitor,
} from './browser.ts';

let town: Town;
let browser: Browser;
const nextYear = String(new Date().getFullYear() + 1);

beforeAll(async () => {
  [town, browser] = await Promise.all([openTown(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await town?.stop();
});

const visit = () => visitor(browser, town.url);

test('another answer hides what it makes pointless and asks what it needs, and what was typed is still there', async () => {
  const citizen = await visit();
  await fillForm(citizen, 'birth-certificate', { ...aBirthCertificate, 'fields.applicant': 'self' });
  await citizen.getByRole('link', { name: 'Modifier Document souhaité' }).click();
  await fillIn(citizen, { 'fields.kind': 'extract' });
  await goOn(citizen);
  expect(citizen.url()).toMatch(/\/verifier$/);
  expect(await citizen.locator('dt').allTextContents()).not.toContain('Noms et prénoms des parents');

  await citizen.getByRole('link', { name: 'Modifier Document souhaité' }).click();
  await fillIn(citizen, { 'fields.kind': 'extract with parents' });
  await goOn(citizen);
  expect(citizen.url()).toMatch(/\/verifier$/);
  await citizen.getByText(aBirthCertificate['fields.parents']).waitFor();
  await citizen.goto('/demarches/birth-certificate/parents?retour=verifier');
  await fillIn(citizen, { 'fields.parents': '' });
  await goOn(citizen);
  expect(await errorSummary(citizen)).toEqual(['Noms et prénoms des parents\u00a0: Remplissez ce champ.']);
  await close(citizen);
});

test('who may not have a document is told so and why, before anything else is asked, and may change the answer', async () => {
  const citizen = await visit();
  await begin(citizen, 'birth-certificate');
  await fillIn(citizen, { 'fields.kind': 'full copy' });
  await goOn(citizen);
  await fillIn(citizen, { 'fields.applicant': 'other' });
  await goOn(citizen);
  await citizen.getByRole('heading', { name: 'Cette demande n’est pas possible' }).waitFor();
  await citizen.getByText('Toute personne peut demander un extrait sans filiation.').waitFor();
  await citizen.goto('/demarches/birth-certificate/verifier');
  expect(citizen.url()).toMatch(/\/arret$/);

  await citizen.getByRole('link', { name: 'Modifier ma réponse' }).click();
  await fillIn(citizen, { 'fields.applicant': 'representative' });
  await goOn(citizen);
  await citizen.getByRole('heading', { name: 'Personne concernée par l’acte' }).waitFor();
  await close(citizen);
});

test('objects are added and taken away one by one, the Enter key goes on, and each is on its own line for the agent', async () => {
  const citizen = await visit();
  await begin(citizen, 'bulky-waste-pickup');
  await citizen.goto('/demarches/bulky-waste-pickup/items');
  const add = citizen.getByRole('button', { name: 'Ajouter' });
  for (const [index, what] of ['Canapé', 'Frigo', 'Matelas'].entries()) {
    if (index > 0) await add.click();
    await fillIn(citizen, { [`fields.items.${index}.what`]: what, [`fields.items.${index}.count`]: String(index + 1) });
  }
  await citizen.getByRole('button', { name: 'Retirer\u00a0: Objet 2' }).click();
  expect(await citizen.locator('[name="fields.items.1.what"]').inputValue()).toBe('Matelas');
  await add.click();
  await citizen.locator('[name="fields.items.1.what"]').press('Enter');
  await citizen.getByRole('heading', { name: 'Vos coordonnées' }).waitFor();

  await citizen.goto('/demarches/bulky-waste-pickup/district');
  const others = {
    'fields.district': 'sud',
    'fields.address.street': 'Le Bourg',
    'fields.address.postcode': '99 999',
    'fields.address.town': 'Exempleville',
    'fields.day.day': '3',
    'fields.day.month': '6',
    'fields.day.year': nextYear,
    'fields.period': 'morning',
    'citizen.givenName': 'Camille',
    'citizen.familyName': 'Exemple',
  };
  while (!citizen.url().endsWith('/verifier')) {
    await fillPage(citizen, others);
    await goOn(citizen);
  }
  await send(citizen);
  const { reference } = await readConfirmation(citizen);
  const [{ fields }] = await town.db.query('select fields from request where reference = $1', [reference]);
  expect(fields.items).toEqual([
    { what: 'Canapé', count: '1' },
    { what: 'Matelas', count: '3' },
  ]);
  expect(fields.address.postcode).toBe('99999');
  await close(citizen);
});

test('a telephone takes the photo where one is asked for, and a file that can not be taken loses none beside it', async () => {
  const telephone = await visitor(browser, town.url, {
    hasTouch: true,
    isMobile: true,
    viewport: { width: 360, height: 740 },
  });
  await begin(telephone, 'street-problem');
  await telephone.goto('/demarches/street-problem/pieces-jointes');
  const camera = telephone.locator('#file-photo-camera');
  expect(await camera.isVisible()).toBe(true);
  expect(await camera.getAttribute('capture')).toBe('environment');
  expect(await camera.getAttribute('accept')).toBe('image/jpeg,image/png');
  await telephone.setInputFiles('#file-photo-camera', { name: 'photo.jpg', mimeType: 'image/jpeg', buffer: aPhoto });
  await telephone.setInputFiles('#file-photo', { name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('a') });
  await goOn(telephone);
  expect(await errorSummary(telephone)).toEqual(['Photo du problème\u00a0: Envoyez un fichier PDF, JPEG ou PNG.']);
  await telephone.getByText('photo.jpg').first().waitFor();

  await telephone.getByRole('button', { name: 'Retirer photo.jpg' }).click();
  expect(await telephone.getByText('photo.jpg').count()).toBe(0);
  await close(telephone);

  const computer = await visit();
  await begin(computer, 'street-problem');
  await computer.goto('/demarches/street-problem/pieces-jointes');
  expect(await computer.locator('#file-photo-camera').isVisible()).toBe(false);
  await close(computer);
});

test('what is looked for is found in spite of accents and slips, and where nothing fits there is a way on', async () => {
  const citizen = await visit();
  for (const [words, found] of [
    ['je veux un acte de naisance', 'Copie ou extrait d’acte de naissance'],
    ['ENCOMBRANT', 'Enlèvement d’encombrants'],
    ['nid-de-poule', 'Signaler un problème dans la rue'],
    ['mariage', 'Copie ou extrait d’acte de mariage'],
  ]) {
    await citizen.goto('/');
    await citizen.getByLabel('Que cherchez-vous\u00a0?').fill(words!);
    await citizen.getByRole('button', { name: 'Chercher' }).click();
    expect(await citizen.locator('.card__title').first().textContent()).toBe(found);
  }
  await citizen.getByLabel('Que cherchez-vous\u00a0?').fill('licorne <b>');
  await citizen.getByRole('button', { name: 'Chercher' }).click();
  await citizen.getByText('Rien ne correspond à «\u00a0licorne <b>\u00a0».').waitFor();
  await citizen.getByRole('link', { name: 'Posez votre question à la mairie' }).click();
  await citizen.getByRole('heading', { name: 'Poser une question' }).waitFor();

  await citizen.goto('/');
  await citizen.getByRole('link', { name: 'Je perds un proche' }).click();
  expect(await citizen.locator('.card__title').allTextContents()).toEqual(['Copie d’acte de décès']);
  await close(citizen);
});
