import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createMailer } from '../../activities/mailer.ts';
import { openDatabase } from '../../db/index.ts';
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

test.each(['/', '/agent', '/api/v1/request-types', '/nothing-there', '/healthz'])(
  'at %s browsers are told to come by HTTPS alone, for a year at least',
  async (path) => {
    const answer = await fetch(town.url + path, { redirect: 'manual' });

    const [, seconds] = /^max-age=(\d+)/.exec(answer.headers.get('strict-transport-security') ?? '') ?? [];
    expect(Number(seconds)).toBeGreaterThanOrEqual(31_536_000);
  },
);

test('where encryption is asked for, nothing is sent in the clear to a server that has none', async () => {
  const database = openDatabase(`${town.databaseUrl}?sslmode=verify-full`, { poolSize: 1 });
  const mail = createMailer(`${town.mail.url}?requireTLS=true`).verify();

  await expect(database).rejects.toThrow(/does not support SSL/);
  await expect(mail).rejects.toMatchObject({ code: 'ETLS' });
});
