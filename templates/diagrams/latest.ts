import { addDays, addDuration, type Calendar, type CivilDate, type Duration } from '../../workflows/kit/calendar.ts';
import type { Path, PathStep } from '../../workflows/kit/explorer.ts';

/** The tables are committed once for every town: public holidays of metropolitan France, no closure. */
export const anyTown: Calendar = { zone: 'metropole', closures: [] };

/** The day on which a request that takes this path has ended, when each of its waits takes its whole time. */
export function latestEnd({ steps }: Path, receivedOn: CivilDate): CivilDate {
  let today = receivedOn;
  let together: { parallel: number; since: CivilDate } | undefined;
  for (const step of steps) {
    // What a process still waits for after the end, as a renewal, is not awaited by the citizen.
    if (step.verb === 'close') break;
    if (step.parallel === undefined) together = undefined;
    else if (step.parallel !== together?.parallel) together = { parallel: step.parallel, since: today };
    const over = endOf(step, together?.since ?? today);
    if (over > today) today = over;
  }
  return today;
}

/** The day of a form is taken as a month ahead, which is what the forms advise. */
function endOf({ within, parts = [], order }: PathStep, today: CivilDate): CivilDate {
  if (within === undefined) return today;
  if (!/^\d/.test(within)) return addDays(today, 30);
  const times = order === 'one after the other' ? parts.length : 1;
  return Array.from({ length: times }).reduce<CivilDate>((day) => addDuration(day, within as Duration, anyTown), today);
}
