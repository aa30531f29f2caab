import type { Zone } from '../workflows/contract.ts';
import { civilDate, offsetMs } from '../workflows/kit/calendar.ts';
import type { Language } from './views.ts';

const locales = { fr: 'fr-FR', en: 'en-GB' } as const;

/** « mardi 24 novembre 2026 ». @param date a civil date, `2026-11-24` */
export function longDate(date: string, lang: Language): string {
  const words = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
  return firstOfMonth(dates(lang, words).format(new Date(`${date}T00:00:00Z`)), lang);
}

/** « 24 novembre 2026 à 14:05 », on the town's clock. */
export function dateAndTime(instant: Date, lang: Language, zone: Zone): string {
  const words = { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' } as const;
  return firstOfMonth(dates(lang, words).format(wallClock(instant, zone)), lang);
}

/** What the clocks of the zone show, as if it were UTC: by the table that the days and the timers are computed with. */
const wallClock = (instant: Date, zone: Zone) => new Date(instant.getTime() + offsetMs(instant.getTime(), zone));

/** French writes the first as « 1er » and leaves the other days as numbers, which `Intl` does not know. */
const firstOfMonth = (date: string, lang: Language) =>
  lang === 'fr' ? date.replace(/(^| )1 (?=\p{L}{3})/u, '$11er ') : date;

/** « entre le 3 et le 9 décembre », « le 3 décembre »; the year is said where it is another than `today`'s. Civil dates. */
export function dayRange(from: string, to: string, today: string, lang: Language): string {
  const end = shortDay(to, today, lang);
  if (from === to) return lang === 'fr' ? `le ${end}` : `on ${end}`;
  const sameMonth = from.slice(0, 7) === to.slice(0, 7);
  const start = sameMonth
    ? dayOfMonth(from, lang)
    : shortDay(from, to.slice(0, 4) === from.slice(0, 4) ? from : today, lang);
  return lang === 'fr' ? `entre le ${start} et le ${end}` : `between ${start} and ${end}`;
}

/** « 3 décembre », « 3 janvier 2027 ». */
function shortDay(date: string, today: string, lang: Language): string {
  const year = date.slice(0, 4) === today.slice(0, 4) ? {} : ({ year: 'numeric' } as const);
  const words = { day: 'numeric', month: 'long', ...year, timeZone: 'UTC' } as const;
  return firstOfMonth(dates(lang, words).format(new Date(`${date}T00:00:00Z`)), lang);
}

function dayOfMonth(date: string, lang: Language): string {
  const day = Number(date.slice(8));
  return lang === 'fr' && day === 1 ? '1er' : String(day);
}

/** « le samedi 12 décembre 2026, de 8 h à 13 h ». @param until on the same day, or the midnight that ends it */
export function dayAndHours(from: Date, until: Date, lang: Language, zone: Zone): string {
  const [date, start, end] = [longDate(civilDate(from, zone), lang), clock(from, lang, zone), clock(until, lang, zone)];
  return lang === 'fr' ? `le ${date}, de ${start} à ${end}` : `${date}, from ${start} to ${end}`;
}

/** « 8 h », « 18 h 30 », « minuit »; the space may not end a line. */
function clock(instant: Date, lang: Language, zone: Zone): string {
  return hourWords(timeOfDay(instant, zone), lang);
}

/** « 08:30 ». */
export const timeOfDay = (instant: Date, zone: Zone) => wallClock(instant, zone).toISOString().slice(11, 16);

/** The same of a time on the clock, `08:30`. */
export function hourWords(time: string, lang: Language): string {
  const [hour, minute] = time.split(':') as [string, string];
  if (hour === '00' && minute === '00') return lang === 'fr' ? 'minuit' : 'midnight';
  if (lang === 'fr') return `${Number(hour)}\u00a0h${minute === '00' ? '' : `\u00a0${minute}`}`;
  if (hour === '12' && minute === '00') return 'noon';
  const half = Number(hour) < 12 ? 'am' : 'pm';
  return `${Number(hour) % 12 || 12}${minute === '00' ? '' : `:${minute}`}\u00a0${half}`;
}

/** « 24/11/2026 ». @param date a civil date */
export function shortDate(date: string, lang: Language): string {
  return dates(lang, { timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
}

/** « dans 3 jours », « hier ». @param days from today, negative when past */
export function relativeDays(days: number, lang: Language): string {
  return new Intl.RelativeTimeFormat(locales[lang], { numeric: 'auto' }).format(days, 'day');
}

/** « 1,2 Mo ». */
export function fileSize(bytes: number, lang: Language): string {
  const [amount, unit] = bytes < 1_000_000 ? [bytes / 1000, 'kilobyte'] : [bytes / 1_000_000, 'megabyte'];
  const digits = { style: 'unit', unit, maximumFractionDigits: amount < 10 ? 1 : 0 } as const;
  return new Intl.NumberFormat(locales[lang], digits).format(amount);
}

/** « 4 000 ». */
export const wholeNumber = (value: number, lang: Language) => new Intl.NumberFormat(locales[lang]).format(value);

/** « 4,5 jours ». */
export function dayCount(days: number, lang: Language): string {
  const digits = { style: 'unit', unit: 'day', unitDisplay: 'long', maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(locales[lang], digits).format(days);
}

/** « 97 % ». @param share from 0 to 1 */
export function percent(share: number, lang: Language): string {
  return new Intl.NumberFormat(locales[lang], { style: 'percent' }).format(share);
}

/** « il y a 3 minutes », « dans 12 secondes », « maintenant », in the largest unit that fits. */
export function fromNow(instant: Date, lang: Language): string {
  const seconds = Math.round((instant.getTime() - Date.now()) / 1_000);
  const [unit, size] = units.find(([, least]) => Math.abs(seconds) >= least) ?? units.at(-1)!;
  return new Intl.RelativeTimeFormat(locales[lang], { numeric: 'auto' }).format(Math.trunc(seconds / size), unit);
}

const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format takes a hundred times as long as using it. */
function dates(lang: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = lang + JSON.stringify(options);
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locales[lang], options);
  formats.set(key, known);
  return known;
}
