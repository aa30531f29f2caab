import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { addDays, civilDate } from '../../workflows/kit/calendar.ts';
import { openTown, type Town } from '../town.ts';
import { fileIn } from './journey.ts';

let town: Town;

beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.stop());

test('bulky waste is picked up on the day that was booked', async () => {
  const day = addDays(civilDate(Date.now(), 'metropole'), 12);
  const request = await fileIn(town, 'bulky-waste-pickup', { day });
  expect(await request.letsPass('until the day')).toBe(day);
  await request.agent('collecting', 'done');

  expect(await request.outcome()).toBe('collected');
  expect(await request.emails(3)).toEqual(['acknowledgement', 'appointment-booked', 'request-finished']);
  expect(await request.bookings()).toEqual(['kept']);
});

test('a crew that finds nothing says so, and the citizen is told why', async () => {
  const request = await fileIn(town, 'bulky-waste-pickup', { district: 'sud' });
  await request.letsPass('until the day');
  await request.agent('collecting', 'not possible', 'Rien n’était sorti devant la porte.');
  expect(await request.outcome()).toBe('not collected');
  expect((await request.emails(3)).at(-1)).toBe('request-finished');
});

test('the lorry takes twenty a round, and the twenty-first is asked to choose another day', async () => {
  const day = addDays(civilDate(Date.now(), 'metropole'), 20);
  const requests = await Promise.all(Array.from({ length: 21 }, () => fileIn(town, 'bulky-waste-pickup', { day })));
  const outcomes = await Promise.all(
    requests.map((request) => Promise.race([request.outcome(), request.waitsAt('until the day').then(() => 'booked')])),
  );
  expect(outcomes.filter((outcome) => outcome === 'booked')).toHaveLength(20);
  expect(outcomes.filter((outcome) => outcome === 'taken')).toHaveLength(1);
  const late = requests[outcomes.indexOf('taken')]!;
  expect(await late.emails(2)).toEqual(['acknowledgement', 'slot-taken']);
});
