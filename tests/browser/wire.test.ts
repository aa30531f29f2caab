import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openTown, shared, type Town } from '../town.ts';
import { type Browser, close, fileByForm, openBrowser, type Page, signIn, visitor } from './browser.ts';
import { untilKept } from './kept.ts';

let town: Town;
let browser: Browser;

beforeAll(async () => {
  [town, browser] = await Promise.all([openTown(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await town?.stop();
});

test('no page asks anything of another host, and none may run or style what is not a file of ours', async () => {
  const [citizen, agent] = [await visitor(browser, town.url), await visitor(browser, town.url)];
  const hosts = new Set<string>();
  const policies: string[] = [];
  const scripted = new Set<string>();
  for (const page of [citizen, agent]) {
    page.on('request', (request) => hosts.add(new URL(request.url()).origin));
    page.on('response', (response) => {
      if (/html/.test(response.headers()['content-type'] ?? '')) {
        const policy = response.headers()['content-security-policy']!;
        policies.push(policy);
        if (policy.includes('script-src')) scripted.add(new URL(response.url()).pathname);
      }
    });
  }
  const { reference } = await fileByForm(citizen);
  const paths = ['/', '/demarches', '/suivi', `/suivi/${reference}`, '/accessibilite', '/mentions-legales', '/none'];
  for (const path of paths) await citizen.goto(path);
  await signIn(agent, shared.accounts.find(({ role }) => role === 'agent')!);
  await agent.goto(`/agent/demandes/${reference}`);

  expect([...hosts]).toEqual([town.url]);
  expect(policies.length).toBeGreaterThan(paths.length);
  for (const policy of policies) {
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
  }
  const kept = ['/demarches/birth-certificate', '/', '/demarches'];
  expect([...scripted]).toEqual([...kept, `/suivi/${reference}`, '/agent', `/agent/demandes/${reference}`]);
  await close(citizen, agent);
});

test('the home page weighs at most 60 kB on the wire, fonts aside, and the next page only its own text', async () => {
  const citizen = await visitor(browser, town.url);
  const first = await bytesOf(citizen, '/');
  expect(first.fonts).toBeGreaterThan(0);
  expect(first.rest).toBeLessThanOrEqual(60_000);
  const next = await bytesOf(citizen, '/demarches');
  expect(next.fonts).toBe(0);
  expect(next.rest).toBeLessThanOrEqual(15_000);
  await close(citizen);
});

test('the follow-up page brings one script of at most 3 kB, uncompressed, and at most 15 kB in all on the wire', async () => {
  const citizen = await visitor(browser, town.url, { javaScriptEnabled: true });
  const { reference } = await fileByForm(citizen);
  const loaded: string[] = [];
  citizen.on('request', (request) => {
    if (request.resourceType() === 'script') loaded.push(new URL(request.url()).pathname);
  });

  const { rest } = await bytesOf(citizen, `/suivi/${reference}`, 'load');
  const script = await citizen.context().request.get('/assets/follow.js');

  expect(loaded).toEqual(['/assets/follow.js']);
  expect((await script.body()).length).toBeLessThanOrEqual(3_000);
  expect(rest).toBeLessThanOrEqual(15_000);
  await close(citizen);
});

test('a telephone may put the portal on its home screen, under the name and the colour of the town', async () => {
  const telephone = await visitor(browser, town.url, { javaScriptEnabled: true });
  await telephone.goto('/');
  await untilKept(telephone, '/hors-ligne');
  const manifest = await (await telephone.request.get('/manifest.webmanifest')).json();
  expect(manifest).toMatchObject({ short_name: 'Ville-Exemple', theme_color: '#12505b', start_url: '/', scope: '/' });
  for (const { src, sizes } of manifest.icons) {
    const icon = await (await telephone.request.get(src)).body();
    expect(`${icon.readUInt32BE(16)}x${icon.readUInt32BE(20)}`).toBe(sizes);
  }
  const session = await telephone.context().newCDPSession(telephone);
  const { errors } = await session.send('Page.getAppManifest');
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  expect(errors).toEqual([]);
  // A test's browser forgets all at its end, and such a one installs nothing.
  expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
  await close(telephone);
});

test('a form’s page is usable a second after it was asked for, with nothing in the cache, and nothing moves meanwhile', async () => {
  const citizen = await visitor(browser, town.url, { javaScriptEnabled: true });

  await citizen.goto('/demarches/birth-certificate');
  const start = await seenOn(citizen);
  await citizen.getByRole('button', { name: 'Commencer' }).click();
  await citizen.waitForURL(/\/kind$/);
  const question = await seenOn(citizen);

  for (const { usableMs, moved } of [start, question]) {
    expect(usableMs).toBeLessThanOrEqual(1_000);
    expect(moved).toBeLessThanOrEqual(0.1);
  }
  await close(citizen);
});

/** When the page was loaded and painted, and how far its parts have moved: no script of ours makes anybody wait. */
const seenOn = (page: Page) =>
  page.evaluate<{ usableMs: number; moved: number }>(`(async () => {
    let moved = 0;
    const add = (list) => list.getEntries().forEach(({ value }) => { moved += value; });
    new PerformanceObserver(add).observe({ type: 'layout-shift', buffered: true });
    await document.fonts.ready;
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50)));
    const [{ loadEventEnd }] = performance.getEntriesByType('navigation');
    const [{ startTime }] = performance.getEntriesByName('first-contentful-paint');
    return { usableMs: Math.max(loadEventEnd, startTime), moved };
  })()`);

/** Headers and bodies as received, compressed; what comes from the cache weighs nothing. A page that listens is never idle. */
async function bytesOf(
  page: Page,
  path: string,
  until: 'networkidle' | 'load' = 'networkidle',
): Promise<{ fonts: number; rest: number }> {
  const bytes = { fonts: 0, rest: 0 };
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const fonts = new Set<string>();
  session.on('Network.responseReceived', ({ requestId, type }) => type === 'Font' && fonts.add(requestId));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    bytes[fonts.has(requestId) ? 'fonts' : 'rest'] += encodedDataLength;
  });
  await page.goto(path, { waitUntil: until });
  await session.detach();
  return bytes;
}
