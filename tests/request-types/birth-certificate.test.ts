import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { addDays, civilDate } from '../../workflows/kit/calendar.ts';
import { openTown, type Town } from '../town.ts';
import { fileIn } from './journey.ts';

let town: Town;

beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.stop());

test('a full copy is issued on paper, after a document that had to be sent again', async () => {
  const request = await fileIn(town, 'birth-certificate');
  await request.sends('family-record');
  await request.waitsAt('preparing the certificate');
  await request.refuses('family-record', 'La page des parents manque.');
  await request.agent('preparing the certificate', 'documents to send again');
  await request.waitsAt('waiting for documents');
  await request.sends('family-record');
  await request.agent('preparing the certificate', 'issued', 'Votre acte part par la poste.');

  expect(await request.outcome()).toBe('issued');
  expect(await request.emails(3)).toEqual(['acknowledgement', 'documents-refused', 'certificate-sent']);
});

test('documents that never become right close the request after three rounds', async () => {
  const request = await fileIn(town, 'birth-certificate', { kind: 'extract with parents', applicant: 'descendant' });
  for (let round = 0; round < 3; round += 1) {
    await request.waitsAt('waiting for documents');
    await request.sends('family-record');
    await request.waitsAt('preparing the certificate');
    await request.refuses('family-record', 'Illisible.');
    await request.agent('preparing the certificate', 'documents to send again');
  }

  expect(await request.outcome()).toBe('abandoned');
  const told = ['acknowledgement', 'documents-refused', 'documents-refused', 'closed-without-documents'];
  expect(await request.emails(4)).toEqual(told);
});

test('who asks for an extract without the parents’ names can not be asked for documents', async () => {
  const request = await fileIn(town, 'birth-certificate', {
    kind: 'extract',
    applicant: undefined,
    parents: undefined,
  });
  expect((await request.waitsAt('preparing the certificate')).answers).toEqual(['issued', 'not found', 'refused']);
  await request.agent('preparing the certificate', 'not found', 'Cette personne est née dans une autre commune.');

  expect(await request.outcome()).toBe('not found');
  expect(await request.emails(2)).toEqual(['acknowledgement', 'certificate-not-found']);
});

test('without documents the citizen is reminded, and the request is closed on day 30', async () => {
  const request = await fileIn(town, 'birth-certificate');
  expect(await request.letsPass('waiting for documents')).toBe(addDays(civilDate(Date.now(), 'metropole'), 30));
  expect(await request.outcome()).toBe('abandoned');
  expect(await request.emails(3)).toEqual(['acknowledgement', 'documents-reminder', 'closed-without-documents']);
});
