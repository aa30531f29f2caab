import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
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
  expect(begun.cookies).toEqual([expect.stringMatching(/^__Host-guichet_brouillon=.*; path=\/; .*secure; httponly/i)]);
  expect(filed.cookies).toEqual([expect.stringMatching(/^__Host-guichet_suivi=.*; path=\/; .*secure; httponly/i)]);
});

test('no page, redirection or document takes an address from who calls', async () => {
  const told: string[] = [];
  for (const path of [
    '/',
    '/agent',
    '/suivi',
    '/demarches/question',
    '/api/v1/openapi.json',
    '/manifest.webmanifest',
  ]) {
    const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' };
    const [answer] = (await once(request(town.url + path, { headers }).end(), 'response')) as [IncomingMessage];
    const text = JSON.stringify(answer.headers) + (await answer.toArray()).join('');
    if (text.includes('evil.example')) told.push(path);
  }
  expect(told).toEqual([]);
});
