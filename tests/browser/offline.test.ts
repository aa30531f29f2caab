import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { until } from '../api-client.ts';
import { openTown, type Town } from '../town.ts';
import {
  aBirthCertificate,
  aPhoto,
  type Browser,
  close,
  fileByForm,
  fillIn,
  goOn,
  openBrowser,
  type Page,
  readConfirmation,
  send,
  visitor,
} from './browser.ts';
import { cached, cacheNames, keptEntries, untilKept } from './kept.ts';
import { type Line, openLine } from './line.ts';

let town: Town;
let browser: Browser;
let line: Line;

beforeAll(async () => {
  [town, browser] = await Promise.all([openTown(), openBrowser()]);
  line = await openLine(town.url);
});
afterAll(async () => {
  await browser?.close();
  await line?.close();
  await town?.stop();
});

const form = '/demarches/street-problem/hors-ligne';
const aStreetProblem = {
  'fields.category': 'lighting',
  'fields.district': 'centre',
  'fields.place': 'Devant l’école, 3 rue de l’Exemple',
  'fields.description': 'Le lampadaire est éteint.',
  'citizen.givenName': 'Camille',
  'citizen.familyName': 'Exemple',
};
/** Near nothing that the other tests report. */
const elsewhere = {
  'fields.district': 'nord',
  'fields.place': 'Parking du stade',
  'fields.description': 'Poteau à terre.',
};
const photo = { name: 'réverbère.jpg', mimeType: 'image/jpeg', buffer: aPhoto };
/** Each test writes to an address of its own, by which its requests are counted. */
let email: string;
let tests = 0;
beforeEach(() => {
  tests += 1;
  email = `sans.reseau.${tests}@citoyen.example`;
});

test('a form that is sent without a line is kept with its photo, and sent exactly once when the line is back', async () => {
  const telephone = await onTelephone();
  line.cut();
  await telephone.getByRole('link', { name: 'Remplir le formulaire en une page' }).click();
  await fillIn(telephone, { ...aStreetProblem, 'citizen.email': email });
  await telephone.setInputFiles('#file-photo', photo);
  await sendForm(telephone);
  await telephone.getByText('Pas encore envoyé').waitFor();
  const other = await telephone.context().newPage();
  for (const page of [telephone, other]) {
    await page.goto('/');
    await page.getByText('Pas encore envoyé').waitFor();
  }
  expect(await requests()).toEqual([]);

  await mend(telephone);
  for (const page of [telephone, other]) await page.getByText('c’est la demande').waitFor();

  const [request, ...more] = await requests();
  expect(more).toEqual([]);
  expect(request).toMatchObject({ place: aStreetProblem['fields.place'], files: ['réverbère.jpg'] });
  expect(await keptEntries(telephone)).toEqual([undefined]);
  expect(await telephone.getByRole('button', { name: 'Envoyer maintenant' }).isVisible()).toBe(false);
  await telephone.getByRole('link', { name: 'Continuer' }).click();
  const { reference, trackingCode } = await readConfirmation(telephone);
  expect(reference).toBe(request!.reference);
  await other.getByText(`${reference}. Code de suivi\u00a0: ${trackingCode}.`).waitFor();
  await other.getByRole('button', { name: 'Retirer de cette liste' }).click();
  await other.getByRole('heading', { name: 'Gardé sur cet appareil' }).waitFor({ state: 'hidden' });
  expect(await keptEntries(other)).toEqual([]);
  expect(await acknowledgements()).toHaveLength(1);
  await close(telephone);
});

test('a form whose answer was lost on the way is sent again, and makes no second request', async () => {
  const telephone = await onTelephone();
  await telephone.goto(form);
  await fillIn(telephone, { ...aStreetProblem, 'citizen.email': email });
  await telephone.setInputFiles('#file-photo', photo);
  line.loseAnswers();
  await sendForm(telephone);
  await telephone.getByText('Pas encore envoyé').waitFor();
  expect(await requests()).toHaveLength(1);
  await mend(telephone);
  await telephone.getByText('c’est la demande').waitFor();

  expect(await requests()).toEqual([expect.objectContaining({ files: ['réverbère.jpg'] })]);
  expect(await acknowledgements()).toHaveLength(1);
  await close(telephone);
});

test('what is wrong becomes a draft with all that was typed, is told, and is put right in the form', async () => {
  const telephone = await onTelephone();
  line.cut();
  await telephone.goto(form);
  await fillIn(telephone, {
    ...aStreetProblem,
    ...elsewhere,
    'fields.coordinates': 'somewhere',
    'citizen.email': email,
  });
  await telephone.setInputFiles('#file-photo', { name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('a') });
  await sendForm(telephone);
  await telephone.getByText('Pas encore envoyé').waitFor();
  await mend(telephone);
  await telephone.getByText('Il reste quelque chose à corriger. Envoyez un fichier PDF, JPEG ou PNG.').waitFor();
  expect(await requests()).toEqual([]);

  await telephone.goto('/');
  await telephone.getByRole('link', { name: 'Continuer' }).click();
  await telephone.getByText('48.8566, 2.3522').first().waitFor();
  expect(await telephone.locator('[name="fields.coordinates"]').inputValue()).toBe('somewhere');
  await fillIn(telephone, { 'fields.coordinates': '' });
  while (!telephone.url().endsWith('/verifier')) await goOn(telephone);
  await telephone.getByText(elsewhere['fields.description']).waitFor();
  await send(telephone);
  await readConfirmation(telephone);
  expect(await requests()).toHaveLength(1);
  await close(telephone);
});

test('what is kept is thrown away by a button, and never sent then', async () => {
  const telephone = await onTelephone();
  line.cut();
  await telephone.goto(form);
  await fillIn(telephone, { ...aStreetProblem, 'citizen.email': email });
  await sendForm(telephone);
  await telephone.getByRole('button', { name: 'Supprimer sans envoyer' }).click();
  await telephone.getByRole('heading', { name: 'Gardé sur cet appareil' }).waitFor({ state: 'hidden' });
  expect(await keptEntries(telephone)).toEqual([]);
  await mend(telephone);
  await telephone.goto('/');
  expect(await requests()).toEqual([]);
  await close(telephone);
});

test('the form on one page works without a script, and the same page sent again shows the same confirmation', async () => {
  const citizen = await visitor(browser, town.url);
  await citizen.goto('/demarches/birth-certificate');
  await citizen.getByRole('link', { name: 'Remplir le formulaire en une page' }).click();
  await citizen.getByText('Si «\u00a0Document souhaité\u00a0» est').first().waitFor();
  await fillIn(citizen, { ...aBirthCertificate, 'fields.person.birthDate.day': '32', 'citizen.email': email });
  await sendForm(citizen);
  await citizen.getByText('Il y a un problème').waitFor();
  await fillIn(citizen, { 'fields.person.birthDate.day': '31' });
  await goOn(citizen);
  await send(citizen);
  const filed = await readConfirmation(citizen);

  await citizen.goto('/demarches/birth-certificate/hors-ligne');
  await fillIn(citizen, { ...aBirthCertificate, 'citizen.email': email });
  await sendForm(citizen);
  const second = await readConfirmation(citizen);
  await citizen.goBack();
  await sendForm(citizen);
  expect(await readConfirmation(citizen)).toEqual(second);
  expect(second.reference).not.toBe(filed.reference);
  expect(await requests()).toHaveLength(2);
  await close(citizen);
});

test('without a line a page says so and leads on; what is kept has nothing about a person, and old versions go', async () => {
  const telephone = await onTelephone();
  const { reference } = await fileByForm(telephone, { 'citizen.email': email });
  for (const path of [`/suivi/${reference}`, '/suivi']) await telephone.goto(path);
  await untilKept(telephone, form);
  line.cut();
  await telephone.goto(`/suivi/${reference}`);
  await telephone.getByRole('heading', { name: 'Pas de réseau' }).waitFor();
  expect(await telephone.locator('main').textContent()).not.toContain(reference);
  await telephone.goto('/demarches/street-problem/place');
  expect(telephone.url()).toBe(line.url + form);
  await mend(telephone);

  const kept = await cached(telephone);
  expect(kept.map(({ path }) => path)).toEqual(expect.arrayContaining(['/', '/hors-ligne', form]));
  const publicPages = /^\/($|hors-ligne$|demarches(\/[a-z-]+(\/hors-ligne)?)?$|assets\/|apparence)/;
  expect(kept.filter(({ path }) => !publicPages.test(path))).toEqual([]);
  expect(kept.filter(({ text }) => [reference, 'Camille', email].some((personal) => text.includes(personal)))).toEqual(
    [],
  );

  Object.assign(town.services.town, { appearance: 'changed' });
  const [before] = await cacheNames(telephone);
  await telephone.goto('/');
  await until(async () => {
    const names = await cacheNames(telephone);
    return names.length === 1 && names[0] !== before ? names : undefined;
  }, 'the cache of the new version alone');
  await untilKept(telephone, form);
  await close(telephone);
});

/** Somebody who has looked at the first page of the form, which keeps the form itself for the time without a line. */
async function onTelephone(): Promise<Page> {
  const telephone = await visitor(browser, line.url, {
    javaScriptEnabled: true,
    viewport: { width: 360, height: 740 },
  });
  await telephone.goto('/demarches/street-problem');
  await untilKept(telephone, form);
  return telephone;
}

/** The line is there again, and the browsers hear of it. */
async function mend(page: Page): Promise<void> {
  line.mend();
  await page.context().setOffline(true);
  await page.context().setOffline(false);
}

const sendForm = (page: Page) => page.getByRole('button', { name: 'Envoyer la demande' }).click();

/** What was filed under this test's address. */
const requests = (): Promise<{ reference: string; place: string; files: string[] }[]> =>
  town.db.query(
    `select r.reference, r.fields->>'place' as place,
            array(select file_name from document d where d.request_id = r.id) as files
     from request r join citizen c on c.id = r.citizen_id where c.email = $1 order by r.received_at`,
    [email],
  );

/** All emails about what was filed, once the first has come. */
async function acknowledgements() {
  await until(() => town.mail.received(email)[0], 'the acknowledgement');
  // A second one would come with the first.
  await new Promise((resolve) => setTimeout(resolve, 300));
  return town.mail.received(email);
}
