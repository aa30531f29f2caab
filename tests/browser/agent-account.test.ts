/** An agent's account as it is used, without scripts. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Secret, TOTP } from 'otpauth';
import { openPortal, type Portal } from '../identity.ts';
import { openTown, shared, type Town } from '../town.ts';
import { type Browser, close, errorSummary, fillIn, openBrowser, type Page, send, signIn, visitor } from './browser.ts';
import { faultsOf } from './faults.ts';

let town: Town;
let portal: Portal;
let browser: Browser;
const account = (role: string) => shared.accounts.find((one) => one.role === role)!;

beforeAll(async () => {
  [town, browser] = await Promise.all([openTown({ relay: false, worker: false }), openBrowser()]);
  portal = await openPortal(town);
});
afterAll(async () => {
  await browser?.close();
  await portal?.stop();
  await town?.stop();
});

test('an agent sets up a second factor by hand or by picture, and signs in with its code', async () => {
  const office = await visitor(browser, portal.url);
  const { email, password } = account('agent');
  await signIn(office, { email, password });
  await office.getByRole('link', { name: /Agent de démonstration/ }).click();
  await office.getByRole('link', { name: 'Mettre en place' }).click();
  await office.waitForLoadState('load');
  const width = await office.evaluate<number>(`document.querySelector('img.key-picture').naturalWidth`);
  expect(width).toBeGreaterThan(100);
  const key = (await office.locator('main .code').textContent())!.replaceAll(' ', '');
  const code = (halfMinutes: number) =>
    new TOTP({ secret: Secret.fromBase32(key) }).generate({ timestamp: Date.now() + halfMinutes * 30_000 });

  await fillIn(office, { code: '123 456' });
  await send(office);
  expect(await errorSummary(office)).toEqual([expect.stringContaining('Ce code ne convient pas')]);
  await fillIn(office, { code: code(0) });
  await send(office);
  expect(await office.locator('main .code').count()).toBe(8);
  await office.getByRole('button', { name: /Se déconnecter/ }).click();

  await signIn(office, { email, password });
  await fillIn(office, { code: code(1) });
  await send(office);
  expect(await office.locator('h1').textContent()).toBe('Liste de travail');
  await close(office);
});

test('an agent signs in by the identity provider, and a stranger is told what to do', async () => {
  const office = await visitor(browser, portal.url);
  await office.goto('/agent');
  await office.getByRole('link', { name: 'Se connecter avec Identité de démonstration' }).click();
  await office.getByRole('button', { name: /autre mairie/ }).click();
  expect(await errorSummary(office)).toEqual([expect.stringContaining('Aucun compte d’agent')]);
  await close(office);

  const other = await visitor(browser, portal.url);
  await other.goto('/agent');
  await other.getByRole('link', { name: 'Se connecter avec Identité de démonstration' }).click();
  await other.getByRole('button', { name: /Responsable de démonstration/ }).click();
  expect(await other.locator('h1').textContent()).toBe('Liste de travail');
  await close(other);
});

test.each(['fr-FR', 'en-GB'])(
  'every page of an agent’s account keeps the rules of WCAG 2.2 AA and fits a telephone (%s)',
  async (locale) => {
    const faults: Record<string, string[]> = {};
    const look = async (name: string, page: Page) => {
      faults[name] = await faultsOf(page, locale.slice(0, 2));
    };
    const office = await visitor(browser, portal.url, { locale, javaScriptEnabled: true, bypassCSP: true });
    await office.goto('/agent/connexion');
    await look('sign-in', office);
    await signIn(office, account('operator'));
    await office.goto('/agent/compte');
    await look('account', office);
    await office.locator('form[action="/agent/compte/jetons"] button').click();
    await errorSummary(office);
    await look('token refused', office);
    await fillIn(office, { name: 'Export' });
    await office.locator('#scope-1').check();
    await office.locator('form[action="/agent/compte/jetons"] button').click();
    await office.getByText('api_').waitFor();
    await look('token made', office);
    await office.goto('/agent/compte/second-facteur');
    await look('second factor', office);
    await office.goto('/exploitation/comptes');
    await look('accounts', office);
    await office.locator('form[action$="/lien"] button').first().click();
    const link = await office.locator('main .code').textContent();
    await look('link made', office);
    await office.goto(link!);
    await look('password to choose', office);

    expect(Object.keys(faults)).toHaveLength(8);
    expect(Object.entries(faults).filter(([, found]) => found.length > 0)).toEqual([]);
    await close(office);
  },
  120_000,
);
