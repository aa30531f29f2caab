import type { Language } from './views.ts';

const zone = 'Europe/Paris';
const locales = { fr: 'fr-FR', en: 'en-GB' } as const;

/** « mardi 24 novembre 2026 ». @param date a civil date (`2026-11-24`) or an instant */
export function longDate(date: string | Date, lang: Language): string {
  const [instant, timeZone] = typeof date === 'string' ? [new Date(`${date}T00:00:00Z`), 'UTC'] : [date, zone];
  const words = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone } as const;
  return new Intl.DateTimeFormat(locales[lang], words).format(instant);
}

/** « 24 novembre 2026 à 14:05 ». */
export function dateAndTime(instant: Date, lang: Language): string {
  return new Intl.DateTimeFormat(locales[lang], { dateStyle: 'long', timeStyle: 'short', timeZone: zone }).format(
    instant,
  );
}

/** « 24/11/2026 ». @param date a civil date */
export function shortDate(date: string, lang: Language): string {
  return new Intl.DateTimeFormat(locales[lang], { timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
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
