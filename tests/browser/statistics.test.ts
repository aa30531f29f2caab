import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pastRequests } from '../api/past-requests.ts';
import { openTown, shared, type Town } from '../town.ts';
import { type Browser, close, errorSummary, fillIn, openBrowser, send, signIn, visitor } from './browser.ts';
import { faultsOf } from './faults.ts';

let town: Town;
let browser: Browser;
const manager = shared.accounts.find(({ role }) => role === 'manager')!;

beforeAll(async () => {
  [town, browser] = await Promise.all([openTown({ relay: false, worker: false }), openBrowser()]);
  const receivedAt = new Date(Date.now() - 60 * 86_400_000).toISOString();
  await pastRequests(town.db, { type: 'birth-certificate', count: 12, receivedAt });
  await pastRequests(town.db, {
    type: 'street-problem',
    service: 'roads',
    outcome: 'not possible',
    count: 3,
    receivedAt,
  });
});
afterAll(async () => {
  await browser?.close();
  await town?.stop();
});

test.each(['fr-FR', 'en-GB'])(
  'the pages of figures keep the rules of WCAG 2.2 AA and fit a telephone (%s)',
  async (locale) => {
    const page = await visitor(browser, town.url, { locale, javaScriptEnabled: true, bypassCSP: true });
    const lang = locale.slice(0, 2);
    await page.goto('/statistiques');
    const faults = [await faultsOf(page, lang)];
    await signIn(page, manager);
    await page.goto('/pilotage');
    faults.push(await faultsOf(page, lang));
    await page.goto('/pilotage?from=2026-02-01&to=2026-01-01&channel=fax');
    faults.push(await faultsOf(page, lang));

    expect(faults).toEqual([[], [], []]);
    await close(page);
  },
);

test('a manager chooses a service and a period, and takes the table along as a file', async () => {
  const page = await visitor(browser, town.url);
  await signIn(page, manager);
  await page.getByRole('link', { name: 'Pilotage' }).click();
  await page.locator('#service').selectOption('roads');
  await send(page);

  const row = page.getByRole('row', { name: /Signaler un problème/ });
  const cells = await row.getByRole('cell').allTextContents();
  expect(cells.map((cell) => cell.replaceAll(/\s/g, ' '))).toEqual([
    '3 En ligne (3)',
    '0',
    '3 Réparation impossible (3)',
    'trop peu',
    'trop peu',
    '100 %',
  ]);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: /CSV/ }).click(),
  ]);
  expect(await readFile(await download.path(), 'utf8')).toMatch(/;street-problem;[^\r]*;3;0;3;;;100;/);

  await fillIn(page, { to: '2020-01-01' });
  await send(page);
  expect(await errorSummary(page)).toEqual(['Choisissez une fin qui ne vient pas avant le début.']);
  expect(await page.locator('#service').inputValue()).toBe('roads');
  await close(page);
});
