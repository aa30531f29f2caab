/**
 * Civil dates, working days and legal zones. Pure arithmetic: `Intl` and time-zone tables change between versions of
 * Node, and a process that is replayed must find the same dates again.
 */
import type { Zone } from '../contract.ts';

/** A civil date, `2026-11-23`. */
export type CivilDate = string;
export type Duration = `${number} ${Unit | `${Unit}s`}`;
type Unit = 'day' | 'working day' | 'week' | 'month' | 'year';

/**
 * When a town works: neither on the public holidays of its zone nor while its town hall is closed. A closure is the
 * town's own decision and no public holiday: a period that the law counts is given a calendar without closures.
 */
export interface Calendar {
  zone: Zone;
  /** Bridge days and the like, in any order. */
  closures: readonly CivilDate[];
}

const dayMs = 86_400_000;

/** The civil date in a zone at an instant: a `Date`, milliseconds, or ISO 8601. */
export function civilDate(instant: Date | number | string, zone: Zone): CivilDate {
  const at = typeof instant === 'string' ? Date.parse(instant) : Number(instant);
  return isoDate(at + offsetMs(at, zone));
}

/** The instant, in milliseconds, at which a civil date in a zone has the wall-clock time `hour:minute:second`. */
export function instantAt(date: CivilDate, zone: Zone, hour: number, minute = 0, second = 0): number {
  const wall = utc(date) + ((hour * 60 + minute) * 60 + second) * 1000;
  // Summer time changes at night: the offset of the guess is the offset of the answer for every hour that we use.
  return wall - offsetMs(wall - 3_600_000, zone);
}

/** The date `duration` after `date`, which itself is not counted. Only working days look at the calendar. */
export function addDuration(date: CivilDate, duration: Duration, calendar: Calendar): CivilDate {
  const [count, unit] = parseDuration(duration);
  if (unit === 'day') return addDays(date, count);
  if (unit === 'week') return addDays(date, count * 7);
  if (unit === 'month') return addMonths(date, count);
  if (unit === 'year') return addMonths(date, count * 12);
  let reached = date;
  for (let left = count; left > 0; ) {
    reached = addDays(reached, 1);
    if (isWorkingDay(reached, calendar)) left -= 1;
  }
  return reached;
}

/** From day to day, and to the last day of a month that has no such day (Code de procédure civile, art. 641). */
export function addMonths(date: CivilDate, months: number): CivilDate {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const lastDay = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return isoDate(Date.UTC(year, month - 1 + months, Math.min(day, lastDay)));
}

/** The date `duration` before `date`, in the same units. */
export function subtractDuration(date: CivilDate, duration: Duration, calendar: Calendar): CivilDate {
  const [count, unit] = parseDuration(duration);
  if (unit === 'month' || unit === 'year') return addMonths(date, unit === 'month' ? -count : -count * 12);
  if (unit !== 'working day') return addDays(date, -count * (unit === 'week' ? 7 : 1));
  let reached = date;
  for (let left = count; left > 0; ) {
    reached = addDays(reached, -1);
    if (isWorkingDay(reached, calendar)) left -= 1;
  }
  return reached;
}

export function addDays(date: CivilDate, days: number): CivilDate {
  return isoDate(utc(date) + days * dayMs);
}

/** Monday to Friday, but for public holidays and closures. */
export function isWorkingDay(date: CivilDate, { zone, closures }: Calendar): boolean {
  const weekday = new Date(utc(date)).getUTCDay();
  if (weekday === 0 || weekday === 6 || closures.includes(date)) return false;
  return !holidays(Number(date.slice(0, 4)), zone).has(date);
}

/** Public holidays (Code du travail, art. L3133-1), and those of the zone alone. */
export function holidays(year: number, zone: Zone): ReadonlySet<CivilDate> {
  const easter = easterSunday(year);
  const { fixed = [], afterEaster = [] } = holidaysOf[zone] ?? {};
  return new Set([
    ...[...everywhere.fixed, ...fixed].map((monthDay) => `${year}-${monthDay}`),
    ...[...everywhere.afterEaster, ...afterEaster].map((days) => addDays(easter, days)),
  ]);
}

// Easter Monday, Ascension Day and Whit Monday are counted from Easter Sunday.
const everywhere = {
  fixed: ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'],
  afterEaster: [1, 39, 50],
};

/**
 * Good Friday and 26 December in Alsace-Moselle (Code du travail, art. L3134-13); the abolition of slavery overseas
 * (décret n° 83-1003); in the Pacific the territories' own. The last two were read in secondary sources only.
 */
const holidaysOf: Partial<Record<Zone, { fixed?: string[]; afterEaster?: number[] }>> = {
  'alsace-moselle': { fixed: ['12-26'], afterEaster: [-2] },
  guadeloupe: { fixed: ['05-27'] },
  guyane: { fixed: ['06-10'] },
  martinique: { fixed: ['05-22'] },
  mayotte: { fixed: ['04-27'] },
  reunion: { fixed: ['12-20'] },
  'saint-barthelemy': { fixed: ['10-09'] },
  'saint-martin': { fixed: ['05-28'] },
  'nouvelle-caledonie': { fixed: ['09-24'] },
  polynesie: { fixed: ['03-05', '11-20'], afterEaster: [-2] },
  'wallis-et-futuna': { fixed: ['04-28', '06-29', '07-29'] },
};

/** @throws Error on anything but a whole number of one of the units */
export function parseDuration(duration: Duration): [count: number, unit: Unit] {
  const match = /^(\d{1,4}) (working day|day|week|month|year)s?$/.exec(duration);
  if (!match) throw new Error(`"${duration}" is no duration: write "30 days", "5 working days" or "2 months"`);
  return [Number(match[1]), match[2] as Unit];
}

/** Gregorian Easter by the anonymous algorithm (Meeus, Astronomical Algorithms, chapter 8). */
function easterSunday(year: number): CivilDate {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
  return isoDate(Date.UTC(year, Math.floor(f / 31) - 1, (f % 31) + 1));
}

/** Milliseconds that the clocks of a zone are ahead of UTC at an instant. */
export function offsetMs(instant: number, zone: Zone): number {
  return (overseasHours[zone] ?? centralEuropeanHours(instant)) * 3_600_000;
}

/** A zone's clock by its name in the time-zone database, for what keeps such a database: PostgreSQL and the engine. */
export const clocks: Readonly<Record<Zone, string>> = {
  metropole: 'Europe/Paris',
  'alsace-moselle': 'Europe/Paris',
  guadeloupe: 'America/Guadeloupe',
  guyane: 'America/Cayenne',
  martinique: 'America/Martinique',
  mayotte: 'Indian/Mayotte',
  reunion: 'Indian/Reunion',
  'saint-barthelemy': 'America/St_Barthelemy',
  'saint-martin': 'America/Marigot',
  'nouvelle-caledonie': 'Pacific/Noumea',
  polynesie: 'Pacific/Tahiti',
  'wallis-et-futuna': 'Pacific/Wallis',
};

/** Overseas the clocks never change. */
const overseasHours: Partial<Record<Zone, number>> = {
  guadeloupe: -4,
  guyane: -3,
  martinique: -4,
  mayotte: 3,
  reunion: 4,
  'saint-barthelemy': -4,
  'saint-martin': -4,
  'nouvelle-caledonie': 11,
  polynesie: -10,
  'wallis-et-futuna': 12,
};

/** Summer time lasts from the last Sunday of March to that of October, at 01:00 UTC (directive 2000/84/EC). */
function centralEuropeanHours(instant: number): number {
  const year = new Date(instant).getUTCFullYear();
  return instant >= lastSunday(year, 2) && instant < lastSunday(year, 9) ? 2 : 1;
}

function lastSunday(year: number, month: number): number {
  const lastDay = Date.UTC(year, month + 1, 0);
  return lastDay - new Date(lastDay).getUTCDay() * dayMs + 3_600_000;
}

const utc = (date: CivilDate) => Date.parse(`${date}T00:00:00Z`);
const isoDate = (ms: number) => new Date(ms).toISOString().slice(0, 10);
