/** Every route that changes something, called from another site; every route with an id, called with somebody else's. */
import { createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createApp } from '../../api/app.ts';
import { Problem, problemText } from '../../api/problems.ts';
import type { Services } from '../../api/services.ts';
import { newId } from '../../db/ids.ts';
import { uploadForm } from '../api-client.ts';
import { aBrowser, openPortal, type Portal } from '../identity.ts';
import { openTown, type Town } from '../town.ts';
import { signedIn } from './agents.ts';
import {
  aCitizen,
  addressOf,
  aStranger,
  aTarget,
  belongings,
  type Caller,
  everything,
  secret,
  sending,
  type Target,
} from './attackers.ts';
import { anAgent } from './people.ts';
import { headerFaults, servedBy } from './served-routes.ts';

let town: Town;
let portal: Portal;
let server: Server;
let url: string;
let services: Services;
/** Whose every right counts: an operator of all services, who has an account as a citizen too, at one browser. */
let everybody: ReturnType<typeof aBrowser>;
const here = { 'sec-fetch-site': 'same-origin' };

beforeAll(async () => {
  town = await openTown({ relay: false, worker: false });
  portal = await openPortal(town);
  // Wrong codes are not what is looked at here: after thirty of them all answers would be the same.
  const limits = {
    ...portal.services.limits,
    wrongCode: async () => new Problem('NOT_FOUND'),
    support: async () => {},
  };
  services = { ...portal.services, limits, mailbox: town.documents };
  server = createServer(createApp(services).callback());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  everybody = aBrowser(url);
  const account = aBrowser(portal.url);
  await account.signIn('exemple');
  const operator = await signedIn(town, 'operator');
  for (const browser of [account, operator.browser])
    for (const [name, value] of browser.cookies) everybody.cookies.set(name, value);
  await everybody.post('/demarches/birth-certificate', {});
});
afterAll(async () => {
  server?.closeAllConnections();
  server?.close();
  await portal?.stop();
  await town?.stop();
});

const changing = () => servedBy(services).filter((route) => !route.startsWith('GET'));

test('what another site made the browser send is refused at every route, token and all, and changes nothing', async () => {
  const target = await aTarget(town);
  const token = await everybody.csrf('/suivi');
  const before = await everything(town);
  const faults: string[] = [];
  const foreign: Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { referer: 'https://evil.example/page' },
    { referer: `https://evil.example/${url}` },
    { 'sec-fetch-site': 'cross-site', 'idempotency-key': randomUUID(), accept: 'application/json' },
  ];
  for (const route of changing()) {
    for (const headers of foreign) {
      const answer = await everybody.open(addressOf(route, target), sending(route, token, headers));
      const text = await answer.text();
      const told = text.includes(problemText('FORGED', 'fr')) || text.includes('FORGED');
      if (answer.status !== 403 || !told) faults.push(`${route} ${JSON.stringify(headers)}: ${answer.status}`);
      faults.push(...headerFaults(answer).map((fault) => `${route}: ${fault}`));
    }
  }
  expect(faults).toEqual([]);
  expect(await everything(town)).toEqual(before);
}, 120_000);

test('a form without the token of its own session is refused at every page, and changes nothing', async () => {
  const target = await aTarget(town);
  const others = createHmac('sha256', town.key).update('csrf agt_another ').digest('base64url');
  // The same for everybody, and known by a key of the device that sends it.
  const pages = changing().filter((route) => !route.includes('/api/') && !route.endsWith('/hors-ligne'));
  const before = await everything(town);
  const faults: string[] = [];
  for (const route of pages) {
    const tries = [
      sending(route, '', here),
      sending(route, others, here),
      { method: 'POST', headers: here, body: uploadForm({}) },
      { method: 'POST', headers: { ...here, 'content-type': 'text/plain' }, body: `_csrf=${others}` },
    ];
    for (const [index, one] of tries.entries()) {
      const { status } = await everybody.open(addressOf(route, target), one);
      // Whose request it is comes before the form with its file.
      const isFile = one.body instanceof FormData;
      if (status !== 403 && !(isFile && status === 404)) faults.push(`${route}, ${index}: ${status}`);
    }
  }
  expect(faults).toEqual([]);
  expect(await everything(town)).toEqual(before);
}, 120_000);

test('nobody is signed in, or shown a request, by a form of another site', async () => {
  const { email } = await signedIn(town, 'agent');
  const { reference, trackingCode } = await aTarget(town);
  const forms = {
    '/agent/connexion': { email, password: 'mot-de-passe-de-test' },
    '/suivi': { reference, code: trackingCode },
  };
  for (const [path, form] of Object.entries(forms)) {
    const body = new URLSearchParams(form);
    const send = (headers: Record<string, string>) =>
      fetch(url + path, { method: 'POST', headers, body, redirect: 'manual' });
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }]) {
      const answer = await send(headers);
      expect([path, answer.status, answer.headers.getSetCookie()]).toEqual([path, 403, []]);
    }
    expect((await send(here)).headers.getSetCookie()).not.toEqual([]);
  }
});

test('a form with a file brings its token too, or the file is dropped', async () => {
  const { reference } = await aTarget(town);
  const cookie = `guichet_agent=${await anAgent(town, 'manager', 'civil-status')}`;
  const send = (body: FormData) =>
    fetch(`${url}/agent/demandes/${reference}/documents`, {
      method: 'POST',
      headers: { cookie },
      body,
      redirect: 'manual',
    });
  const before = await everything(town);

  expect((await send(uploadForm({}))).status).toBe(403);

  // Who is told so reads the request's page again.
  expect({ ...(await everything(town)), journal: '' }).toEqual({ ...before, journal: '' });
  const page = await (await fetch(`${url}/agent`, { headers: { cookie } })).text();
  const form = uploadForm({});
  form.set('_csrf', /name="_csrf" value="([^"]+)"/.exec(page)![1]!);
  expect((await send(form)).status).toBe(303);
});

// Of a type, a page or a place, which everybody may name; or a secret itself, which guesses.test.ts guesses.
const open = /request-types\/|concepteur|demarches\/|saisie\/:type|:resource|:code|:token|:lien|:name/;

test('somebody else’s id gets at every route the answer of one that there is not, and nothing of theirs', async () => {
  const others = await aTarget(town);
  const theirs = await belongings(town);
  const callers = [await aCitizen(town), await anAccount(), await aStranger(town)];
  const routes = servedBy(services).filter((route) => route.includes(':') && !open.test(route));
  const before = await everything(town);
  const faults: string[] = [];
  for (const route of routes) {
    for (const caller of callers) {
      const fault = await faultOf(route, caller, others, theirs);
      if (fault) faults.push(`${route}, ${caller.name}: ${fault}`);
    }
  }
  expect(faults).toEqual([]);
  expect(routes.length).toBeGreaterThan(90);
  expect(await everything(town)).toEqual(before);
}, 180_000);

test('what one may see is shown: the walk above is not refused for another reason', async () => {
  const citizen = await aCitizen(town);
  for (const route of [
    'GET /suivi/:reference',
    'GET /api/v1/requests/:reference',
    'GET /suivi/:reference/documents/:id',
  ])
    expect([route, (await answerTo(route, citizen, addressOf(route, citizen.own))).status]).toEqual([route, 200]);
  const stranger = await aStranger(town);
  for (const route of ['GET /agent/demandes/:reference', 'GET /api/v1/requests/:reference/documents/:id'])
    expect([route, (await answerTo(route, stranger, addressOf(route, stranger.own))).status]).toEqual([route, 200]);
});

async function faultOf(route: string, caller: Caller, others: Target, theirs: Record<string, string>) {
  const foreign = await answerTo(route, caller, addressOf(route, others, theirs));
  const unknown = await answerTo(route, caller, addressOf(route, nowhere()));
  if (JSON.stringify(foreign) !== JSON.stringify(unknown)) return `${foreign.status}, and ${unknown.status} for none`;
  if (foreign.status < 300 || foreign.body.includes(secret)) return `${foreign.status} for another's`;
  if (!/:reference.*:id/.test(route)) return undefined;
  // Their own request, and in it a document or a comment of another's.
  const { documentId, commentId, taskId } = others;
  const mixed = await answerTo(route, caller, addressOf(route, { ...caller.own, documentId, commentId, taskId }));
  const none = await answerTo(route, caller, addressOf(route, { ...nowhere(), reference: caller.own.reference }));
  if (JSON.stringify(mixed) !== JSON.stringify(none))
    return `${mixed.status}, and ${none.status} for none of their own`;
  return mixed.status < 300 || mixed.body.includes(secret) ? `${mixed.status} under their own` : undefined;
}

/** Without what differs from call to call. */
async function answerTo(route: string, caller: Caller, address: string) {
  const answer = await fetch(url + address, {
    redirect: 'manual',
    ...sending(route, caller.csrf, caller.headers(route)),
  });
  const plain = (text: string) =>
    text.replace(
      /[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}|\d{4}-\d{6}|civil-status|salle-du-parc|bords-de-l-etang/g,
      '…',
    );
  const location = plain(answer.headers.get('location') ?? '');
  return { status: answer.status, location, body: plain(await answer.text()) };
}

const nowhere = (): Target => ({
  reference: '2026-999999',
  trackingCode: '',
  documentId: newId(),
  taskId: newId(),
  commentId: newId(),
});

/** A citizen with an account, whose own request is in it. */
async function anAccount(): Promise<Caller> {
  const browser = aBrowser(portal.url);
  await browser.signIn('essai');
  const own = await aTarget(town);
  await browser.post('/compte/demandes', { reference: own.reference, code: own.trackingCode });
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return { name: 'an account', own, headers: () => ({ cookie }), csrf: await browser.csrf('/suivi') };
}
