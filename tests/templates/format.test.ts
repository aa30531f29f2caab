import { expect, test } from '@jest/globals';
import { dateAndTime, longDate } from '../../templates/format.ts';

test('French writes the first of a month as it is said, and the other days as numbers', () => {
  expect(longDate('2026-12-01', 'fr')).toBe('mardi 1er décembre 2026');
  expect(longDate('2026-12-11', 'fr')).toBe('vendredi 11 décembre 2026');
  expect(longDate('2026-12-01', 'en')).toBe('Tuesday, 1 December 2026');
  expect(dateAndTime(new Date('2026-12-01T13:05:00Z'), 'fr')).toBe('1er décembre 2026 à 14:05');
  expect(dateAndTime(new Date('2026-12-21T13:05:00Z'), 'fr')).toBe('21 décembre 2026 à 14:05');
});
