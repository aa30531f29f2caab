// What the site shows without a line: its public pages and how they look. Nothing about a person is kept, for each page was
// asked for without cookies. A technician's round is kept beside them until the end of the day or of the session: its pages
// are made to say nothing about citizens. It is served behind `release`, which names what there is, and behind kept-forms.js.
/* global release, sendKept */

const ours = 'guichet ';
const cacheName = ours + release.version;
const freshMs = 7 * 86_400_000;
const rounds = 'round ';
const roundFreshMs = 600_000;

addEventListener('install', (event) => event.waitUntil(install()));
addEventListener('activate', (event) => event.waitUntil(dropOldCaches()));
addEventListener('message', (event) => event.waitUntil(keepWanted(event.data)));
addEventListener('sync', (event) => event.waitUntil(sendInBackground()));
addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.mode === 'navigate') event.waitUntil(dropRounds(isSignOut(pathOf(request.url)) ? '' : roundName()));
  if (isPage(request)) event.respondWith(page(request));
  else if (isAsset(request)) event.respondWith(asset(request));
});

async function install() {
  const before = await Promise.all((await oldCaches()).map(async (name) => (await caches.open(name)).keys()));
  const pages = before.flat().map(({ url }) => pathOf(url));
  const cache = await caches.open(cacheName);
  await cache.addAll(release.assets);
  await keepPages([...release.pages, ...pages.filter(isPublic)]);
  // How they looked before goes with the old version.
  await keepRound(await roundPaths(), 0);
  await skipWaiting();
}

async function dropOldCaches() {
  await Promise.all((await oldCaches()).map((name) => caches.delete(name)));
  await clients.claim();
}

const oldCaches = async () => (await caches.keys()).filter((name) => name.startsWith(ours) && name !== cacheName);

async function keepWanted({ pages, isInstalled, lang }) {
  await keepRound(pages.filter(isRound), roundFreshMs);
  await keepPages([...release.pages, ...pages.filter(isPublic), ...(isInstalled ? release.forms : [])], lang);
}

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

const roundName = () => rounds + new Date().toDateString();
const isRound = (path) => `${path}/`.startsWith('/agent/interventions/');
const isSignOut = (path) => path === '/agent/deconnexion' || path === '/agent/connexion';

async function roundPaths() {
  if (!(await caches.has(roundName()))) return [];
  return (await (await caches.open(roundName())).keys()).map(({ url }) => pathOf(url));
}

/** As who is signed in sees them. */
async function keepRound(paths, youngMs) {
  if (paths.length === 0) return;
  const cache = await caches.open(roundName());
  for (const path of paths) {
    const kept = await cache.match(path);
    if (kept && Date.now() - Date.parse(kept.headers.get('date')) < youngMs) continue;
    const answer = await fetch(path).catch(() => undefined);
    if (answer?.ok && !answer.redirected) await cache.put(path, answer);
  }
}

async function dropRounds(except) {
  const names = (await caches.keys()).filter((name) => name.startsWith(rounds) && name !== except);
  await Promise.all(names.map((name) => caches.delete(name)));
}

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
    const answer = await fetch(request);
    // A word about what was just done is not for later.
    if (isRound(pathname) && answer.ok && !request.url.includes('?')) await keepCopy(pathname, answer.clone());
    return answer;
  } catch {
    const kept = isRound(pathname) && (await (await caches.open(roundName())).match(pathname));
    if (kept) return kept;
    const cache = await caches.open(cacheName);
    const form = formOf(pathname);
    if (request.method === 'GET' && (await cache.match(pathname))) return cache.match(pathname);
    if (form && (await cache.match(form))) return Response.redirect(form, 303);
    return cache.match('/hors-ligne');
  }
}

const keepCopy = async (pathname, answer) => (await caches.open(roundName())).put(pathname, answer);

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
