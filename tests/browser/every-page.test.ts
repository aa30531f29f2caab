/** Every page of the product in states that a live town seldom has: nothing there yet, and what people may type. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { examples } from '../../templates/examples.ts';
import { createPages } from '../../templates/pages.ts';
import { statesOf } from '../templates/states.ts';
import { openTown, type Town } from '../town.ts';
import { type Browser, close, openBrowser, visitor } from './browser.ts';
import { faultsOf } from './faults.ts';

const languages = ['fr', 'en'] as const;
/** Looked at in the other language: what is empty, or hard, is so in both. */
const elsewhere = { fr: ', hard texts', en: ', empty' };
let town: Town;
let browser: Browser;

beforeAll(async () => {
  [town, browser] = await Promise.all([openTown({ relay: false, worker: false }), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await town?.stop();
});

test.each(languages)(
  'every page in every state keeps the rules of WCAG 2.2 AA, and fits a telephone and a zoom of 200 %% (%s)',
  async (lang) => {
    const pages = createPages({ assetVersion: 'test' });
    const { layout } = examples(lang);
    const waiting = statesOf(lang).filter(({ name }) => !name.endsWith(elsewhere[lang]));
    const faults: Record<string, string[]> = {};
    // Two at a time, one for each core.
    const looks = [1, 2].map(async () => {
      const reader = await visitor(browser, town.url, { javaScriptEnabled: true, bypassCSP: true });
      await reader.goto('/aide');
      for (let state = waiting.shift(); state; state = waiting.shift()) {
        await reader.setContent(pages.render(state.page, layout, state.view as never));
        faults[state.name] = await faultsOf(reader, lang);
      }
      await close(reader);
    });
    await Promise.all(looks);

    expect(Object.entries(faults).filter(([, found]) => found.length > 0)).toEqual([]);
  },
  180_000,
);
