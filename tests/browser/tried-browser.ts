/** A browser in which every text that comes alive is told: what runs, what the policy stops, what is live in the page. */
import type { Browser, Page } from './browser.ts';

export interface TriedBrowser {
  /** What was found, with the page that it was found on. */
  faults: string[];
  looked(): number;
  /** Signs in, by a cookie. */
  as(cookie: string, value: string): Promise<void>;
  look(path: string): Promise<void>;
  /** Opens a request as its citizen does, and looks at it. */
  follow(reference: string, code: string): Promise<void>;
  /** An email, without any policy that would stop it. */
  show(html: string, name: string): Promise<void>;
}

export async function aTriedBrowser(browser: Browser, url: string): Promise<TriedBrowser> {
  const context = await browser.newContext({ baseURL: url, locale: 'fr-FR', serviceWorkers: 'block' });
  const page = await context.newPage();
  const faults: string[] = [];
  let looked = 0;
  let where = '';
  const told = (what: string) => void faults.push(`${where}: ${what}`);
  page.on('dialog', (dialog) => {
    told(`a dialog, ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !/^(about|data):/.test(request.url())) told(`asks ${request.url()}`);
  });
  await context.exposeFunction('stopped', told);
  await context.addInitScript(hooks);
  const scan = async (live: string) => {
    looked += 1;
    for (const found of await page.evaluate<string[]>(live)) told(found);
  };
  return {
    faults,
    looked: () => looked,
    as: (name, value) => context.addCookies([{ name, value, url }]).then(() => {}),
    async look(path) {
      where = path;
      await page.goto(path, { waitUntil: 'domcontentloaded' });
      await scan(liveIn('/assets/'));
    },
    async follow(reference, code) {
      where = reference;
      await context.request.post('/suivi', { form: { reference, code, _csrf: await tokenOf(page) } });
      await page.goto(`/suivi/${reference}`, { waitUntil: 'domcontentloaded' });
      await scan(liveIn('/assets/'));
    },
    async show(html, name) {
      where = name;
      await page.goto('about:blank');
      await page.setContent(html, { waitUntil: 'domcontentloaded' });
      await scan(liveIn('nothing'));
    },
  };
}

/** Of whoever is signed in there. */
const tokenOf = (page: Page) =>
  page.evaluate<string>(`document.querySelector('[name="_csrf"]')?.value ?? ''`).catch(() => '');

const hooks = `
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    stopped('the policy stops ' + violatedDirective + ' ' + blockedURI));
  for (const name of ['alert', 'confirm', 'prompt']) window[name] = (text) => stopped('runs ' + name + ' ' + text);`;

/** What a page of ours or an email never has; emails have styles of their own, and pages scripts from one folder. */
const liveIn = (scripts: string) => `[...document.querySelectorAll('*')].flatMap((element) => {
  const tag = element.localName;
  const scheme = /^\\s*(javascript|data|vbscript):/i;
  const own = tag === 'script' && element.src && new URL(element.src).pathname.startsWith(${JSON.stringify(scripts)});
  const strange = ['iframe', 'object', 'embed', 'base', 'video', 'math', 'noscript'].includes(tag);
  const refreshes = tag === 'meta' && /refresh/i.test(element.httpEquiv);
  const live = [...element.attributes].filter(({ name, value }) => /^on/i.test(name) || name === 'srcdoc'
    || (['href', 'src', 'action', 'formaction', 'xlink:href', 'data'].includes(name) && scheme.test(value)));
  return [
    ...((tag === 'script' && !own) || strange || refreshes ? ['an element ' + element.outerHTML.slice(0, 120)] : []),
    ...live.map(({ name, value }) => 'an attribute ' + name + '=' + value),
  ];
})`;
