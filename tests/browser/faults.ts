import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from './browser.ts';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Rules of WCAG 2.2, levels A and AA, that a program can check. */
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const scan = `axe.run(document, ${JSON.stringify({ runOnly: rules, resultTypes: ['violations'] })})`;

/** What a page does against the rules, is written in the wrong language or does not fit where it is read. */
export async function faultsOf(page: Page, lang: string): Promise<string[]> {
  // A frame is scanned from the page that shows it, when it has the script too.
  await Promise.all(page.frames().map((frame) => frame.evaluate(axe)));
  const { violations } = await page.evaluate<AxeResults>(scan);
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  if ((await page.locator('html').getAttribute('lang')) !== lang) found.push('written in the wrong language');
  return [...found, ...(await misfitsOf(page))];
}

/** A telephone, and a screen of 1280 pixels zoomed to 200 %. */
const readings = [
  { name: 'on a telephone', width: 320 },
  { name: 'at 200 % zoom', width: 640 },
];

/** Where the page scrolls to the side, and the words that are torn apart (WCAG 1.4.4 and 1.4.10). */
async function misfitsOf(page: Page): Promise<string[]> {
  const found: string[] = [];
  const before = page.viewportSize()!;
  for (const { name, width } of readings) {
    await page.setViewportSize({ width, height: 640 });
    const seen = await page.evaluate<{ width: number; torn: string[] }>(
      `({ width: document.documentElement.scrollWidth, torn: ${tornWords} })`,
    );
    if (seen.width > width) found.push(`${seen.width} pixels wide ${name}`);
    if (seen.torn.length > 0) found.push(`torn words ${name}: ${seen.torn}`);
  }
  await page.setViewportSize(before);
  return found;
}

/** Words of a usual length that stand on two lines; the parts of an address or a code are none. */
const tornWords = `(() => {
  const torn = new Set();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (texts.nextNode()) {
    for (const { 0: word, index } of texts.currentNode.data.matchAll(/(?<![^\\s«(’])\\p{L}{2,14}(?![^\\s»),.:;!?’-])/gu)) {
      range.setStart(texts.currentNode, index);
      range.setEnd(texts.currentNode, index + word.length);
      if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) torn.add(word);
    }
  }
  return [...torn];
})()`;

export async function widthAt320(page: Page): Promise<number> {
  const before = page.viewportSize()!;
  await page.setViewportSize({ width: 320, height: 640 });
  const width = await page.evaluate<number>('document.documentElement.scrollWidth');
  await page.setViewportSize(before);
  return width;
}
