import type { Language } from './views.ts';

const zone = 'Europe/Paris';
const locales = { fr: 'fr-FR', en: 'en-GB' } as const;

/** « mardi 24 novembre 2026 ». @param date a civil date (`2026-11-24`) or an instant */
export function longDate(date: string | Date, lang: Language): string {
  const [instant, timeZone] = typeof date === 'string' ? [new Date(`${date}T00:00:00Z`), 'UTC'] : [date, zone];
  const words = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone } as const;
  return firstOfMonth(dates(lang, words).format(instant), lang);
}

/** « 24 novembre 2026 à 14:05 ». */
export function dateAndTime(instant: Date, lang: Language): string {
  const words = { dateStyle: 'long', timeStyle: 'short', timeZone: zone } as const;
  return firstOfMonth(dates(lang, words).format(instant), lang);
}

/** French writes the first as « 1er » and leaves the other days as numbers, which `Intl` does not know. */
const firstOfMonth = (date: string, lang: Language) =>
  lang === 'fr' ? date.replace(/(^| )1 (?=\p{L}{3})/u, '$11er ') : date;

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

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format takes a hundred times as long as using it. */
function dates(lang: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = lang + JSON.stringify(options);
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locales[lang], options);
  formats.set(key, known);
  return known;
}
