import {
  addDays,
  addDuration,
  type Calendar,
  type CivilDate,
  type Duration,
  isWorkingDay,
} from '../../workflows/kit/calendar.ts';

/** Minutes since the first midnight of a simulation, and the seven hours of each working day that agents have in them. */
export class WorkingTime {
  readonly #working: boolean[] = [];
  /** By delay and day: the end of the last day, in minutes. Dates are slow to reckon with, and a crowd has few of them. */
  readonly #limits = new Map<string, number[]>();
  readonly #first: CivilDate;
  readonly #calendar: Calendar;

  constructor(first: CivilDate, calendar: Calendar) {
    this.#first = first;
    this.#calendar = calendar;
  }

  /** When an agent who begins at `atMinute`, or as soon as the office opens, has worked for `minutes`. */
  after(atMinute: number, minutes: number): { begun: number; done: number } {
    const begun = this.#opening(atMinute);
    let now = begun;
    let left = minutes;
    for (;;) {
      const closing = Math.floor(now / dayMinutes) * dayMinutes + closes;
      if (left <= closing - now) return { begun, done: now + left };
      left -= closing - now;
      now = this.#opening(closing);
    }
  }

  /**
   * The end of the last day of a delay that begins at `atMinute`.
   * @param within a duration, or the name of a planned day, which is taken as a month ahead, as the forms advise
   */
  limit(within: string, atMinute: number): number {
    if (!/^\d/.test(within)) return atMinute + plannedAheadDays * dayMinutes;
    const day = Math.floor(atMinute / dayMinutes);
    const limits = this.#limits.get(within) ?? [];
    this.#limits.set(within, limits);
    limits[day] ??= this.#lastDay(within as Duration, day);
    return limits[day];
  }

  isWorking(day: number): boolean {
    this.#working[day] ??= isWorkingDay(addDays(this.#first, day), this.#calendar);
    return this.#working[day];
  }

  #lastDay(within: Duration, day: number): number {
    const last = addDuration(addDays(this.#first, day), within, this.#calendar);
    return (Date.parse(last) - Date.parse(this.#first)) / 60_000 + dayMinutes;
  }

  #opening(atMinute: number): number {
    const day = Math.floor(atMinute / dayMinutes);
    const time = atMinute - day * dayMinutes;
    if (this.isWorking(day) && time < closes) return day * dayMinutes + Math.max(time, opens);
    return this.#opening((day + 1) * dayMinutes);
  }
}

export const dayMinutes = 1_440;
const plannedAheadDays = 30;
const opens = 9 * 60;
const closes = 16 * 60;
export const agentMinutesADay = closes - opens;
