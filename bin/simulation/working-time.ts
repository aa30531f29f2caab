import { addDays, type CivilDate, isWorkingDay } from '../../workflows/kit/calendar.ts';

/** Minutes since the first midnight of a simulation, and the seven hours of each working day that agents have in them. */
export class WorkingTime {
  readonly #working: boolean[] = [];
  readonly #first: CivilDate;

  constructor(first: CivilDate) {
    this.#first = first;
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

  isWorking(day: number): boolean {
    this.#working[day] ??= isWorkingDay(addDays(this.#first, day), 'metropole');
    return this.#working[day];
  }

  #opening(atMinute: number): number {
    const day = Math.floor(atMinute / dayMinutes);
    const time = atMinute - day * dayMinutes;
    if (this.isWorking(day) && time < closes) return day * dayMinutes + Math.max(time, opens);
    return this.#opening((day + 1) * dayMinutes);
  }
}

export const dayMinutes = 1_440;
const opens = 9 * 60;
const closes = 16 * 60;
export const agentMinutesADay = closes - opens;
