/** How often somebody may try to sign in or to guess a code, and that nobody is locked out by somebody else. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createApp } from '../../api/app.ts';
import { matchesCode } from '../../api/auth/tokens.ts';
import type { Context } from '../../api/context.ts';
import { openLimits } from '../../api/limits.ts';
import type { ProblemCode } from '../../api/problems.ts';
import { findRequest } from '../../db/requests.ts';
import { apiAt, aRequest } from '../api-client.ts';
import { openTown, shared, type Town } from '../town.ts';

let town: Town;
let caller: string;
let callers = 0;

beforeAll(async () => {
  // Behind a proxy, so that each test may call from addresses of its own.
  town = await openTown({ publicUrl: 'https://demarches.ville.example', worker: false, relay: false });
});
beforeEach(() => {
  caller = anAddress();
});
afterAll(() => town.stop());

test('who fails five times to sign in waits at this address, also with the right password; others go on', async () => {
  const { email, password } = shared.accounts.find(({ role }) => role === 'agent')!;
  for (let count = 0; count < 5; count++) expect((await signIn(email, 'wrong')).status).toBe(401);

  const locked = await signIn(` ${email.toUpperCase()}`.trim(), password);
  const page = await fetch(`${town.url}/agent/connexion`, {
    method: 'POST',
    headers: { 'x-forwarded-for': caller },
    body: new URLSearchParams({ email, password }),
    redirect: 'manual',
  });

  expect({ status: locked.status, code: locked.body.code }).toEqual({ status: 429, code: 'TOO_MANY_SIGN_INS' });
  expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(800);
  expect(page.status).toBe(429);
  expect(await page.text()).toContain(`value="${email}"`);
  expect((await signIn(email, password, anAddress())).status).toBe(201);
});

test('strangers at many places have few guesses between them, and the owner goes on at the usual one', async () => {
  const { email, password } = shared.accounts.find(({ role }) => role === 'technician')!;
  const usual = anAddress();
  expect((await signIn(email, password, usual)).status).toBe(201);
  for (let count = 0; count < 25; count++) expect((await signIn(email, 'wrong', anAddress())).status).toBe(401);

  const guessed = await signIn(email, password, anAddress());
  const owner = await signIn(email, password, usual);

  expect([guessed.status, owner.status]).toEqual([429, 201]);
});

test('a sign-in that succeeds forgets the failures before it', async () => {
  const { email, password } = shared.accounts.find(({ role }) => role === 'manager')!;
  for (let round = 0; round < 3; round++) {
    for (let count = 0; count < 4; count++) expect((await signIn(email, 'wrong')).status).toBe(401);
    expect((await signIn(email, password)).status).toBe(201);
  }
});

// Over HTTP a million would take an hour: each is compared as the route does, and one in five hundred goes through the limits
// that the town's API has, which the owner calls over HTTP meanwhile.
test('a million guesses at one request, from one address and from a hundred, open nothing and lock nobody out', async () => {
  const request = (await town.api.file(aRequest())).body;
  const row = (await findRequest(town.db, { id: request.id }))!;
  const addresses = Array.from({ length: 100 }, anAddress);
  let opened = 0;
  const codes: ProblemCode[] = [];
  for (let number = 0; number < 1_000_000; number += 1) {
    if (matchesCode(guessAt(request.trackingCode, number), row)) opened += 1;
    if (number % 500 > 0) continue;
    const from = number % 2_500 === 0 ? addresses[(number / 2_500) % 100]! : addresses[0]!;
    // Server and caller live here too: they must see that a connection has been idle for too long.
    await new Promise(setImmediate);
    codes.push((await town.services.limits.wrongCode(callFrom(from), request.reference)).code);
    if (number % 250_000 === 0) expect((await read(request, request.trackingCode, from)).status).toBe(200);
  }

  expect(opened).toBe(0);
  // Ten by the reference, and then all are refused, however near they were.
  expect(codes.slice(0, 10)).toEqual(Array(10).fill('NOT_FOUND'));
  expect(new Set(codes.slice(10))).toEqual(new Set(['TOO_MANY_GUESSES']));
  expect((await read(request, 'WRONG', anAddress())).status).toBe(429);
  expect((await read(request, request.trackingCode, addresses[0]!)).status).toBe(200);
});

test('several processes count together: who has failed at one waits at the other', async () => {
  const { email, password } = shared.accounts.find(({ role }) => role === 'designer')!;
  // Its own memory, and the same table.
  const limits = openLimits({ db: town.db, key: town.key, proxyHops: 1 });
  const other = createServer(createApp({ ...town.services, limits }).callback());
  other.listen(0, '127.0.0.1');
  await once(other, 'listening');
  const there = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
  const { reference, trackingCode } = (await town.api.file(aRequest())).body;
  const guess = (url: string, token = 'WRONG') =>
    fetch(`${url}/api/v1/requests/${reference}`, {
      headers: { authorization: `Bearer ${token}`, 'x-forwarded-for': anAddress() },
    });

  for (let count = 0; count < 5; count++) {
    expect((await signIn(email, 'wrong', caller, count % 2 ? there : town.url)).status).toBe(401);
    expect([(await guess(town.url)).status, (await guess(there)).status]).toEqual([404, 404]);
  }

  for (const url of [town.url, there]) {
    expect((await signIn(email, password, caller, url)).status).toBe(429);
    expect([(await guess(url)).status, (await guess(url, trackingCode)).status]).toEqual([429, 200]);
  }
  other.closeAllConnections();
  other.close();
});

function anAddress(): string {
  callers += 1;
  return `198.51.${100 + Math.floor(callers / 250)}.${callers % 250}`;
}

/** The first are one letter from the right code, the others any. */
function guessAt(right: string, number: number): string {
  const letters = right.replaceAll('-', '');
  const at = number % letters.length;
  if (number < 600) return letters.slice(0, at) + (letters[at] === 'A' ? 'B' : 'A') + letters.slice(at + 1);
  return randomBytes(13).toString('base64').replace(/\W/g, 'Z').slice(0, 20);
}

const callFrom = (address: string) =>
  ({ req: { headers: { 'x-forwarded-for': address }, socket: {} } }) as unknown as Context;

const read = ({ reference }: { reference: string }, code: string, from: string) =>
  town.api.call('GET', `/requests/${reference}`, { token: code, headers: { 'x-forwarded-for': from } });

const signIn = (email: string, password: string, from = caller, at = town.url) =>
  apiAt(at).call('POST', '/sessions', { json: { email, password }, headers: { 'x-forwarded-for': from } });
