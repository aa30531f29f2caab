/** Entry for someone else, by the keyboard alone and without a script, as whoever answers the telephone does. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dateAndTime } from '../../templates/format.ts';
import { addDays, civilDate, instantAt } from '../../workflows/kit/calendar.ts';
import { aRequest } from '../api-client.ts';
import { openTown, shared, type Town } from '../town.ts';
import { type Browser, close, errorSummary, openBrowser, type Page, reloadUntil, signIn, visitor } from './browser.ts';
import { faultsOf } from './faults.ts';

let town: Town;
let browser: Browser;
const counter = shared.accounts.find(({ role }) => role === 'counter')!;

beforeAll(async () => {
  [town, browser] = await Promise.all([openTown(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await town?.stop();
});

test('who works at the counter files a question by telephone in twelve fields and keys beyond typing', async () => {
  const office = await atTheCounter();
  await office.goto('/agent/saisie');
  const hand = handAt(office);
  await hand.type('demarche', 'question');
  await hand.press('Enter');
  await office.waitForURL(/saisie\/question/);
  await hand.type('fields.theme', 'Rues');
  await hand.press('Tab');
  await hand.type('fields.question', 'Quand la rue des Lilas sera-t-elle refaite ?');
  await hand.press('Tab');
  await hand.type('citizen.givenName', 'Andrée');
  await hand.press('Tab');
  await hand.type('citizen.familyName', 'Guillou');
  await hand.press('Tab');
  await hand.type('citizen.phone', '01 99 00 47 11');
  await hand.press('Enter');
  await office.waitForURL(/saisie\/faites/);

  expect(hand.count()).toBeLessThanOrEqual(12);
  const reference = (await office.locator('main .code').first().textContent())!;
  const [filed] = await town.db.query('select channel, fields from request where reference = $1', [reference]);
  expect(filed).toMatchObject({ channel: 'phone', fields: { theme: 'streets' } });
  // The next entry is one key away.
  await office.keyboard.press('Enter');
  await office.waitForURL(/saisie\?canal=phone/);
  await close(office);
});

test('a letter is entered for the day on which it came, by a person who is known, and its paper is received in two clicks', async () => {
  const person = { givenName: 'Élodie', familyName: 'Quéméner', phone: '01 99 00 47 12', address: '7 rue des Lilas' };
  await town.api.file(aRequest({ citizen: { ...person, email: undefined } }));
  const office = await atTheCounter();
  await office.goto('/agent/saisie?canal=post');
  await office.locator('#demarche').fill('naiss');
  await office.keyboard.press('Enter');
  await office.waitForURL(/saisie\/birth-certificate/);
  await fillIn(office, { 'fields.kind': 'full copy', 'citizen.givenName': 'Elodie', 'citizen.familyName': 'Kemener' });
  await office.locator('#receivedAt').fill('2199-01-01');
  await office.keyboard.press('Enter');

  const summary = await errorSummary(office);
  expect(summary).toContain('Jour du contact\u00a0: Ce moment doit être passé, puisque la demande est là.');
  expect(summary.join()).toContain('Noms et prénoms des parents');
  expect(await office.locator('[name="citizen.familyName"]').inputValue()).toBe('Kemener');
  expect(await office.locator('[name="channel"]').inputValue()).toBe('post');

  const { 'fields.kind': _, ...rest } = aCertificate;
  await fillIn(office, { ...rest, 'citizen.phone': '+33 1 99 00 47 12' });
  await office.locator('#receivedAt').fill(daysAgo(2));
  await office.keyboard.press('Enter');
  expect(await office.locator('#known').textContent()).toContain('Élodie Quéméner, 7 rue des Lilas');
  await office.getByRole('button', { name: /Reprendre ces coordonnées/ }).click();
  expect(await office.locator('[name="citizen.familyName"]').inputValue()).toBe('Quéméner');
  expect(await office.locator('[name="citizen.phone"]').inputValue()).toBe('+33 1 99 00 47 12');
  await office.keyboard.press('Enter');
  await office.waitForURL(/saisie\/faites/);
  const reference = (await office.locator('main .code').first().textContent())!;

  // A scanner is a keyboard that ends with Enter.
  await office.goto('/agent/saisie');
  await office.keyboard.type(reference);
  await office.keyboard.press('Enter');
  await office.waitForURL(/agent\/demandes/);
  await reloadUntil(office, 'En attente de documents');
  const facts = await office.locator('.facts').textContent();
  expect(facts).toContain('Courrier');
  expect(facts).toContain(dateAndTime(new Date(instantAt(daysAgo(2), 'metropole', 12)), 'fr', 'metropole'));
  await office.getByText('Une pièce est arrivée sur papier').click();
  await office.getByRole('button', { name: /^Reçue\s: Livret de famille/ }).click();
  await office.getByText('Pièce marquée comme reçue sur papier.').waitFor();
  await reloadUntil(office, 'Préparation de l’acte');
  expect(await office.locator('.documents').first().textContent()).toMatch(/pièce d’identité\s+Reçu/);
  expect(await office.locator('.documents').nth(1).textContent()).toContain('Sur papier');

  await office.locator('#jump').fill('2026-999999');
  await office.keyboard.press('Enter');
  await office.getByText(/^Cette page ou cette demande n’existe pas/).waitFor();
  await close(office);
});

test.each(['fr-FR', 'en-GB'])(
  'every page of an entry keeps the rules of WCAG 2.2 AA and fits a telephone (%s)',
  async (locale) => {
    const office = await visitor(browser, town.url, { locale, javaScriptEnabled: true, bypassCSP: true });
    const faults: Record<string, string[]> = {};
    const look = async (name: string) => {
      faults[name] = await faultsOf(office, locale.slice(0, 2));
    };
    await signIn(office, counter);
    await office.goto('/agent/saisie');
    await look('start');
    await office.goto('/agent/saisie?demarche=licorne');
    await look('start, nothing found');
    await office.goto('/agent/saisie?demarche=acte');
    await look('start, several found');
    await office.goto('/agent/saisie/birth-certificate');
    await look('form');
    await office.locator('.entry__send button').click();
    await errorSummary(office);
    await look('form, wrong');
    await fillIn(office, { ...aCertificate, 'citizen.givenName': 'Camille', 'citizen.familyName': 'Axe' });
    await office.locator('.entry__send button').click();
    await office.waitForURL(/faites/);
    await look('done');
    const reference = (await office.locator('main .code').first().textContent())!;
    await office.goto('/agent/saisie/birth-certificate');
    await fillIn(office, { 'citizen.givenName': 'Camile', 'citizen.familyName': 'Axe' });
    await office.locator('[value="search"]').click();
    await office.locator('#known').waitFor();
    await look('form, with a known person');
    await office.goto(`/agent/demandes/${reference}`);
    await reloadUntil(office, /attente de documents|Waiting for/);
    await office.locator('details:has([name="piece"]) summary').first().click();
    await look('request, with a piece to come on paper');

    expect(Object.keys(faults)).toHaveLength(8);
    expect(Object.entries(faults).filter(([, found]) => found.length > 0)).toEqual([]);
    await close(office);
  },
  60_000,
);

const aCertificate = {
  'fields.kind': 'full copy',
  'fields.applicant': 'self',
  'fields.person.givenName': 'Camille',
  'fields.person.familyName': 'Exemple',
  'fields.person.birthDate.day': '31',
  'fields.person.birthDate.month': '1',
  'fields.person.birthDate.year': '1990',
  'fields.parents': 'Dominique Exemple et Sacha Exemple',
};

async function atTheCounter(): Promise<Page> {
  const office = await visitor(browser, town.url);
  await signIn(office, counter);
  return office;
}

/** Types where the focus is, which must be where it is meant to be; counts fields and keys. */
function handAt(page: Page) {
  let count = 0;
  return {
    async type(name: string, text: string) {
      expect(await page.evaluate('document.activeElement.getAttribute("name")')).toBe(name);
      count += 1;
      await page.keyboard.type(text);
    },
    async press(key: string) {
      count += 1;
      await page.keyboard.press(key);
    },
    count: () => count,
  };
}

async function fillIn(page: Page, answers: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(answers)) {
    const list = page.locator(`select[name="${name}"]`);
    if (await list.count()) await list.selectOption(value);
    else await page.locator(`[name="${name}"]`).fill(value);
  }
}

const daysAgo = (days: number) => addDays(civilDate(Date.now(), 'metropole'), -days);
