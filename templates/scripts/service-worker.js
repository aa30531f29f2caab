// What the site shows without a line: its public pages and how they look. Nothing about a person is kept, for each page was
// asked for without cookies. It is served behind `release`, which names what there is, and behind kept-forms.js.
/* global release, sendKept */

const ours = 'guichet ';
const cacheName = ours + release.version;
const freshMs = 7 * 86_400_000;

addEventListener('install', (event) => event.waitUntil(install()));
addEventListener('activate', (event) => event.waitUntil(dropOldCaches()));
addEventListener('message', (event) => event.waitUntil(keepWanted(event.data)));
addEventListener('sync', (event) => event.waitUntil(sendInBackground()));
addEventListener('fetch', (event) => {
  const { request } = event;
  if (isPage(request)) event.respondWith(page(request));
  else if (isAsset(request)) event.respondWith(asset(request));
});

async function install() {
  const before = await Promise.all((await oldCaches()).map(async (name) => (await caches.open(name)).keys()));
  const pages = before.flat().map(({ url }) => pathOf(url));
  const cache = await caches.open(cacheName);
  await cache.addAll(release.assets);
  await keepPages([...release.pages, ...pages.filter(isPublic)]);
  await skipWaiting();
}

async function dropOldCaches() {
  await Promise.all((await oldCaches()).map((name) => caches.delete(name)));
  await clients.claim();
}

const oldCaches = async () => (await caches.keys()).filter((name) => name.startsWith(ours) && name !== cacheName);

const keepWanted = ({ pages, isInstalled, lang }) =>
  keepPages([...release.pages, ...pages.filter(isPublic), ...(isInstalled ? release.forms : [])], lang);

const isPublic = (path) =>
  release.pages.includes(path) || [path, `${path}/hors-ligne`].some((form) => release.forms.includes(form));

async function keepPages(paths, lang) {
  const cache = await caches.open(cacheName);
  const headers = lang ? { 'Accept-Language': lang } : {};
  for (const path of new Set(paths)) {
    if (isFresh(await cache.match(path), lang)) continue;
    const answer = await fetch(path, { credentials: 'omit', headers }).catch(() => undefined);
    if (answer?.ok && !answer.redirected) await cache.put(path, answer);
  }
}

const isFresh = (kept, lang) =>
  kept &&
  (!lang || kept.headers.get('content-language') === lang) &&
  Date.now() - Date.parse(kept.headers.get('date')) < freshMs;

/** A browser asks again later when not all was taken. */
async function sendInBackground() {
  if (!(await sendKept())) throw new Error('not taken yet');
}

const isPage = ({ mode, method, url }) =>
  mode === 'navigate' && (method === 'GET' || formOf(pathOf(url)) !== undefined);

const isAsset = ({ method, url }) =>
  method === 'GET' && url.startsWith(location.origin) && /^\/(assets|apparence)\b/.test(pathOf(url));

/** The newest there is; without a line what is kept of it, the form on one page for a page of that form, or a word. */
async function page(request) {
  const pathname = pathOf(request.url);
  try {
    return await fetch(request);
  } catch {
    const cache = await caches.open(cacheName);
    const form = formOf(pathname);
    if (request.method === 'GET' && (await cache.match(pathname))) return cache.match(pathname);
    if (form && (await cache.match(form))) return Response.redirect(form, 303);
    return cache.match('/hors-ligne');
  }
}

/** The form on one page of the same type, for the first page of a type and those of its form. */
const formOf = (pathname) => release.forms.find((form) => `${pathname}/`.startsWith(form.replace('hors-ligne', '')));

const pathOf = (url) => new URL(url).pathname;

/** What lies behind such an address never changes. */
async function asset(request) {
  const cache = await caches.open(cacheName);
  const kept = await cache.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.status === 200) await cache.put(request, answer.clone());
  return answer;
}
