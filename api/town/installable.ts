import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newRouter } from '../context.ts';
import { kept } from '../kept.ts';
import { offeredTypes } from '../public/request-types.ts';
import type { Services } from '../services.ts';

/** What a telephone needs to put the portal on its home screen, and to show it without a line. */
export function installableRoutes(services: Services) {
  const scripts = kept(() => readScripts(services.assets), 3_600_000);
  return newRouter()
    .get('/manifest.webmanifest', (ctx) => {
      ctx.type = 'application/manifest+json';
      ctx.set('Cache-Control', 'no-cache');
      ctx.body = manifest(services, ctx.state.lang);
    })
    .get('/service-worker.js', async (ctx) => {
      ctx.type = 'js';
      ctx.set('Cache-Control', 'no-cache');
      // A service worker is bound by the policy that came with it, not by that of the pages.
      ctx.set('Content-Security-Policy', "default-src 'none'; connect-src 'self'; frame-ancestors 'none'");
      ctx.body = `const release = ${JSON.stringify(release(services))};\n${await scripts()}`;
    });
}

function manifest({ town, pages }: Services, lang: 'fr' | 'en') {
  const icon = (file: string, size: number, purpose: 'any' | 'maskable') => ({
    src: `/assets/${file}.png?v=${pages.assetVersion}`,
    sizes: `${size}x${size}`,
    type: 'image/png',
    purpose,
  });
  return {
    id: '/',
    name: { fr: `${town.name} – démarches`, en: `${town.name} – services` }[lang],
    short_name: town.name,
    lang,
    start_url: '/',
    scope: '/',
    display: 'standalone',
    background_color: '#ffffff',
    theme_color: town.colours.brand,
    icons: [icon('icon-192', 192, 'any'), icon('icon-512', 512, 'any'), icon('icon-maskable-512', 512, 'maskable')],
  };
}

/** What the service worker keeps at once, what it may keep later, and a version that changes with their looks, and with what their forms ask. */
function release({ town, types, pages }: Services) {
  const fixed = (file: string) => `/assets/${file}?v=${pages.assetVersion}`;
  const logo = town.logo ? `/apparence/logo?v=${town.appearance}` : fixed('logo.svg');
  return {
    version: createHash('sha256')
      .update(`${pages.assetVersion} ${town.appearance} ${JSON.stringify(types.districts)}`)
      .digest('hex')
      .slice(0, 12),
    pages: ['/hors-ligne', '/', '/demarches'],
    forms: offeredTypes().map(({ id }) => `/demarches/${id}/hors-ligne`),
    assets: [
      ...['guichet.css', 'offline.js', 'kept-forms.js', 'favicon.svg'].map(fixed),
      ...['400', '700'].map((weight) => `/assets/atkinson-hyperlegible-${weight}.ttf`),
      `/apparence.css?v=${town.appearance}`,
      logo,
    ],
  };
}

/** One script, without the `export` of a module: not every browser takes a service worker that is one. */
async function readScripts(assets: string): Promise<string> {
  const [queue, worker] = await Promise.all(
    ['kept-forms.js', 'service-worker.js'].map((file) => readFile(join(assets, file), 'utf8')),
  );
  return `${queue!.replace(/^export /gm, '')}\n${worker}`;
}
