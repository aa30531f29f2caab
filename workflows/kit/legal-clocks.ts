/**
 * The clocks of the law: each rule counts in its own way, and only some are moved by weekends and holidays. Civil dates
 * in, civil dates out; pure, like the calendar. A date that was printed is kept with its rule and `calendarVersion`.
 */
import type { Zone } from '../contract.ts';
import {
  addDays,
  addDuration,
  type Calendar,
  type CivilDate,
  type Duration,
  holidays,
  isWorkingDay,
  subtractDuration,
} from './calendar.ts';

/** Raised with every change of a rule or of a holiday. */
export const calendarVersion = '2026-11';

export interface SilenceDates {
  /** The implied decision is born on this day; the date that an acknowledgement prints. */
  due: CivilDate;
  /** The last day at work on which an answer surely comes before it: authors disagree about the hour of its birth. */
  lastSafe: CivilDate;
  /** From this day on the citizen may surely rely on it. */
  claimableFrom: CivilDate;
}

/** What a letter asking for missing documents suspends: from its day to the deadline that it gives, or to the documents. */
export interface Suspension {
  from: CivilDate;
  deadline: CivilDate;
  producedAt?: CivilDate | undefined;
}

/**
 * Silence kept for `period`: date to date, never moved by a weekend or a holiday (CRPA, art. L231-1 and L231-4).
 * @param calendar for the last safe day alone, which the town's closures make earlier
 */
export function silence(start: CivilDate, period: Duration, calendar: Calendar): SilenceDates {
  return silenceOn(addDuration(start, period, calendar), calendar);
}

/**
 * Implied rejection: counted from the first administration that got the request (CRPA, art. L114-3), later by the days
 * of each suspension (art. L114-5). A letter sent when the decision is already born suspends nothing.
 */
export function silenceRejects(
  receivedFirst: CivilDate,
  period: Duration,
  suspensions: readonly Suspension[],
  calendar: Calendar,
): SilenceDates {
  let due = addDuration(receivedFirst, period, calendar);
  let counted = receivedFirst;
  for (const { from, deadline, producedAt } of [...suspensions].sort((one, other) => compare(one.from, other.from))) {
    const end = earliest(deadline, producedAt ?? deadline);
    // A day that two letters suspend is suspended once.
    const begin = latest(from, counted);
    if (begin >= due || end <= begin) continue;
    due = addDays(due, daysBetween(begin, end));
    counted = end;
  }
  return silenceOn(due, calendar);
}

/**
 * Implied acceptance: counted from the competent administration, and from the last required document where one was
 * missing (CRPA, art. L114-3 and L114-5).
 * @param completeAt undefined where nothing was missing, null while something is
 * @returns undefined while the request is incomplete: no time runs
 */
export function silenceAccepts(
  receivedCompetent: CivilDate,
  period: Duration,
  completeAt: CivilDate | null | undefined,
  calendar: Calendar,
): SilenceDates | undefined {
  if (completeAt === null) return undefined;
  return silence(latest(receivedCompetent, completeAt ?? receivedCompetent), period, calendar);
}

/** A court's period is « franc »: neither its first day nor its last counts, and it ends on a working day (CJA, art. R421-1). */
export function appealDeadline(from: CivilDate, period: Duration, zone: Zone): CivilDate {
  return nextOpenDay(addDays(addDuration(from, period, withoutClosures(zone)), 1), zone);
}

/** Monday to Friday but for public holidays; the day itself does not count. */
export function workingDaysAfter(date: CivilDate, count: number, zone: Zone): CivilDate {
  return addDuration(date, `${count} working days`, withoutClosures(zone));
}

/**
 * Days at work within which an acknowledgement leaves: by email it is also the one of registration, which is owed within
 * one (CRPA, art. R112-11-2 and R112-11-3, by the text of 2015); on paper within ten, as service-public.fr has it for
 * electronic ones (sheet F33312), since no text gives a time for paper.
 */
const acknowledgedWithin = { electronic: 1, 'on paper': 10 };
export type AcknowledgedBy = keyof typeof acknowledgedWithin;

/** The last day on which the acknowledgement is in time. */
export const acknowledgementDue = (receivedOn: CivilDate, by: AcknowledgedBy, zone: Zone) =>
  workingDaysAfter(receivedOn, acknowledgedWithin[by], zone);

/** What was received on this day or before should have been acknowledged before today. */
export function lastOverdueReceipt(today: CivilDate, by: AcknowledgedBy, zone: Zone): CivilDate {
  let receivedOn = addDays(today, -1);
  while (acknowledgementDue(receivedOn, by, zone) >= today) receivedOn = addDays(receivedOn, -1);
  return receivedOn;
}

/** Monday to Saturday but for public holidays (« jours ouvrables »); the day itself does not count. */
export function businessDaysAfter(date: CivilDate, count: number, zone: Zone): CivilDate {
  let reached = date;
  for (let left = count; left > 0; ) {
    reached = addDays(reached, 1);
    if (!isSunday(reached) && !isHoliday(reached, zone)) left -= 1;
  }
  return reached;
}

/** Regulation (EEC, Euratom) 1182/71, art. 3: date to date, and to the next working day. The RGPD counts so. */
export function europeanPeriod(from: CivilDate, period: Duration, zone: Zone): CivilDate {
  return nextOpenDay(addDuration(from, period, withoutClosures(zone)), zone);
}

/** Months of the calendar that are not « francs », as before the CADA (CRPA, art. R343-1): they end the day before. */
export function calendarMonths(from: CivilDate, period: Duration, zone: Zone): CivilDate {
  return nextOpenDay(addDays(addDuration(from, period, withoutClosures(zone)), -1), zone);
}

/** Hours are hours, through weekends and the change of clocks (RGPD, art. 33: seventy-two). Milliseconds in and out. */
export function hoursAfter(instant: number, hours: number): number {
  return instant + hours * 3_600_000;
}

/** What lies in a secure space is notified when it is first read, and on the fifteenth day at the latest. */
export function notifiedOn(availableAt: CivilDate, firstReadAt?: CivilDate | null): CivilDate {
  const fifteenth = addDays(availableAt, 15);
  return earliest(fifteenth, firstReadAt ?? fifteenth);
}

function silenceOn(due: CivilDate, calendar: Calendar): SilenceDates {
  return { due, lastSafe: subtractDuration(due, '1 working day', calendar), claimableFrom: addDays(due, 1) };
}

function nextOpenDay(date: CivilDate, zone: Zone): CivilDate {
  let reached = date;
  while (!isWorkingDay(reached, withoutClosures(zone))) reached = addDays(reached, 1);
  return reached;
}

// A closure is the town's own decision: it moves nothing that the law counts.
const withoutClosures = (zone: Zone): Calendar => ({ zone, closures: [] });
const isSunday = (date: CivilDate) => new Date(`${date}T00:00:00Z`).getUTCDay() === 0;
const isHoliday = (date: CivilDate, zone: Zone) => holidays(Number(date.slice(0, 4)), zone).has(date);
const daysBetween = (from: CivilDate, to: CivilDate) => (Date.parse(to) - Date.parse(from)) / 86_400_000;
const earliest = (one: CivilDate, other: CivilDate) => [one, other].sort()[0]!;
const latest = (one: CivilDate, other: CivilDate) => [one, other].sort()[1]!;
const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
