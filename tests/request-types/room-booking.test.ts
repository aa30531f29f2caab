import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { addDays, civilDate } from '../../workflows/kit/calendar.ts';
import { openTown, type Town } from '../town.ts';
import { fileIn } from './journey.ts';

let town: Town;

beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.stop());

const documents = ['deposit', 'insurance-certificate'] as const;

test('a room is held at once, paid for, used and given back, and stays booked in the town’s calendar', async () => {
  const request = await fileIn(town, 'room-booking');
  await request.waitsAt('waiting for documents');
  await request.sends(...documents);
  await request.waitsAt('checking the documents');
  expect(await request.bookings()).toEqual(['held']);
  await request.refuses('deposit', 'Le chèque n’est pas signé.');
  await request.agent('checking the documents', 'documents to send again');
  await request.waitsAt('waiting for documents');
  await request.sends('deposit');
  await request.agent('checking the documents', 'approved');
  await request.letsPass('until the day');
  await request.agent('inventory of fixtures', 'returned in order', 'Rien à signaler.');

  expect(await request.outcome()).toBe('returned in order');
  expect(await request.bookings()).toEqual(['kept']);
  const asked = ['documents-awaited', 'documents-refused', 'documents-awaited'];
  const told = ['acknowledgement', ...asked, 'appointment-booked', 'request-finished'];
  expect(await request.emails(6)).toEqual(told);
});

test('whoever asks for a room that is held is told so at once, and gets it when its day is free again', async () => {
  const day = addDays(civilDate(Date.now(), 'metropole'), 50);
  const first = await fileIn(town, 'room-booking', { day });
  await first.waitsAt('waiting for documents');
  const second = await fileIn(town, 'room-booking', { day, period: 'day' });
  expect(await second.outcome()).toBe('taken');
  expect(await second.emails(2)).toEqual(['acknowledgement', 'slot-taken']);

  expect(await first.letsPass('waiting for documents')).toBe(addDays(civilDate(Date.now(), 'metropole'), 15));
  expect(await first.outcome()).toBe('abandoned');
  const told = ['acknowledgement', 'documents-awaited', 'documents-reminder', 'closed-without-documents'];
  expect(await first.emails(4)).toEqual(told);
  expect(await first.bookings()).toEqual(['released']);

  const third = await fileIn(town, 'room-booking', { day });
  await third.waitsAt('waiting for documents');
  expect(await third.bookings()).toEqual(['held']);
});

test('whoever gives up a room that was approved frees it for others', async () => {
  const day = addDays(civilDate(Date.now(), 'metropole'), 55);
  const request = await fileIn(town, 'room-booking', { day });
  await request.waitsAt('waiting for documents');
  await request.sends(...documents);
  await request.agent('checking the documents', 'approved');
  await request.waitsAt('until the day');
  await request.owner('withdraw');

  expect(await request.outcome()).toBe('withdrawn');
  expect(await request.bookings()).toEqual(['released']);
  expect((await request.emails(4)).at(-1)).toBe('request-withdrawn');
});
