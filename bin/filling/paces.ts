import type { Zone } from '../../workflows/contract.ts';
import { addDays, type Calendar, civilDate, instantAt, isWorkingDay } from '../../workflows/kit/calendar.ts';
import type { Dice } from '../simulation/dice.ts';

export const dayMs = 86_400_000;
const hourMs = 3_600_000;

interface Wait {
  openedAt: Date;
  dueAt: Date;
}

/** When an agent comes to a task: mostly well before its last day, now and then just in time, and one in eight too late. */
export function agentComesAt({ openedAt, dueAt }: Wait, calendar: Calendar, dice: Dice): number {
  const span = dueAt.getTime() - openedAt.getTime();
  const pace = dice.next();
  const share = pace < 0.72 ? 0.03 + dice.next() * 0.55 : 0.6 + dice.next() * 0.38;
  const late = pace < 0.88 ? 0 : span * (1 - share) + (1 + dice.next() * 9) * dayMs;
  return inOffice(openedAt.getTime() + span * share + late, openedAt.getTime(), calendar, dice);
}

/** The first moment from `atMs` on at which the town hall works. */
export function inOffice(atMs: number, afterMs: number, calendar: Calendar, dice: Dice): number {
  for (let day = civilDate(atMs, calendar.zone); ; day = addDays(day, 1)) {
    const moment = instantAt(day, calendar.zone, 9) + dice.next() * 7.5 * hourMs;
    if (moment > afterMs && isWorkingDay(day, calendar)) return moment;
  }
}

/** When somebody at home answers; at the latest an hour before the wait is over. */
export function citizenComesAt({ openedAt, dueAt }: Wait, dice: Dice, zone: Zone): number {
  const day = civilDate(openedAt.getTime() + dice.exponential(4) * dayMs, zone);
  const moment = instantAt(day, zone, 7) + dice.next() * 15 * hourMs;
  return Math.min(Math.max(moment, openedAt.getTime() + hourMs / 2), dueAt.getTime() - hourMs);
}

/** Some days after something, in the evening. */
export const eveningAfter = (at: Date, meanDays: number, dice: Dice, zone: Zone) =>
  instantAt(addDays(civilDate(at, zone), 1 + Math.floor(dice.exponential(meanDays))), zone, 18) +
  dice.next() * 4 * hourMs;

export const between = (fromMs: number, toMs: number, share: number) => fromMs + (toMs - fromMs) * share;
