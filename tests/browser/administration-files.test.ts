import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openTown, shared, type Town } from '../town.ts';
import { type Browser, close, errorSummary, openBrowser, type Page, signIn, visitor } from './browser.ts';
import { faultsOf } from './faults.ts';

let town: Town;
let browser: Browser;
let page: Page;
const operator = shared.accounts.find(({ role }) => role === 'operator')!;

beforeAll(async () => {
  [town, browser] = await Promise.all([openTown({ relay: false, worker: false }), openBrowser()]);
  page = await visitor(browser, town.url);
  await signIn(page, operator);
});
afterAll(async () => {
  await browser?.close();
  await town?.stop();
});

test('the routing rules are read, taken along, and replaced whole; a file with a fault changes nothing', async () => {
  await page.goto('/administration');
  await page.getByRole('link', { name: 'Aiguillage' }).click();
  expect(await page.locator('main').textContent()).toContain('Nature du problème = Arbre ou plantation');
  const dmn = await download('Télécharger les règles de « Signaler un problème');
  await choose('regles.dmn', dmn.replaceAll('"green-spaces"', '"parks"'));
  await page.getByRole('button', { name: 'Vérifier et remplacer' }).click();
  expect((await errorSummary(page))[0]).toMatch(
    /street-problem, règle \d+ – no such service as parks.*\(UNKNOWN_SERVICE\)/,
  );
  await choose('regles.dmn', dmn.replaceAll('"green-spaces"', '"roads"'));
  const other = await page.context().newPage();
  await other.goto('/administration/aiguillage');
  await page.getByRole('button', { name: 'Vérifier et remplacer' }).click();

  expect(await page.getByRole('status').first().textContent()).toContain('Règles remplacées.');
  const [{ count }] = await town.db.query(
    `select count(*)::integer as count from routing_rule where type = 'street-problem' and service_id = 'green-spaces'`,
  );
  expect(count).toBe(0);
  await choose('regles.dmn', dmn, other);
  await other.getByRole('button', { name: 'Vérifier et remplacer' }).click();
  expect((await errorSummary(other))[0]).toContain('Quelqu’un a changé ceci');
  await other.close();
  await page.goto('/administration/journal');
  expect(await page.getByRole('row').nth(1).textContent()).toContain('Aiguillage, street-problem (changé)');
});

test('a file of the town says what it would change, and changes it', async () => {
  await page.goto('/administration/echange');
  const file = JSON.parse(await download('Sans les agents'));
  file.services.find(({ id }: { id: string }) => id === 'roads').phone = '01 99 00 00 66';
  await choose('commune.json', JSON.stringify({ ...file, surprise: true }));
  await page.getByRole('button', { name: 'Importer' }).click();
  expect(await errorSummary(page)).toEqual(['surprise: Ce champ n’existe pas.']);
  await choose('commune.json', JSON.stringify(file));
  await page.getByRole('button', { name: 'Voir ce qui changerait' }).click();
  expect(await page.getByRole('status').textContent()).toMatch(
    /Rien n’a été enregistré[\s\S]*Services, roads \(changé\).: phone/,
  );
  expect(await phoneOf('roads')).not.toBe('01 99 00 00 66');
  await choose('commune.json', JSON.stringify(file));
  await page.getByRole('button', { name: 'Importer' }).click();

  expect(await page.getByRole('status').textContent()).toContain('Voici ce qui a changé.');
  expect(await phoneOf('roads')).toBe('01 99 00 00 66');
  expect(await download('Avec les agents')).toContain(operator.email);
});

test('the town’s settings are changed on their page with its logo, and nothing typed is lost where one is wrong', async () => {
  await page.goto('/administration/commune');
  await page.locator('#name').fill('Autre-Exemple');
  await page.locator('#colour').fill('#ffff00');
  await page.locator('#openingHours-monday').fill('12:00-08:30');
  await page
    .locator('#file')
    .setInputFiles({ name: 'l.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg><script/></svg>') });
  await keep();
  expect((await errorSummary(page)).map((line) => line.split(/\s?:/)[0])).toEqual([
    'Horaires du lundi',
    'Couleur',
    'Ce fichier n’est pas un logo accepté',
  ]);
  expect(await page.locator('#name').inputValue()).toBe('Autre-Exemple');
  await page.locator('#colour').fill('#7a1508');
  await page.locator('#openingHours-monday').fill('08:30 - 12:00, 14:00-18:00');
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>';
  await page.locator('#file').setInputFiles({ name: 'l.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(svg) });
  await keep();

  expect(await page.getByRole('status').first().textContent()).toContain('Réglages enregistrés.');
  const [{ settings }] = await town.db.query('select settings from town');
  expect(settings).toMatchObject({
    name: 'Autre-Exemple',
    colour: '#7a1508',
    demonstration: true,
    languages: ['fr', 'en'],
  });
  expect(settings.openingHours.monday).toEqual([
    ['08:30', '12:00'],
    ['14:00', '18:00'],
  ]);
  expect(settings.logo).toMatch(/^data:image\/svg/);
  await page.locator('#director').fill('');
  await page.getByLabel('Retirer le logo').check();
  await keep();
  expect(await errorSummary(page)).toEqual([expect.stringContaining('Remplissez ce champ.')]);
  await page.locator('#director').fill('Le maire');
  await page.getByLabel('Retirer le logo').check();
  await keep();
  const [{ logo }] = await town.db.query(`select settings -> 'logo' as logo from town`);
  expect(logo).toBeNull();
});

test.each(['agent', 'counter', 'technician', 'designer', 'manager'])(
  'a %s takes no file and sends none',
  async (role) => {
    const { email, password } = shared.accounts.find((one) => one.role === role)!;
    const token = await town.api.signIn(email, password);
    const call = (method: string, address: string) =>
      fetch(`${town.url}/administration${address}`, {
        method,
        headers: { cookie: `guichet_agent=${token}` },
        redirect: 'manual',
      });
    const read = [
      '/aiguillage',
      '/aiguillage.dmn',
      '/echange',
      '/echange/commune.json',
      '/commune',
      '/agents',
      '/salles',
    ];
    const written = ['/aiguillage', '/echange', '/commune', '/agents/nouveau', '/services/roads'];

    const statuses = await Promise.all([
      ...read.map(async (address) => (await call('GET', address)).status),
      ...written.map(async (address) => (await call('POST', address)).status),
    ]);

    expect(statuses).toEqual([...read, ...written].map(() => 403));
  },
);

test.each(['fr-FR', 'en-GB'])(
  'the administration keeps the rules of WCAG 2.2 AA and fits a telephone (%s)',
  async (locale) => {
    const visit = await visitor(browser, town.url, { locale, javaScriptEnabled: true, bypassCSP: true });
    await signIn(visit, operator);
    const faults: Record<string, string[]> = {};
    const look = async (name: string) => {
      faults[name] = await faultsOf(visit, locale.slice(0, 2));
    };
    for (const address of ['', '/agents', '/agents/nouveau', '/salles/salle-du-parc', '/journal']) {
      await visit.goto(`/administration${address}`);
      await look(address);
    }
    for (const address of ['absences/nouveau', 'aiguillage', 'echange', 'commune']) {
      await visit.goto(`/administration/${address}`);
      await look(address);
      if (address === 'commune') await visit.locator('#name').fill('');
      await visit.locator('main form button').last().click();
      await errorSummary(visit);
      await look(`${address} refused`);
    }

    expect(Object.entries(faults).filter(([, found]) => found.length > 0)).toEqual([]);
    await close(visit);
  },
  60_000,
);

const keep = () => page.locator('main form button').click();
const choose = (name: string, content: string, on: Page = page) =>
  on.locator('#file').setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) });

async function download(name: string): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).first().click()]);
  return readFile(await file.path(), 'utf8');
}

async function phoneOf(service: string): Promise<string> {
  const [{ phone }] = await town.db.query('select phone from service where id = $1', [service]);
  return phone;
}
