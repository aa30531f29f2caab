/** A real Chromium for the tests that use the pages as people do. */
import sparticuz from '@sparticuz/chromium';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { cookies } from '../../api/public/cookies.ts';

/** The Chromium of an npm package, or the program that `CHROMIUM_PATH` names. No browser is a failure, never a skip. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH ?? (await sparticuz.executablePath());
  return chromium.launch({ executablePath, headless: true, args: [...steadyArgs(), ...quietArgs] });
}

// These are for a cloud function that shows one page and dies: in one process with the renderer, a closed page takes
// the browser with it, and without web security the pages' own rules would not be tried. A graphics processor played by
// the main one costs twice what drawing costs.
const notOurs =
  /^--(single-process|no-zygote|headless|disable-web-security|allow-running-insecure-content|use-gl|use-angle|in-process-gpu|ignore-gpu-blocklist|enable-unsafe-swiftshader)/;
const steadyArgs = () => sparticuz.args.filter((arg) => !notOurs.test(arg));

/** Nothing is asked of any other host, nor of a graphics processor. */
const quietArgs = [
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
];

/** Somebody at a browser of their own, with scripts off and in French unless told otherwise. */
export async function visitor(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ baseURL: url, javaScriptEnabled: false, locale: 'fr-FR', ...options });
  context.setDefaultTimeout(10_000);
  return context.newPage();
}

/** @throws where the site has kept a cookie in the browser that the page on personal data does not list */
export async function close(...pages: Page[]): Promise<void> {
  const kept = await Promise.all(pages.map((page) => page.context().cookies()));
  await Promise.all(pages.map((page) => page.context().close()));
  const faulty = kept.flat().filter(({ name, httpOnly, sameSite }) => {
    // The embedded identity provider is another site, which here has the same host.
    if (name.startsWith('_')) return false;
    return !Object.hasOwn(cookies, name.replace(/^__Host-/, '')) || !httpOnly || sameSite !== 'Lax';
  });
  if (faulty.length > 0) throw new Error(`cookies that are not listed, or not guarded: ${JSON.stringify(faulty)}`);
}

export const aBirthCertificate = {
  'fields.kind': 'full copy',
  'fields.person.givenName': 'Camille',
  'fields.person.familyName': 'Exemple',
  'fields.person.birthDate.day': '31',
  'fields.person.birthDate.month': '1',
  'fields.person.birthDate.year': '1990',
  'fields.parents': 'Dominique Exemple et Sacha Exemple',
  'citizen.givenName': 'Camille',
  'citizen.familyName': 'Exemple',
  'citizen.email': 'camille@citoyen.example',
} as const;

/** The smallest file that is a photo by its content. */
export const aPhoto = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');

/** Types each answer into the field of that name; a choice is ticked. */
export async function fillIn(page: Page, answers: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(answers)) {
    const field = page.locator(`[name="${name}"]`);
    if ((await field.first().getAttribute('type')) === 'radio')
      await page.locator(`[name="${name}"][value="${value}"]`).check();
    else await field.fill(value);
  }
}

export interface Filed {
  reference: string;
  trackingCode: string;
}

/** Files a birth certificate by its form and stays on the confirmation. */
export async function fileByForm(page: Page, changes: Readonly<Record<string, string>> = {}): Promise<Filed> {
  await fillForm(page, 'birth-certificate', { ...aBirthCertificate, ...changes });
  await send(page);
  return readConfirmation(page);
}

/** Begins a form, answers each page with what `answers` has for it, and stays where all is checked. */
export async function fillForm(page: Page, type: string, answers: Readonly<Record<string, string>>): Promise<void> {
  await begin(page, type);
  await fillPages(page, answers);
}

/** Answers each page of a form that was begun, up to the step `until`: as it stands, where all is checked. */
export async function fillPages(
  page: Page,
  answers: Readonly<Record<string, string>>,
  until = 'verifier',
): Promise<void> {
  for (let pages = 0; !page.url().endsWith(`/${until}`); pages += 1) {
    if (pages > 20 || (await page.locator('.govuk-error-summary').count())) throw new Error(`stuck at ${page.url()}`);
    await fillPage(page, answers);
    await goOn(page);
  }
}

/** Goes to the first question of a type; a draft that is there is given up. */
export async function begin(page: Page, type: string): Promise<void> {
  await page.goto(`/demarches/${type}`);
  await page.locator(`main form[action="/demarches/${type}"] button`).click();
}

/** Fills in those of the answers that the page asks for. */
export async function fillPage(page: Page, answers: Readonly<Record<string, string>>): Promise<void> {
  const names = await namesOn(page);
  await fillIn(page, Object.fromEntries(Object.entries(answers).filter(([name]) => names.includes(name))));
}

/** The names of the fields of the page's form, each once. */
export async function namesOn(page: Page): Promise<string[]> {
  const fields = await page.locator('main form [name]:not([type="hidden"]):not(button)').all();
  return [...new Set(await Promise.all(fields.map(async (field) => (await field.getAttribute('name'))!)))];
}

/** Presses « Continuer ». */
export const goOn = (page: Page) => page.locator('main button[value="next"]:visible').click();

export async function readConfirmation(page: Page): Promise<Filed> {
  const codes = page.locator('main .code');
  return { reference: (await codes.nth(0).textContent())!, trackingCode: (await codes.nth(1).textContent())! };
}

export async function signIn(page: Page, account: { email: string; password: string }): Promise<void> {
  await page.goto('/agent');
  await fillIn(page, { email: account.email, password: account.password });
  await send(page);
}

/** Sends the page's only form. */
export const send = (page: Page) => page.locator('main form button[type="submit"]').click();

/** What the error summary says, line by line. */
export async function errorSummary(page: Page): Promise<string[]> {
  await page.locator('.govuk-error-summary').waitFor();
  return page.locator('.govuk-error-summary a').allTextContents();
}

/** Reloads until the words are on the page, as somebody who waits does. */
export async function reloadUntil(page: Page, words: string | RegExp, withinMs = 15_000): Promise<void> {
  const giveUpAt = Date.now() + withinMs;
  while (!(await page.locator('main').getByText(words).count())) {
    if (Date.now() > giveUpAt) throw new Error(`"${words}" is not on ${page.url()} within ${withinMs} ms`);
    await page.waitForTimeout(50);
    await page.reload();
  }
}

export type { Browser, BrowserContext, BrowserContextOptions, Page };
