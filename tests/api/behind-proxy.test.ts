import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aBirthCertificate } from '../browser/browser.ts';
import { openTown, type Town } from '../town.ts';

const publicUrl = 'https://demarches.ville.example';
let town: Town;

beforeAll(async () => {
  town = await openTown({ publicUrl, worker: false, relay: false });
});
afterAll(() => town.stop());

test('behind a proxy that ends HTTPS a form is filed, and its cookie never travels in the clear', async () => {
  const response = await fetch(`${town.url}/demarches/birth-certificate`, {
    method: 'POST',
    headers: { origin: publicUrl },
    body: new URLSearchParams(aBirthCertificate),
    redirect: 'manual',
  });
  expect(response.status).toBe(303);
  expect(response.headers.getSetCookie()).toEqual([expect.stringMatching(/^guichet_suivi=.*; secure; httponly/i)]);
});
