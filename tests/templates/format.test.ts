import { expect, test } from '@jest/globals';
import { dateAndTime, dayAndHours, longDate } from '../../templates/format.ts';

test('French writes the first of a month as it is said, and the other days as numbers', () => {
  expect(longDate('2026-12-01', 'fr')).toBe('mardi 1er décembre 2026');
  expect(longDate('2026-12-11', 'fr')).toBe('vendredi 11 décembre 2026');
  expect(longDate('2026-12-01', 'en')).toBe('Tuesday, 1 December 2026');
  expect(dateAndTime(new Date('2026-12-01T13:05:00Z'), 'fr', 'metropole')).toBe('1er décembre 2026 à 14:05');
  expect(dateAndTime(new Date('2026-12-21T13:05:00Z'), 'fr', 'metropole')).toBe('21 décembre 2026 à 14:05');
});

test('the hours of a booking are said as people say them, on the clocks of the town', () => {
  const [from, until] = [new Date('2026-12-12T07:00:00Z'), new Date('2026-12-12T12:30:00Z')];
  expect(dayAndHours(from, until, 'fr', 'metropole')).toBe(
    'le samedi 12 décembre 2026, de 8\u00a0h à 13\u00a0h\u00a030',
  );
  expect(dayAndHours(from, until, 'en', 'metropole')).toBe(
    'Saturday, 12 December 2026, from 8\u00a0am to 1:30\u00a0pm',
  );
  const [evening, midnight] = [new Date('2026-08-01T16:00:00Z'), new Date('2026-08-01T22:00:00Z')];
  expect(dayAndHours(evening, midnight, 'fr', 'metropole')).toBe('le samedi 1er août 2026, de 18\u00a0h à minuit');
});

test('the same instant is another day and hour overseas, and no clock changes there in summer', () => {
  const evening = new Date('2026-12-31T21:30:00Z');
  expect(dateAndTime(evening, 'fr', 'reunion')).toBe('1er janvier 2027 à 01:30');
  expect(dateAndTime(evening, 'fr', 'polynesie')).toBe('31 décembre 2026 à 11:30');
  expect(dateAndTime(new Date('2026-07-31T21:30:00Z'), 'fr', 'wallis-et-futuna')).toBe('1er août 2026 à 09:30');
});
