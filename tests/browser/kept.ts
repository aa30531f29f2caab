/** What a browser keeps for the time without a line: pages in its caches, forms that wait. */
import { until } from '../api-client.ts';
import type { Page } from './browser.ts';

export const untilKept = (page: Page, path: string) =>
  until(async () => {
    const look = `navigator.serviceWorker.controller && caches.match('${path}').then(Boolean)`;
    return (await page.evaluate<boolean>(look)) || undefined;
  }, `${path} kept`);

export const cacheNames = (page: Page) => page.evaluate<string[]>('caches.keys()');

/** What the browser still holds of each kept form; undefined for one that was sent. */
export const keptEntries = (page: Page) =>
  page.evaluate<unknown[]>(`new Promise((resolve, reject) => {
    const opening = indexedDB.open('kept-forms');
    opening.onerror = reject;
    opening.onsuccess = () => {
      const all = opening.result.transaction('kept-forms').objectStore('kept-forms').getAll();
      all.onsuccess = () => resolve(all.result.map(({ entries }) => entries?.length));
    };
  })`);

export const cached = (page: Page) =>
  page.evaluate<{ path: string; text: string }[]>(`(async () => {
    const found = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys())
        found.push({ path: new URL(request.url).pathname, text: await (await cache.match(request)).text() });
    }
    return found;
  })()`);
