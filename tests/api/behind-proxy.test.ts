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
  expect(begun.cookies).toEqual([expect.stringMatching(/^guichet_brouillon=.*; secure; httponly/i)]);
  expect(filed.cookies).toEqual([expect.stringMatching(/^guichet_suivi=.*; secure; httponly/i)]);
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
