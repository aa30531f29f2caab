import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { addDays, civilDate } from '../../workflows/kit/calendar.ts';
import { openTown, type Town } from '../town.ts';
import { fileIn } from './journey.ts';

let town: Town;

beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.stop());

test('a spouse proves who they are, and the certificate is issued on paper', async () => {
  const request = await fileIn(town, 'marriage-certificate');
  await request.sends('identity-document');
  await request.agent('preparing the certificate', 'issued');

  expect(await request.outcome()).toBe('issued');
  expect(await request.emails(2)).toEqual(['acknowledgement', 'certificate-sent']);
});

test('a child of the couple proves the tie as well, and may be refused for want of it', async () => {
  const request = await fileIn(town, 'marriage-certificate', { applicant: 'descendant' });
  await request.sends('identity-document');
  expect((await request.waitsAt('waiting for documents')).kind).toBe('citizen');
  await request.sends('proof-of-right');
  await request.waitsAt('preparing the certificate');
  await request.refuses('proof-of-right', 'Le livret est celui d’un autre couple.');
  await request.agent('preparing the certificate', 'documents to send again');
  await request.waitsAt('waiting for documents');
  await request.sends('proof-of-right');
  await request.agent('preparing the certificate', 'refused', 'Le lien de parenté n’est pas établi.');

  expect(await request.outcome()).toBe('refused');
  expect(await request.emails(3)).toEqual(['acknowledgement', 'documents-refused', 'request-refused']);
});

test('anyone may have an extract without the parents’ names, and no proof is asked', async () => {
  const request = await fileIn(town, 'marriage-certificate', {
    kind: 'extract',
    applicant: undefined,
    parents: undefined,
  });
  await request.agent('preparing the certificate', 'not found', 'Le mariage n’a pas été célébré ici.');
  expect(await request.outcome()).toBe('not found');
  expect(await request.emails(2)).toEqual(['acknowledgement', 'certificate-not-found']);
});

test('without documents the citizen is reminded, and the request is closed on day 30', async () => {
  const request = await fileIn(town, 'marriage-certificate');
  expect(await request.letsPass('waiting for documents')).toBe(addDays(civilDate(Date.now(), 'metropole'), 30));
  expect(await request.outcome()).toBe('abandoned');
  expect(await request.emails(3)).toEqual(['acknowledgement', 'documents-reminder', 'closed-without-documents']);
});
