import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  addDuration,
  civilDate,
  type Duration,
  holidays,
  instantAt,
  isWorkingDay,
  parseDuration,
} from '../../workflows/kit/calendar.ts';

test('the eleven public holidays of 2026 are known, and the two more of Alsace-Moselle', () => {
  const common = [
    '2026-01-01',
    '2026-04-06',
    '2026-05-01',
    '2026-05-08',
    '2026-05-14',
    '2026-05-25',
    '2026-07-14',
    '2026-08-15',
    '2026-11-01',
    '2026-11-11',
    '2026-12-25',
  ];
  expect([...holidays(2026, 'metropole')].sort()).toEqual(common);
  expect([...holidays(2026, 'alsace-moselle')].sort()).toEqual([...common, '2026-04-03', '2026-12-26'].sort());
});

test('working days leave out weekends and holidays, and the day itself is not counted', () => {
  expect(addDuration('2026-11-23', '5 working days', 'metropole')).toBe('2026-11-30');
  expect(addDuration('2026-04-30', '1 working day', 'metropole')).toBe('2026-05-04');
  expect(addDuration('2026-12-24', '1 working day', 'metropole')).toBe('2026-12-28');
  expect(addDuration('2026-04-02', '1 working day', 'alsace-moselle')).toBe('2026-04-07');
});

test('days are civil days, through months, leap years and the change of clocks', () => {
  expect(addDuration('2028-02-28', '2 days', 'metropole')).toBe('2028-03-01');
  expect(addDuration('2026-10-20', '10 days', 'metropole')).toBe('2026-10-30');
});

test('the civil date is that of Paris, winter and summer', () => {
  expect(civilDate('2026-07-13T21:59:59Z')).toBe('2026-07-13');
  expect(civilDate('2026-07-13T22:00:00Z')).toBe('2026-07-14');
  expect(civilDate('2026-12-31T22:59:59Z')).toBe('2026-12-31');
  expect(civilDate('2026-12-31T23:00:00Z')).toBe('2027-01-01');
});

test('the end of a civil day and nine in the morning are the same wall-clock time on every day of the year', () => {
  const wall = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone: 'Europe/Paris' });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 15_000 }), (days) => {
      const date = addDays('2010-01-01', days);
      expect(wall.format(instantAt(date, 23, 59, 59))).toBe(`${date} 23:59:59`);
      expect(wall.format(instantAt(date, 9))).toBe(`${date} 09:00:00`);
    }),
  );
});

test('a later start never gives an earlier deadline, and a deadline in working days is a working day', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 15_000 }), fc.integer({ min: 1, max: 60 }), (days, count) => {
      const date = addDays('2010-01-01', days);
      const due = addDuration(date, `${count} working days`, 'metropole');
      expect(isWorkingDay(due, 'metropole')).toBe(true);
      expect(addDuration(addDays(date, 1), `${count} working days`, 'metropole') >= due).toBe(true);
    }),
  );
});

test('what is no duration is refused with how to write one', () => {
  for (const wrong of ['', '30', '1.5 days', '-1 days', '3 fortnights', 'days']) {
    expect(() => parseDuration(wrong as Duration)).toThrow(/write "30 days", "5 working days" or "2 months"/);
  }
});
