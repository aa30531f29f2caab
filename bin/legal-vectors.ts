import { z } from 'zod';
import type { Zone } from '../workflows/contract.ts';
import { type CivilDate, civilDate, clocks, type Duration, offsetMs } from '../workflows/kit/calendar.ts';
import {
  appealDeadline,
  businessDaysAfter,
  calendarMonths,
  europeanPeriod,
  hoursAfter,
  notifiedOn,
  type SilenceDates,
  silence,
  silenceAccepts,
  silenceRejects,
  workingDaysAfter,
} from '../workflows/kit/legal-clocks.ts';

/** One question to a clock of `workflows/kit/legal-clocks.ts`. */
export type Vector = z.infer<typeof vector>;

/** @throws Error in one line, naming the first vector that is wrong and what is wrong with it */
export function parseVectors(json: unknown): Vector[] {
  const list = z.array(z.unknown()).safeParse(json);
  if (!list.success) throw new Error('The file is no list of vectors: give [{ "id": …, "kind": …, … }, …]');
  return list.data.map((given, at) => {
    const result = vector.safeParse(given);
    if (result.success) return result.data;
    const name = (given as { id?: unknown } | null)?.id ?? `number ${at + 1}`;
    const { path, message } = result.error.issues[0]!;
    throw new Error(`Vector ${String(name)}: ${[path.join('.'), message].filter(Boolean).join(' ')}`);
  });
}

/** Its id and its dates: civil dates, and for hours an instant on the clock of the start. */
export function datesOf(vector: Vector): Record<string, string | null> {
  return { id: vector.id, ...computed(vector) };
}

const day = z.iso.date({ error: 'is no date: give "2026-11-23"' });
const instant = z
  .string()
  .refine((text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$/.test(text) && Date.parse(text), {
    error: 'is no instant: give "2026-11-23T15:00+01:00"',
  });
const period = z
  .string()
  .regex(/^P\d{1,4}[DWMY]$/, { error: 'is no period: give "P2M", "P15D", "P3W" or "P1Y"' })
  .transform(durationOf);
const count = z.int({ error: 'is no whole number' }).min(1).max(1000);

/** By the name of its clock; Alsace-Moselle has that of Paris. */
const zonesByClock = Object.fromEntries(
  Object.entries(clocks).map(([zone, clock]) => [clock, clock === 'Europe/Paris' ? 'metropole' : zone]),
) as Readonly<Record<string, Zone>>;
const clock = z.enum(Object.keys(zonesByClock), {
  error: `is unknown: give one of ${Object.keys(zonesByClock).join(', ')}`,
});

const from = { id: z.string(), start: day };
const vector = z.discriminatedUnion(
  'kind',
  [
    z.object({ ...from, kind: z.literal('SILENCE'), period }),
    z.object({
      id: z.string(),
      kind: z.literal('SILENCE_REJECT'),
      receivedFirst: day,
      suspensions: z.array(z.object({ from: day, deadline: day, producedAt: day.nullish() })).default([]),
      period,
    }),
    z.object({
      id: z.string(),
      kind: z.literal('SILENCE_ACCEPT'),
      receivedCompetent: day,
      completeAt: day.nullish(),
      period,
    }),
    z.object({ ...from, kind: z.literal('RECOURS_FRANC'), period }),
    z.object({ ...from, kind: z.literal('JOURS_OUVRES'), n: count }),
    z.object({ ...from, kind: z.literal('JOURS_OUVRABLES'), n: count }),
    z.object({ ...from, kind: z.literal('EU_1182_71'), period }),
    z.object({ ...from, kind: z.literal('CALENDAR_MONTHS'), period }),
    z.object({ id: z.string(), kind: z.literal('HOURS'), start: instant, hours: count, tz: clock.optional() }),
    z.object({ id: z.string(), kind: z.literal('LEGAL_DATE'), instant, tz: clock }),
    z.object({ id: z.string(), kind: z.literal('NOTIFICATION'), availableAt: day, firstReadAt: day.nullish() }),
  ],
  { error: 'has a kind that is unknown, or is no vector' },
);

function computed(vector: Vector): Record<string, string | null> {
  switch (vector.kind) {
    case 'SILENCE':
      return silenceDates(silence(vector.start, vector.period, noClosures));
    case 'SILENCE_REJECT': {
      const suspensions = vector.suspensions.map((each) => ({ ...each, producedAt: each.producedAt ?? undefined }));
      return silenceDates(silenceRejects(vector.receivedFirst, vector.period, suspensions, noClosures));
    }
    case 'SILENCE_ACCEPT':
      return silenceDates(silenceAccepts(vector.receivedCompetent, vector.period, vector.completeAt, noClosures));
    case 'RECOURS_FRANC':
      return inBothZones((zone) => appealDeadline(vector.start, vector.period, zone));
    case 'JOURS_OUVRES':
      return inBothZones((zone) => workingDaysAfter(vector.start, vector.n, zone));
    case 'JOURS_OUVRABLES':
      return inBothZones((zone) => businessDaysAfter(vector.start, vector.n, zone));
    case 'EU_1182_71':
      return inBothZones((zone) => europeanPeriod(vector.start, vector.period, zone));
    case 'CALENDAR_MONTHS':
      return inBothZones((zone) => calendarMonths(vector.start, vector.period, zone));
    case 'HOURS':
      return { due: onTheClock(vector.start, hoursAfter(Date.parse(vector.start), vector.hours), vector.tz) };
    case 'LEGAL_DATE':
      return { due: civilDate(vector.instant, zonesByClock[vector.tz]!) };
    case 'NOTIFICATION':
      return { due: notifiedOn(vector.availableAt, vector.firstReadAt) };
  }
}

const noClosures = { zone: 'metropole', closures: [] } as const;
const silenceDates = (dates: SilenceDates | undefined) =>
  dates ? { ...dates } : { due: null, lastSafe: null, claimableFrom: null };
const inBothZones = (dueIn: (zone: Zone) => CivilDate) => ({
  due: dueIn('metropole'),
  dueAlsaceMoselle: dueIn('alsace-moselle'),
});

function durationOf(iso: string): Duration {
  const unit = { D: 'days', W: 'weeks', M: 'months', Y: 'years' } as const;
  return `${Number(iso.slice(1, -1))} ${unit[iso.at(-1) as keyof typeof unit]}`;
}

/** An instant written as its start was: on the clock named, that of Paris, or else at the start's own offset. */
function onTheClock(start: string, instant: number, tz?: string): string {
  const zone = zonesByClock[tz ?? 'Europe/Paris']!;
  const given = offsetIn(start);
  const isLocal = tz !== undefined || given === offsetMs(Date.parse(start), zone);
  const offset = isLocal ? offsetMs(instant, zone) : given;
  const wall = new Date(instant + offset).toISOString().slice(0, /T\d\d:\d\d:/.test(start) ? 19 : 16);
  return `${wall}${offset === 0 && start.endsWith('Z') ? 'Z' : offsetText(offset)}`;
}

function offsetIn(text: string): number {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(text) ?? [];
  return hours ? (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000 : 0;
}

function offsetText(offset: number): string {
  const minutes = Math.abs(offset) / 60_000;
  const two = (count: number) => String(count).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
