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
  type Page,
  readConfirmation,
  visitor,
} from './browser.ts';
import { faultsOf } from './faults.ts';

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

const aStreetProblem = {
  'fields.category': 'lighting',
  'fields.district': 'centre',
  'fields.place': 'Devant l’école, 3 rue de l’Exemple',
  'fields.description': 'Le lampadaire est éteint.',
  'citizen.givenName': 'Camille',
  'citizen.familyName': 'Exemple',
};
const aRoom = {
  'fields.room': 'salle-du-parc',
  'fields.day.day': '12',
  'fields.day.month': '6',
  'fields.day.year': nextYear,
  'fields.period': 'evening',
  'fields.purpose': 'Assemblée générale',
  'fields.attendance': '40',
  'citizen.givenName': 'Camille',
  'citizen.familyName': 'Exemple',
};

test.each<[type: string, answers: Record<string, string>]>([
  ['birth-certificate', { ...aBirthCertificate, 'fields.applicant': 'ascendant' }],
  ['street-problem', aStreetProblem],
  ['room-booking', aRoom],
])('%s is filled in and sent by the keyboard alone', async (type, answers) => {
  const citizen = await visitor(browser, town.url);
  await citizen.goto(`/demarches/${type}`);
  await citizen.keyboard.press('Tab');
  expect((await focused(citizen)).href).toBe('#main');
  await citizen.keyboard.press('Enter');
  await pressButton(citizen, /^Commencer$/);
  const reached = new Set<string>();
  while (!citizen.url().endsWith('/verifier')) {
    for (const name of await answerByKeyboard(citizen, answers)) reached.add(name);
  }
  await pressButton(citizen, /^Envoyer la demande$/);

  expect((await readConfirmation(citizen)).reference).toMatch(/^\d{4}-\d{6}$/);
  expect([...reached]).toEqual(expect.arrayContaining(Object.keys(answers)));
  await close(citizen);
});

test.each(['fr-FR', 'en-GB'])(
  'every page of a form, also with errors, keeps the rules of WCAG 2.2 AA and fits a telephone (%s)',
  async (locale) => {
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
  },
  120_000,
);

interface Focus {
  name: string;
  value: string;
  kind: string;
  href: string;
  text: string;
}

const focused = (page: Page) =>
  page.evaluate<Focus>(`{
    const at = document.activeElement;
    ({ name: at.getAttribute('name') ?? '', value: at.value ?? '', kind: at.type ?? at.localName,
       href: at.getAttribute('href') ?? '', text: at.textContent.trim() });
  }`);

/** Answers one page and goes on. @returns the fields that were reached */
async function answerByKeyboard(page: Page, answers: Readonly<Record<string, string>>): Promise<string[]> {
  const reached: string[] = [];
  for (let stops = 0; stops < 40; stops += 1) {
    await page.keyboard.press('Tab');
    const { name, kind, value } = await focused(page);
    if (kind === 'submit' && value === 'next') {
      await pressEnter(page);
      return reached;
    }
    reached.push(name);
    if (kind === 'radio' && answers[name] !== undefined) await chooseByKeyboard(page, answers[name]);
    else if (['text', 'textarea', 'email', 'tel'].includes(kind)) await page.keyboard.type(answers[name] ?? '');
  }
  throw new Error(`no way on from ${page.url()}`);
}

async function chooseByKeyboard(page: Page, wanted: string): Promise<void> {
  await page.keyboard.press('Space');
  for (let options = 0; (await focused(page)).value !== wanted; options += 1) {
    if (options > 10) throw new Error(`no option ${wanted}`);
    await page.keyboard.press('ArrowDown');
  }
}

async function pressButton(page: Page, name: RegExp): Promise<void> {
  for (let stops = 0; !name.test((await focused(page)).text); stops += 1) {
    if (stops > 40) throw new Error(`no button ${name} on ${page.url()}`);
    await page.keyboard.press('Tab');
  }
  await pressEnter(page);
}

async function pressEnter(page: Page): Promise<void> {
  const before = page.url();
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.href !== before);
}
