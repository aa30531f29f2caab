import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openTown, type Town } from '../town.ts';
import { fileIn } from './journey.ts';

let town: Town;

beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.stop());

test('a question goes to the service of its theme, which answers in its own words', async () => {
  const request = await fileIn(town, 'question');
  expect((await request.waitsAt('answering the question')).service).toBe('schools');
  await request.agent('answering the question', 'answered', 'La garderie ouvre à 7 h 30.');

  expect(await request.outcome()).toBe('answered');
  expect(await request.emails(2)).toEqual(['acknowledgement', 'answer-sent']);
  expect(town.mail.received().some(({ text }) => text.includes('La garderie ouvre à 7 h 30.'))).toBe(true);
});

test('whose question was not answered has it looked at again within the month', async () => {
  const request = await fileIn(town, 'question', { theme: 'other' });
  expect((await request.waitsAt('answering the question')).service).toBe('reception');
  await request.agent('answering the question', 'answered', 'Voyez le site de la commune.');
  expect(await request.outcome()).toBe('answered');
  await request.owner('reopen', { reason: 'Je ne l’y trouve pas.' });
  await request.agent('answering the question', 'answered', 'Le guichet est ouvert de 9 h à 17 h.');
  expect(await request.emails(4)).toEqual(['acknowledgement', 'answer-sent', 'request-reopened', 'answer-sent']);
});

test('a question that nobody answers is told to the managers a day before, and stays open when it is late', async () => {
  const request = await fileIn(town, 'question', { theme: 'waste' });
  await request.letsBeLate('answering the question');
  expect(new Set(await request.emails(1, 'manager'))).toEqual(new Set(['deadline-near']));
  await request.agent('answering the question', 'answered', 'La collecte a lieu le mardi.');
  expect(await request.outcome()).toBe('answered');
});
