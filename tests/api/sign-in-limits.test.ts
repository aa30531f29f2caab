/** How often somebody may try to sign in, and that nobody is locked out by somebody else. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
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

function anAddress(): string {
  callers += 1;
  return `198.51.100.${callers}`;
}

const signIn = (email: string, password: string, from = caller) =>
  town.api.call('POST', '/sessions', { json: { email, password }, headers: { 'x-forwarded-for': from } });
