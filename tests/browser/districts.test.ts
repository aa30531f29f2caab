/** The town's districts on their pages, and in the forms that ask for them. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { availability } from '../../db/bookings.ts';
import { addDays, civilDate } from '../../workflows/kit/calendar.ts';
import { aStreetProblem, aTask } from '../api/people.ts';
import { until } from '../api-client.ts';
import { openTown, shared, type Town } from '../town.ts';
import { type Browser, close, errorSummary, openBrowser, type Page, signIn, visitor } from './browser.ts';

let town: Town;
let browser: Browser;
let page: Page;
const account = (email: string) => shared.accounts.find((one) => one.email === email)!;

beforeAll(async () => {
  [town, browser] = await Promise.all([openTown({ relay: false, worker: false }), openBrowser()]);
  page = await visitor(browser, town.url);
  await signIn(page, account('exploitant@ville.example'));
});
afterAll(async () => {
  await browser?.close();
  await town?.stop();
});

test('a district is added, renamed and closed on its page; forms follow, and what was filed before keeps its district', async () => {
  await page.goto('/administration/quartiers');
  await page.getByRole('link', { name: 'Ajouter un quartier' }).click();
  await fill({ nameFr: 'Nord', nameEn: 'Pond side' });
  await keep();
  expect(await errorSummary(page)).toEqual([expect.stringContaining('déjà dans la liste')]);
  await fill({ nameFr: 'Bords de l’Étang' });
  await keep();
  expect(await notice()).toContain('Quartier ajouté.');
  expect(await page.getByRole('row', { name: 'Bords de l’Étang' }).textContent()).toContain('"bords-de-l-etang"');
  await untilOffered(['bords-de-l-etang', 'centre', 'nord', 'sud']);
  const filed = await town.api.file(aStreetProblem({ district: 'bords-de-l-etang' }));
  expect(filed.status).toBe(201);

  await page.getByRole('link', { name: 'Bords de l’Étang' }).click();
  await remove();
  expect(await errorSummary(page)).toEqual([expect.stringContaining('Des demandes concernent ce quartier')]);
  await fill({ nameFr: 'Sud' });
  await keep();
  expect(await errorSummary(page)).toEqual([expect.stringContaining('Ce nom est déjà pris')]);
  await fill({ nameFr: 'Étang' });
  await page.getByLabel('Fermé').check();
  await keep();

  expect(await page.getByRole('row', { name: 'Étang' }).textContent()).toContain('Fermé');
  await untilOffered(['centre', 'nord', 'sud']);
  const late = await town.api.file(aStreetProblem({ district: 'bords-de-l-etang' }));
  expect([late.status, late.body.errors]).toMatchObject([422, [{ field: 'fields.district' }]]);
  const agent = await visitor(browser, town.url);
  await signIn(agent, account('agent-voirie@ville.example'));
  await aTask(town, filed.body.id, { ordinal: 1, service: 'roads' });
  await agent.goto(`/agent/demandes/${filed.body.reference}`);
  expect(await agent.locator('main').textContent()).toMatch(/Quartier\s*Étang/);
  await agent.goto('/agent?view=services&district=bords-de-l-etang');
  expect(await agent.locator('main').textContent()).toMatch(/Étang \(fermé\).*quartier Étang/s);
  await close(agent);
  await page.goto('/administration/journal');
  expect(await page.getByRole('row').nth(1).textContent()).toMatch(
    /Quartiers, Étang \(changé\).*Nom en français\s: Bords de l’Étang → Étang/s,
  );
});

test('a town keeps one district in its forms as long as it has any, and one of which nothing was asked can go', async () => {
  for (const id of ['nord', 'sud', 'centre']) {
    await page.goto(`/administration/quartiers/${id}`);
    await page.getByLabel('Fermé').check();
    await keep();
  }
  expect(await errorSummary(page)).toEqual([expect.stringContaining('C’est le seul quartier proposé')]);

  await page.goto('/administration/quartiers/nord');
  await remove();
  expect(await notice()).toContain('Quartier supprimé.');
  await untilOffered(['centre']);
  expect((await page.goto('/encombrants/sud'))!.status()).toBe(404);
});

test('a round is added by its name, and comes to the district that names it', async () => {
  await page.goto('/administration/salles/nouveau');
  await fill({ nameFr: 'Tournée des îles', nameEn: 'Round of the islands', capacity: '3' });
  await page.getByLabel('Salle', { exact: true }).check();
  await keep();
  expect((await errorSummary(page))[0]).toContain('Dans les formulaires');
  await page.getByLabel('Tournée', { exact: true }).check();
  await keep();
  await page.goto('/administration/quartiers/centre');
  await page.locator('#round').selectOption({ label: 'Tournée des îles' });
  await keep();

  expect(await page.getByRole('row', { name: /^Centre/ }).textContent()).toContain('Tournée des îles');
  const from = addDays(civilDate(Date.now(), 'metropole'), 7);
  const free = await availability(town.db, { resource: 'centre', from, days: 1, periods: ['morning'] });
  expect(free).toMatchObject([{ capacity: 3, left: 3 }]);
  await page.goto('/administration/salles/tournee-des-iles');
  await remove();
  expect(await errorSummary(page)).toEqual([expect.stringContaining('des quartiers y mènent')]);
});

/** What the API's schema of a report says that a new one may have. */
const untilOffered = (ids: string[]) =>
  until(
    async () => {
      const { body } = await town.api.call('GET', '/request-types/street-problem');
      return JSON.stringify(body.form.properties.district.enum) === JSON.stringify(ids) || undefined;
    },
    `the districts ${ids.join(', ')}`,
  );

const keep = () => page.locator('main form button:not(.govuk-button--warning)').click();
const notice = () => page.getByRole('status').first().textContent();

async function remove(): Promise<void> {
  await page.getByText('Supprimer', { exact: true }).click();
  await page.getByRole('button', { name: 'Supprimer définitivement' }).click();
}

async function fill(values: Record<string, string>): Promise<void> {
  for (const [id, value] of Object.entries(values)) await page.locator(`#${id}`).fill(value);
}
