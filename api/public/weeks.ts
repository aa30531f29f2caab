import { addDays, type CivilDate } from '../../workflows/kit/calendar.ts';

/** The week of a civil date by ISO 8601, `2026-W50`: it belongs to the year of its Thursday. */
export function weekOf(date: CivilDate): string {
  const thursday = addDays(mondayOf(date), 3);
  const days = (dayNumber(thursday) - dayNumber(`${thursday.slice(0, 4)}-01-01`)) / 7;
  return `${thursday.slice(0, 4)}-W${String(Math.floor(days) + 1).padStart(2, '0')}`;
}

/** The Monday of a civil date's week. */
export const mondayOf = (date: CivilDate): CivilDate =>
  addDays(date, -((new Date(`${date}T00:00Z`).getUTCDay() + 6) % 7));

/** The Monday of a week as `weekOf` writes it; undefined for what is no week, as a 53rd of a shorter year. */
export function mondayOfWeek(week: string): CivilDate | undefined {
  const [, year, number] = /^(\d{4})-W(\d{2})$/.exec(week) ?? [];
  if (!year || Number(number) < 1) return undefined;
  // The fourth of January is always in the first week.
  const monday = addDays(mondayOf(`${year}-01-04`), 7 * (Number(number) - 1));
  return weekOf(monday) === week ? monday : undefined;
}

const dayNumber = (date: CivilDate) => Date.parse(`${date}T00:00Z`) / 86_400_000;
