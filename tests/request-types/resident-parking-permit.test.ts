import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { addDays, civilDate } from '../../workflows/kit/calendar.ts';
import { openTown, type Town } from '../town.ts';
import { fileIn } from './journey.ts';

let town: Town;

beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.stop());

test('a permit is issued once its documents stand, and a month before its end the citizen is reminded', async () => {
  const request = await fileIn(town, 'resident-parking-permit');
  await request.waitsAt('waiting for documents');
  await request.sends('registration-document', 'proof-of-address');
  await request.waitsAt('checking the documents');
  await request.refuses('proof-of-address', 'Il date de plus de trois mois.');
  await request.agent('checking the documents', 'documents to send again');
  await request.waitsAt('waiting for documents');
  await request.sends('proof-of-address');
  await request.agent('checking the documents', 'issued', 'Autorisation n° EX-0001, valable un an.');

  expect(await request.outcome()).toBe('issued');
  const told = ['acknowledgement', 'documents-awaited', 'documents-refused', 'documents-awaited', 'permit-issued'];
  expect(await request.emails(5)).toEqual(told);
  await request.letsPass('permit valid');
  expect((await request.emails(6)).at(-1)).toBe('renewal-reminder');
});

test('whoever drives an employer’s car proves the right to it too', async () => {
  const request = await fileIn(town, 'resident-parking-permit', { vehicle: 'employer' });
  await request.waitsAt('waiting for documents');
  await request.sends('registration-document', 'proof-of-address');
  const { kind } = await request.waitsAt('waiting for documents');
  expect(kind).toBe('citizen');
  await request.sends('right-of-use');
  await request.agent('checking the documents', 'refused', 'Le véhicule n’est pas stationné dans la commune.');

  expect(await request.outcome()).toBe('refused');
  expect(await request.emails(3)).toEqual(['acknowledgement', 'documents-awaited', 'request-refused']);
});

test('without documents the citizen is reminded on day 10, and the request is closed on day 30', async () => {
  const request = await fileIn(town, 'resident-parking-permit');
  expect(await request.letsPass('waiting for documents')).toBe(addDays(civilDate(Date.now(), 'metropole'), 30));
  expect(await request.outcome()).toBe('abandoned');
  const told = ['acknowledgement', 'documents-awaited', 'documents-reminder', 'closed-without-documents'];
  expect(await request.emails(4)).toEqual(told);
});
