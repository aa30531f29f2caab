import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from './browser.ts';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Rules of WCAG 2.2, levels A and AA, that a program can check. */
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const scan = `axe.run(document, ${JSON.stringify({ runOnly: rules, resultTypes: ['violations'] })})`;

/** What a page does against the rules, is written in the wrong language or does not fit a telephone. */
export async function faultsOf(page: Page, lang: string): Promise<string[]> {
  // A frame is scanned from the page that shows it, when it has the script too.
  await Promise.all(page.frames().map((frame) => frame.evaluate(axe)));
  const { violations } = await page.evaluate<AxeResults>(scan);
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  if ((await page.locator('html').getAttribute('lang')) !== lang) found.push('written in the wrong language');
  const width = await widthAt320(page);
  if (width > 320) found.push(`${width} pixels wide on a screen of 320`);
  return found;
}

export async function widthAt320(page: Page): Promise<number> {
  const before = page.viewportSize()!;
  await page.setViewportSize({ width: 320, height: 640 });
  const width = await page.evaluate<number>('document.documentElement.scrollWidth');
  await page.setViewportSize(before);
  return width;
}
