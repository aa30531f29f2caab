import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { addMonths, civilDate } from '../../workflows/kit/calendar.ts';
import { openTown, type Town } from '../town.ts';
import { fileIn } from './journey.ts';

let town: Town;

beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.stop());

test('a copy of one’s data is given without a document where nobody doubts who asks', async () => {
  const request = await fileIn(town, 'personal-data');
  expect((await request.waitsAt('checking the identity')).service).toBe('data-protection');
  await request.agent('checking the identity', 'identity certain');
  await request.agent('preparing the answer', 'granted', 'Votre copie vous attend au guichet.');

  expect(await request.outcome()).toBe('granted');
  expect(await request.emails(2)).toEqual(['acknowledgement', 'answer-sent']);
});

test('a complex request is extended once by two months with its reasons, and may be refused with others', async () => {
  const request = await fileIn(town, 'personal-data', { right: 'erasure' });
  await request.agent('checking the identity', 'identity in doubt', 'L’adresse n’est pas celle du dossier.');
  await request.waitsAt('waiting for proof of identity');
  await request.sends('identity-document');
  await request.agent('preparing the answer', 'needs more time', 'Huit services sont concernés.');
  const { answers, dueAt } = await request.waitsAt('preparing the answer, extended');
  expect(answers).toEqual(['granted', 'refused']);
  expect(civilDate(dueAt, 'metropole')).toBe(addMonths(civilDate(Date.now(), 'metropole'), 2));
  await request.agent('preparing the answer, extended', 'refused', 'La loi oblige à conserver ces registres.');

  expect(await request.outcome()).toBe('refused');
  const told = ['acknowledgement', 'answer-awaited', 'deadline-extended', 'request-refused'];
  expect(await request.emails(4)).toEqual(told);
  expect(town.mail.received().some(({ text }) => text.includes('Huit services sont concernés.'))).toBe(true);
});

test('without proof of identity the citizen is reminded, and the request is closed after a month', async () => {
  const request = await fileIn(town, 'personal-data', { right: 'objection' });
  await request.agent('checking the identity', 'identity in doubt', 'Merci de joindre une pièce d’identité.');
  expect(await request.letsPass('waiting for proof of identity')).toBe(
    addMonths(civilDate(Date.now(), 'metropole'), 1),
  );

  expect(await request.outcome()).toBe('abandoned');
  const told = ['acknowledgement', 'answer-awaited', 'documents-reminder', 'closed-without-documents'];
  expect(await request.emails(4)).toEqual(told);
});
