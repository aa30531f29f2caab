import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openTown, shared, type Town } from '../town.ts';
import {
  type Browser,
  close,
  errorSummary,
  fileByForm,
  fillIn,
  openBrowser,
  type Page,
  reloadUntil,
  send,
  signIn,
  visitor,
} from './browser.ts';
import { faultsOf, widthAt320 } from './faults.ts';

let town: Town;
let browser: Browser;
const agent = shared.accounts.find(({ role }) => role === 'agent')!;

beforeAll(async () => {
  [town, browser] = await Promise.all([openTown(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await town?.stop();
});

/** In French; `every-page.test.ts` looks at every page in both languages. */
const locale = 'fr-FR';

test('every page keeps the rules of WCAG 2.2 AA and fits a telephone', async () => {
  const faults: Record<string, string[]> = {};
  const look = async (name: string, page: Page) => {
    faults[name] = await faultsOf(page, locale.slice(0, 2));
  };
  // The scan itself is a script: it alone needs them, and leave to run.
  const options = { locale, javaScriptEnabled: true, bypassCSP: true };
  const citizen = await visitor(browser, town.url, options);
  const office = await visitor(browser, town.url, options);

  for (const path of ['/', '/demarches', '/suivi', '/accessibilite', '/donnees-personnelles', '/mentions-legales']) {
    await citizen.goto(path);
    await look(path, citizen);
  }
  await citizen.goto('/no/such/page');
  await look('not found', citizen);
  await citizen.goto('/suivi');
  await fillIn(citizen, { reference: '2026-000000', code: 'AAAAA' });
  await send(citizen);
  await errorSummary(citizen);
  await look('follow-up search refused', citizen);

  const { reference } = await fileByForm(citizen, { 'citizen.email': 'camille.axe@citoyen.example' });
  await look('confirmation', citizen);
  const extract = await fileByForm(citizen, { 'fields.kind': 'extract' });

  await citizen.goto(`/suivi/${reference}`);
  await citizen.locator('#file').waitFor();
  await look('follow-up, open', citizen);
  await citizen.setInputFiles('#file', { name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('a') });
  await citizen.locator('form[enctype] button').click();
  await errorSummary(citizen);
  await look('follow-up with an error', citizen);

  await office.goto('/agent');
  await look('sign-in', office);
  await signIn(office, { ...agent, password: 'not the password' });
  await errorSummary(office);
  await look('sign-in refused', office);
  await fillIn(office, { password: agent.password });
  await send(office);
  await reloadUntil(office, new RegExp(extract.reference));
  await look('worklist', office);
  await office.goto('/agent?q=nobody');
  await look('worklist, empty', office);

  await office.goto(`/agent/demandes/${extract.reference}`);
  await look('request', office);
  await office.locator('form:has(#reply) .answers button').first().click();
  await errorSummary(office);
  await look('request with an error', office);
  await fillIn(office, { answer: 'issued', reply: 'Posté ce jour.', note: 'Deux pages.' });
  await office.locator('form:has(#reply) .answers button').first().click();
  await office.getByRole('status').first().waitFor();
  await citizen.goto(`/suivi/${extract.reference}`);
  await reloadUntil(citizen, 'Posté ce jour.');
  await look('follow-up, ended', citizen);
  await office.goto(`/agent/demandes/${extract.reference}`);
  await look('request, ended', office);

  expect(Object.keys(faults)).toHaveLength(19);
  expect(Object.entries(faults).filter(([, found]) => found.length > 0)).toEqual([]);
  await close(citizen, office);
}, 120_000);

test('two hundred letters without a space break no page', async () => {
  const [citizen, office] = [await visitor(browser, town.url), await visitor(browser, town.url)];
  const letters = (letter: string, count: number) => letter.repeat(count);
  const { reference } = await fileByForm(citizen, {
    'fields.kind': 'extract',
    'fields.need': letters('p', 200),
    'citizen.givenName': letters('g', 100),
    'citizen.familyName': letters('f', 100),
    'citizen.address': letters('a', 200),
    'citizen.email': `${letters('e', 60)}@${letters('d', 60)}.example`,
  });
  const widths = [await widthAt320(citizen)];
  await citizen.goto(`/suivi/${reference}`);
  await citizen.locator('#text').fill(letters('m', 200));
  await citizen.locator('form:has(#text) button').click();
  await citizen.getByText('Votre message a été envoyé au service.').waitFor();
  widths.push(await widthAt320(citizen));
  await signIn(office, agent);
  await reloadUntil(office, new RegExp(reference));
  widths.push(await widthAt320(office));
  await office.goto(`/agent/demandes/${reference}`);
  widths.push(await widthAt320(office));
  expect(Math.max(...widths)).toBeLessThanOrEqual(320);
  await close(citizen, office);
});
