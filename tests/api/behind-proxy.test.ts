import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openTown, type Town } from '../town.ts';
import { birthCertificatePages, formClient } from './form-client.ts';

const publicUrl = 'https://demarches.ville.example';
let town: Town;

beforeAll(async () => {
  town = await openTown({ publicUrl, worker: false, relay: false });
});
afterAll(() => town.stop());

test('behind a proxy that ends HTTPS a form is filed, and its cookies never travel in the clear', async () => {
  const citizen = formClient(town.url, { origin: publicUrl });
  const begun = await citizen.begin('birth-certificate');
  await citizen.answer('birth-certificate', birthCertificatePages);
  const filed = await citizen.post('/demarches/birth-certificate/verifier');

  expect(filed.location).toMatch(/\/confirmation$/);
  expect(begun.cookies).toEqual([expect.stringMatching(/^guichet_brouillon=.*; secure; httponly/i)]);
  expect(filed.cookies).toEqual([expect.stringMatching(/^guichet_suivi=.*; secure; httponly/i)]);
});
