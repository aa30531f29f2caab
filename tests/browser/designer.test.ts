import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { fileIn } from '../request-types/journey.ts';
import { openTown, shared, type Town } from '../town.ts';
import { type Browser, close, errorSummary, openBrowser, type Page, signIn, visitor } from './browser.ts';
import { faultsOf } from './faults.ts';

let town: Town;
let browser: Browser;
const designer = shared.accounts.find(({ role }) => role === 'designer')!;
const base = '/concepteur/birth-certificate';

/** Two certificates wait for documents, one is issued and one is not found. */
beforeAll(async () => {
  [town, browser] = await Promise.all([openTown(), openBrowser()]);
  for (const answer of ['issued', 'not found']) {
    const request = await fileIn(town, 'birth-certificate');
    await request.sends('family-record');
    await request.agent('preparing the certificate', answer);
    await request.outcome();
  }
  for (let waiting = 0; waiting < 2; waiting += 1) {
    await (await fileIn(town, 'birth-certificate')).waitsAt('waiting for documents');
  }
});
afterAll(async () => {
  await browser?.close();
  await town?.stop();
});

test('a designer sees where the requests of a type stand, and which ways they have gone', async () => {
  const page = await signedIn(designer);
  await page.goto('/concepteur');
  expect(await cellsOf(page, 'Copie ou extrait d’acte de naissance')).toEqual([
    'État civil',
    '5\u00a0jours ouvrés',
    '1',
    '29',
    '2',
    '2',
  ]);

  await page.getByRole('link', { name: 'Copie ou extrait d’acte de naissance' }).click();
  expect(await cellsOf(page, 'En attente de documents')).toEqual([
    'Demandeur',
    '30 jours',
    'rappel après 10 jours',
    '2',
    '0',
  ]);
  const ways = await page.getByRole('row').filter({ hasText: '50 %' }).allTextContents();
  expect(ways.map((way) => way.replace(/\s+/g, ' ').trim()).sort()).toEqual([
    expect.stringContaining('Préparation de l’acte → Acte introuvable Acte introuvable 1 50 %'),
    expect.stringContaining('Préparation de l’acte → Délivré Délivré 1 50 %'),
  ]);
  expect(await page.locator('details li').allTextContents()).toContain('Préparation de l’acte → Refusé');

  // The picture carries the same number.
  const picture = await page.goto(`${base}/diagramme.svg`);
  expect(await picture!.text()).toMatch(/<text class="counted"[^>]*>2<\/text>/);
  await close(page);
});

test('each email of a type is shown in both languages, and the form as its citizens see it, without a way to send it', async () => {
  const page = await signedIn(designer);
  await page.goto(base);
  await page.getByRole('link', { name: 'Rappel : documents attendus' }).click();
  const [french, english] = await Promise.all(
    ['Français', 'English'].map((name) =>
      page.frameLocator(`iframe[title$="(${name})"]`).locator('body').textContent(),
    ),
  );
  expect(french).toMatch(/Bonjour .*Livret de famille ou pièce d’identité/s);
  expect(english).toMatch(/Hello .*Family record book or identity document/s);

  await page.goto(`${base}/formulaire`);
  expect(await page.getByRole('group', { name: 'Document souhaité' }).count()).toBe(1);
  expect(await page.locator('.condition').first().textContent()).toBe(
    'Si «\u00a0Document souhaité\u00a0» est «\u00a0Copie intégrale\u00a0» ou «\u00a0Extrait avec filiation\u00a0»',
  );
  expect(await page.locator('main form button').count()).toBe(0);
  expect((await page.goto(`${base}/courriels/slot-taken`))!.status()).toBe(404);
  await close(page);
});

test('the designers’ pages are theirs alone', async () => {
  const page = await signedIn(shared.accounts.find(({ role }) => role === 'agent')!);
  for (const path of ['/concepteur', base, `${base}/courriels/acknowledgement`, `${base}/simulation`]) {
    expect((await page.goto(path))!.status()).toBe(403);
  }
  const nobody = await visitor(browser, town.url);
  await nobody.goto(base);
  expect(new URL(nobody.url()).pathname).toBe('/agent/connexion');
  await close(page, nobody);
});

test('a designer simulates one request on the real engine, and a crowd, and a wrong number is told', async () => {
  const page = await signedIn(designer);
  await page.goto(`${base}/simulation`);
  await page.getByLabel('En attente de documents').selectOption('no reply');
  await page.getByRole('button', { name: 'Simuler cette demande' }).click({ timeout: 60_000 });
  await page.getByText('Ce qui s’est passé').waitFor({ timeout: 60_000 });
  const told = await page.locator('.aside').textContent();
  expect(told).toMatch(/Classée sans suite.*30 jours.*Rappel : nous attendons votre réponse/s);

  await page.getByLabel('Demandes par jour').fill('50');
  await page.getByRole('button', { name: 'Simuler ces demandes' }).click({ timeout: 60_000 });
  await page.getByText('Charge des services').waitFor({ timeout: 60_000 });
  expect(
    await page
      .locator('.aside')
      .getByRole('row', { name: /État civil/ })
      .count(),
  ).toBe(1);

  await page.getByLabel('Demandes par jour').fill('beaucoup');
  await page.getByRole('button', { name: 'Simuler ces demandes' }).click({ timeout: 60_000 });
  expect((await errorSummary(page)).join()).toContain('per-day');
  await close(page);
}, 180_000);

test.each(['fr-FR', 'en-GB'])(
  'the designers’ pages keep the rules of WCAG 2.2 AA and fit a telephone (%s)',
  async (locale) => {
    // The scan itself is a script: it alone needs them, and leave to run.
    const page = await signedIn(designer, { locale, javaScriptEnabled: true, bypassCSP: true });
    const faults: Record<string, string[]> = {};
    for (const path of [
      '/concepteur',
      base,
      `${base}/courriels/acknowledgement`,
      `${base}/formulaire`,
      `${base}/simulation`,
    ]) {
      await page.goto(path);
      faults[path] = await faultsOf(page, locale.slice(0, 2));
    }
    expect(Object.entries(faults).filter(([, found]) => found.length > 0)).toEqual([]);
    await close(page);
  },
);

async function signedIn(account: { email: string; password: string }, options = {}): Promise<Page> {
  const page = await visitor(browser, town.url, options);
  await signIn(page, account);
  return page;
}

/** What stands beside a row's head. */
async function cellsOf(page: Page, head: string): Promise<string[]> {
  return page.getByRole('row', { name: head }).first().getByRole('cell').allTextContents();
}
