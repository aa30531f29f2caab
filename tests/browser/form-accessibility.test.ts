import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openTown, type Town } from '../town.ts';
import {
  aBirthCertificate,
  type Browser,
  begin,
  close,
  errorSummary,
  fillForm,
  fillIn,
  goOn,
  openBrowser,
  visitor,
} from './browser.ts';
import { faultsOf } from './faults.ts';

let town: Town;
let browser: Browser;

beforeAll(async () => {
  [town, browser] = await Promise.all([openTown(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await town?.stop();
});

/** In English; `every-page.test.ts` looks at every page in both languages. */
const locale = 'en-GB';

test('every page of a form, also with errors, keeps the rules of WCAG 2.2 AA and fits a telephone', async () => {
  const citizen = await visitor(browser, town.url, { locale, javaScriptEnabled: true, bypassCSP: true });
  const faults: Record<string, string[]> = {};
  const look = async (name: string) => {
    faults[name] = await faultsOf(citizen, locale.slice(0, 2));
  };
  for (const path of ['/demarches?q=acte', '/demarches?q=licorne', '/demarches?theme=papers', '/brouillon']) {
    await citizen.goto(path);
    await look(path);
  }
  await citizen.goto('/brouillon/ABCDE');
  await look('draft that is not there');
  await citizen.goto('/demarches/birth-certificate');
  await look('start');
  // The whole of it is kept, as it is without a line.
  const dead = '**/hors-ligne';
  await citizen
    .context()
    .route(dead, (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()));
  await citizen.goto('/demarches/birth-certificate/hors-ligne');
  await look('on one page');
  await citizen.locator('form[data-kept-offline] [type="submit"]').click();
  await citizen.locator('[data-kept-list] li').waitFor();
  await look('kept on the device');
  await citizen.goto('/hors-ligne');
  await citizen.locator('[data-kept-list] [data-discard]').click();
  await citizen.context().unroute(dead);
  await look('without a line');
  await begin(citizen, 'birth-certificate');
  for (const name of ['kind', 'applicant', 'person', 'parents', 'need', 'pieces-jointes', 'coordonnees']) {
    await citizen.goto(`/demarches/birth-certificate/${name}`);
    await look(name);
    if (name === 'need') await fillIn(citizen, { 'fields.need': 'a'.repeat(2001) });
    if (name === 'pieces-jointes') {
      const buffer = Buffer.from('a');
      await citizen.setInputFiles('#file-family-record', { name: 'a.txt', mimeType: 'text/plain', buffer });
    }
    await goOn(citizen);
    if (name !== 'applicant') {
      await errorSummary(citizen);
      await look(`${name}, wrong`);
    }
    if (name === 'kind') {
      await fillIn(citizen, { 'fields.kind': 'full copy' });
      await goOn(citizen);
    }
  }
  await fillForm(citizen, 'birth-certificate', aBirthCertificate);
  await look('check');
  await citizen.goto('/demarches/birth-certificate/brouillon');
  await look('draft');
  await citizen.goto('/demarches/birth-certificate');
  await look('start, with a draft');
  await citizen.goto('/demarches/birth-certificate/applicant');
  await fillIn(citizen, { 'fields.applicant': 'other' });
  await goOn(citizen);
  await look('stop');
  await begin(citizen, 'bulky-waste-pickup');
  await citizen.goto('/demarches/bulky-waste-pickup/items');
  await goOn(citizen);
  await errorSummary(citizen);
  await look('list, wrong');

  expect(Object.keys(faults).length).toBeGreaterThan(20);
  expect(Object.entries(faults).filter(([, found]) => found.length > 0)).toEqual([]);
  await close(citizen);
}, 120_000);
