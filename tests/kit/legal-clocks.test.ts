import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { datesOf, parseVectors } from '../../bin/legal-vectors.ts';
import type { Zone } from '../../workflows/contract.ts';
import { addDays, addMonths, type Calendar, civilDate, clocks, isWorkingDay } from '../../workflows/kit/calendar.ts';
import {
  appealDeadline,
  businessDaysAfter,
  calendarMonths,
  europeanPeriod,
  hoursAfter,
  notifiedOn,
  type Suspension,
  silence,
  silenceAccepts,
  silenceRejects,
  workingDaysAfter,
} from '../../workflows/kit/legal-clocks.ts';

const vectors = JSON.parse(readFileSync(new URL('deadlines.json', import.meta.url), 'utf8')) as { id: string }[];

test.each(vectors.map((vector) => [vector.id, vector] as const))('%s has the dates of the list', (_id, vector) => {
  const dates = datesOf(parseVectors([vector])[0]!);

  const expected = Object.entries(vector).filter(([name]) => /^(due|lastSafe|claimableFrom)/.test(name));
  expect(expected.length).toBeGreaterThan(0);
  expect(dates).toMatchObject({ id: vector.id, ...Object.fromEntries(expected) });
});

test('a vector that is wrong is named, with what is wrong with it', () => {
  const wrong = { id: 'X', kind: 'SILENCE', start: '2026-02-30', period: 'P2M' };
  expect(() => parseVectors([wrong])).toThrow('Vector X: start is no date: give "2026-11-23"');
  expect(() => parseVectors([{ ...wrong, start: '2026-02-28', period: 'two months' }])).toThrow(/period is no period/);
  expect(() => parseVectors([{ id: 'Y', kind: 'EASTER' }])).toThrow(/Vector Y: kind has a kind that is unknown/);
  expect(() => parseVectors({})).toThrow(/no list/);
});

const zones: Zone[] = [
  'metropole',
  'alsace-moselle',
  'guadeloupe',
  'guyane',
  'martinique',
  'mayotte',
  'reunion',
  'saint-barthelemy',
  'saint-martin',
  'nouvelle-caledonie',
  'polynesie',
  'wallis-et-futuna',
];
const day = fc.integer({ min: 0, max: 18_000 }).map((days) => addDays('2010-01-01', days));
const months = fc.integer({ min: 1, max: 12 });
const zone = fc.constantFrom(...zones);
const calendar: Calendar = { zone: 'metropole', closures: [] };
const isOpen = (date: string, where: Zone) => isWorkingDay(date, { zone: where, closures: [] });

describe('whatever the day, the period and the zone', () => {
  test('a later start never gives an earlier date', () => {
    fc.assert(
      fc.property(day, months, zone, (date, count, where) => {
        const next = addDays(date, 1);
        for (const clock of [appealDeadline, europeanPeriod, calendarMonths])
          expect(clock(next, `${count} months`, where) >= clock(date, `${count} months`, where)).toBe(true);
        for (const clock of [workingDaysAfter, businessDaysAfter])
          expect(clock(next, count, where) >= clock(date, count, where)).toBe(true);
        expect(silence(next, `${count} months`, calendar).due >= silence(date, `${count} months`, calendar).due).toBe(
          true,
        );
      }),
    );
  });

  test('what the law moves ends on a day at work, at most five days later; silence is never moved', () => {
    fc.assert(
      fc.property(day, months, zone, (date, count, where) => {
        const reached = addMonths(date, count);
        for (const [due, unmoved] of [
          [appealDeadline(date, `${count} months`, where), addDays(reached, 1)],
          [europeanPeriod(date, `${count} months`, where), reached],
          [calendarMonths(date, `${count} months`, where), addDays(reached, -1)],
        ] as const) {
          expect(isOpen(due, where)).toBe(true);
          expect(due >= unmoved && due <= addDays(unmoved, 5)).toBe(true);
        }
        expect(silence(date, `${count} months`, calendar).due).toBe(reached);
      }),
    );
  });

  test('the last safe day is at work and before silence speaks, also where the town hall is closed the day before', () => {
    fc.assert(
      fc.property(day, months, (date, count) => {
        const { due } = silence(date, `${count} months`, calendar);
        const closed = { ...calendar, closures: [addDays(due, -1), addDays(due, -2)] };
        const { lastSafe, claimableFrom } = silence(date, `${count} months`, closed);
        expect(isWorkingDay(lastSafe, closed) && lastSafe < due).toBe(true);
        expect(claimableFrom).toBe(addDays(due, 1));
      }),
    );
  });

  test('a suspension adds exactly its days: to the deadline, or to the documents where they come before', () => {
    const suspended = fc.record({ begins: fc.integer({ min: 0, max: 58 }), lasts: fc.integer({ min: 0, max: 60 }) });
    const produced = fc.option(fc.integer({ min: 0, max: 90 }), { nil: undefined });
    fc.assert(
      fc.property(day, suspended, produced, (date, { begins, lasts }, after) => {
        const from = addDays(date, begins);
        const suspension: Suspension = {
          from,
          deadline: addDays(from, lasts),
          producedAt: after === undefined ? undefined : addDays(from, after),
        };
        const days = Math.min(lasts, after ?? lasts);
        const { due } = silence(date, '2 months', calendar);
        expect(silenceRejects(date, '2 months', [suspension], calendar).due).toBe(addDays(due, days));
      }),
    );
  });

  test('a day that several letters suspend is counted once, in whatever order they are given', () => {
    const letters = fc.array(
      fc.record({ begins: fc.integer({ min: 0, max: 50 }), lasts: fc.integer({ min: 1, max: 30 }) }),
      {
        minLength: 1,
        maxLength: 5,
      },
    );
    fc.assert(
      fc.property(day, letters, (date, given) => {
        const suspensions = given.map(({ begins, lasts }) => ({
          from: addDays(date, begins),
          deadline: addDays(date, begins + lasts),
        }));
        const days = new Set(
          given.flatMap(({ begins, lasts }) => Array.from({ length: lasts }, (_, at) => begins + at)),
        );
        const due = addDays(silence(date, '2 months', calendar).due, days.size);
        expect(silenceRejects(date, '2 months', suspensions, calendar).due).toBe(due);
        expect(silenceRejects(date, '2 months', suspensions.reverse(), calendar).due).toBe(due);
      }),
    );
  });

  test('a letter that leaves when silence has already spoken suspends nothing', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 60 }), (date, late) => {
        const { due } = silence(date, '2 months', calendar);
        const letter = { from: addDays(due, late), deadline: addDays(due, late + 15) };
        expect(silenceRejects(date, '2 months', [letter], calendar).due).toBe(due);
      }),
    );
  });

  test('acceptance runs from the last document, never before the competent administration has it, and not while one is missing', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -30, max: 90 }), (date, after) => {
        const completeAt = addDays(date, after);
        const start = after > 0 ? completeAt : date;
        expect(silenceAccepts(date, '2 months', completeAt, calendar)).toEqual(silence(start, '2 months', calendar));
        expect(silenceAccepts(date, '2 months', undefined, calendar)).toEqual(silence(date, '2 months', calendar));
        expect(silenceAccepts(date, '2 months', null, calendar)).toBeUndefined();
      }),
    );
  });

  test('the change of clocks moves no civil date, and hours go through it', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 86_399 }), (date, second) => {
        // Midnight in Paris is one or two hours before that of UTC: noon is on the same day, winter and summer.
        expect(civilDate(`${date}T12:00:00Z`, 'metropole')).toBe(date);
        const at = Date.parse(`${date}T00:00:00Z`) + second * 1000;
        expect(hoursAfter(at, 72) - at).toBe(72 * 3_600_000);
        const paris = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone: 'Europe/Paris' }).format(at);
        expect(civilDate(at, 'metropole')).toBe(paris);
      }),
    );
  });

  test('a notification is the first reading, and the fifteenth day at the latest', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 40 }), (date, after) => {
        expect(notifiedOn(date, addDays(date, after))).toBe(addDays(date, Math.min(after, 15)));
        expect(notifiedOn(date)).toBe(addDays(date, 15));
      }),
    );
  });
});

test('the clock is that of the zone, on every day of the year', () => {
  const formats = Object.entries(clocks).map(
    ([where, timeZone]) => [where as Zone, new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone })] as const,
  );
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 86_399 }), (date, second) => {
      const at = Date.parse(`${date}T00:00:00Z`) + second * 1000;
      for (const [where, format] of formats) expect(civilDate(at, where)).toBe(format.format(at));
    }),
  );
});
