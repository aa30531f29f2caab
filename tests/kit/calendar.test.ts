import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Zone } from '../../workflows/contract.ts';
import {
  addDays,
  addDuration,
  addMonths,
  type Calendar,
  civilDate,
  clocks,
  type Duration,
  holidays,
  instantAt,
  isWorkingDay,
  parseDuration,
  subtractDuration,
} from '../../workflows/kit/calendar.ts';

const metropole: Calendar = { zone: 'metropole', closures: [] };
const alsace: Calendar = { zone: 'alsace-moselle', closures: [] };

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
  expect(addDuration('2026-11-23', '5 working days', metropole)).toBe('2026-11-30');
  expect(addDuration('2026-04-30', '1 working day', metropole)).toBe('2026-05-04');
  expect(addDuration('2026-12-24', '1 working day', metropole)).toBe('2026-12-28');
  expect(addDuration('2026-04-02', '1 working day', alsace)).toBe('2026-04-07');
});

test('days are civil days, through months, leap years and the change of clocks', () => {
  expect(addDuration('2028-02-28', '2 days', metropole)).toBe('2028-03-01');
  expect(addDuration('2026-10-20', '10 days', metropole)).toBe('2026-10-30');
});

test('the civil date is that of Paris, winter and summer', () => {
  expect(civilDate('2026-07-13T21:59:59Z', 'metropole')).toBe('2026-07-13');
  expect(civilDate('2026-07-13T22:00:00Z', 'metropole')).toBe('2026-07-14');
  expect(civilDate('2026-12-31T22:59:59Z', 'metropole')).toBe('2026-12-31');
  expect(civilDate('2026-12-31T23:00:00Z', 'metropole')).toBe('2027-01-01');
});

test('the end of a civil day and nine in the morning are the same wall-clock time on every day of the year, in each zone', () => {
  const walls = Object.entries(clocks).map(([zone, timeZone]) => {
    const wall = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone });
    return [zone as Zone, wall] as const;
  });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 15_000 }), fc.constantFrom(...walls), (days, [zone, wall]) => {
      const date = addDays('2010-01-01', days);
      expect(wall.format(instantAt(date, zone, 23, 59, 59))).toBe(`${date} 23:59:59`);
      expect(wall.format(instantAt(date, zone, 9))).toBe(`${date} 09:00:00`);
    }),
  );
});

test('a day on which the town hall is closed counts neither forwards nor backwards, and moves no month', () => {
  const bridged: Calendar = { zone: 'metropole', closures: ['2027-05-07'] };
  // Thursday 6 May 2027 is Ascension Day.
  expect(addDuration('2027-05-05', '1 working day', metropole)).toBe('2027-05-07');
  expect(addDuration('2027-05-05', '1 working day', bridged)).toBe('2027-05-10');
  expect(subtractDuration('2027-05-10', '1 working day', bridged)).toBe('2027-05-05');
  expect(addDuration('2027-04-07', '1 month', bridged)).toBe('2027-05-07');
  expect(isWorkingDay('2027-05-07', bridged)).toBe(false);
});

describe('whatever days the town hall is closed', () => {
  const day = fc.integer({ min: 0, max: 15_000 }).map((days) => addDays('2010-01-01', days));
  const count = fc.integer({ min: 1, max: 60 });
  /** A start, and closures in the half year around it. */
  const start = day.chain((date) =>
    fc.record({
      date: fc.constant(date),
      calendar: fc.record({
        zone: fc.constantFrom<Calendar['zone']>('metropole', 'alsace-moselle'),
        closures: fc.array(
          fc.integer({ min: -90, max: 90 }).map((days) => addDays(date, days)),
          { maxLength: 30 },
        ),
      }),
    }),
  );
  const check = (holds: (date: string, calendar: Calendar, count: number) => void) =>
    fc.assert(fc.property(start, count, ({ date, calendar }, days) => holds(date, calendar, days)));

  test('a later start never gives an earlier deadline, and a longer delay always a later one', () => {
    check((date, calendar, days) => {
      const due = addDuration(date, `${days} working days`, calendar);
      expect(addDuration(addDays(date, 1), `${days} working days`, calendar) >= due).toBe(true);
      expect(addDuration(date, `${days + 1} working days`, calendar) > due).toBe(true);
    });
  });

  test('a deadline in working days is a day on which somebody works, and so is a reminder before it', () => {
    check((date, calendar, days) => {
      const due = addDuration(date, `${days} working days`, calendar);
      expect(isWorkingDay(due, calendar)).toBe(true);
      expect(isWorkingDay(subtractDuration(date, `${days} working days`, calendar), calendar)).toBe(true);
    });
  });

  test('as many working days back as forth lead to the last working day that was not after the start', () => {
    check((date, calendar, days) => {
      const back = subtractDuration(
        addDuration(date, `${days} working days`, calendar),
        `${days} working days`,
        calendar,
      );
      const atWork = isWorkingDay(date, calendar) ? date : subtractDuration(date, '1 working day', calendar);
      expect(back).toBe(atWork);
    });
  });

  test('one more closure only ever pushes a deadline later, and only when it lies before it', () => {
    fc.assert(
      fc.property(start, count, fc.integer({ min: -90, max: 90 }), ({ date, calendar }, days, offset) => {
        const closed = addDays(date, offset);
        const without = addDuration(date, `${days} working days`, calendar);
        const more = { ...calendar, closures: [...calendar.closures, closed] };
        const due = addDuration(date, `${days} working days`, more);
        const counts = closed > date && closed <= without && isWorkingDay(closed, calendar);
        expect(due).toBe(counts ? addDuration(without, '1 working day', more) : without);
      }),
    );
  });

  test('days, weeks, months and years are those of every calendar', () => {
    check((date, calendar, amount) => {
      expect(addDuration(date, `${amount} days`, calendar)).toBe(addDays(date, amount));
      expect(addDuration(date, `${amount} weeks`, calendar)).toBe(addDays(date, 7 * amount));
      expect(addDuration(date, `${amount} months`, calendar)).toBe(addMonths(date, amount));
    });
  });
});

test('what is no duration is refused with how to write one', () => {
  for (const wrong of ['', '30', '1.5 days', '-1 days', '3 fortnights', 'days']) {
    expect(() => parseDuration(wrong as Duration)).toThrow(/write "30 days", "5 working days" or "2 months"/);
  }
});
