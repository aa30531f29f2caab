/**
 * The pictures of the agents' guide. Each is what its test sees: it fails when the page has gone, or has other names
 * than the stored picture shows. `npm run guide:pictures` takes them anew.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openTown, type Town } from '../town.ts';
import { type Browser, openBrowser, type Page, signIn, visitor } from './browser.ts';
import { guidePictures, type Picture } from './guide-pictures.ts';
import { fillGuideTown, guideAccount, type Subjects } from './guide-town.ts';

const folder = path.resolve(import.meta.dirname, '../../docs/agent-guide/images');
const taking = process.env.GUIDE_PICTURES === 'take';
const screen = { width: 820, height: 480 };
const telephone = { width: 360, height: 640 };

let town: Town;
let browser: Browser;
let subjects: Subjects;
/** What each stored picture shows by name. */
let shown: Record<string, string[]>;
const names: Record<string, string[]> = {};
const pages = new Map<string, Page>();

beforeAll(async () => {
  [town, browser] = await Promise.all([openTown({ relay: false, worker: false }), openBrowser()]);
  subjects = await fillGuideTown(town);
  await mkdir(folder, { recursive: true });
  shown = taking ? {} : JSON.parse(await readFile(path.join(folder, 'names.json'), 'utf8'));
});
afterAll(async () => {
  if (taking) await writeFile(path.join(folder, 'names.json'), `${JSON.stringify(names, undefined, 2)}\n`);
  await browser?.close();
  await town?.stop();
});

test.each(guidePictures)('the picture « $name » shows the page as it is', async (picture) => {
  const page = await pageOf(picture);
  const top = await picture.open(page, subjects);
  names[picture.name] = await namesIn(page, top);
  expect(names[picture.name]!.length).toBeGreaterThan(0);
  if (taking) await take(page, picture.name, top);
  else expect(names[picture.name]).toEqual(shown[picture.name]);
});

/** One browser for each of those who look. */
async function pageOf({ who = '', telephone: onTelephone }: Picture): Promise<Page> {
  const known = pages.get(who);
  if (known) return known;
  const page = await visitor(browser, town.url, { viewport: onTelephone ? telephone : screen });
  if (who) await signIn(page, guideAccount(who));
  pages.set(who, page);
  return page;
}

/** What an agent looks for by its name: headings, fields, buttons. What the data says is left out. */
async function namesIn(page: Page, top: string): Promise<string[]> {
  const part = page.locator(top).first();
  const found = await part.locator('h1, h2, label, legend, button, summary, thead th').allInnerTexts();
  const own = found.map((text) => text.replace(/\s+/g, ' ').trim()).filter((text) => text !== '' && !/\d/.test(text));
  return [...new Set(own)];
}

async function take(page: Page, name: string, top: string): Promise<void> {
  const box = (await page.locator(top).first().boundingBox())!;
  const view = page.viewportSize()!;
  // What stands beside it is another picture's, and as much again to load.
  const width = Math.min(view.width, Math.ceil(box.x + box.width + 16));
  const above = top === 'main' ? 0 : 16;
  const y = box.y + (await page.evaluate<number>('scrollY')) - above;
  await page.screenshot({
    path: path.join(folder, `${name}.png`),
    fullPage: true,
    clip: { x: 0, y, width, height: view.height },
  });
}
