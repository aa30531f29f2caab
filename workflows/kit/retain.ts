import { patched } from '@temporalio/workflow';
import type { Zone } from '../contract.ts';
import { retention } from './activities.ts';
import { civilDate } from './calendar.ts';

/**
 * Each night: what is no longer in use is archived, the lists of what is due are brought up to date, and what has its
 * visa is erased. It knows no request: what is due and allowed is asked of the database, so that a night that failed is
 * made up for by the next.
 *
 * @param zone where the night is; older histories name none
 */
export async function retentionV1(zone: Zone = 'metropole'): Promise<{ proposed: number; erased: number }> {
  await retention.dropOldAnswers();
  const today = civilDate(Date.now(), zone);
  // A night that was under way when this came goes on without.
  if (patched('archives')) await retention.archiveRequests({ today });
  const proposed = await retention.proposeEliminations({ today });
  let erased = 0;
  for (let more = true; more; ) {
    const done = await retention.eraseAllowed();
    erased += done.erased;
    more = done.more;
  }
  if (erased > 0) await retention.reuseErasedSpace();
  return { proposed, erased };
}

/** What the nightly run does; each call may be repeated. */
export interface RetentionActivities {
  /** The answers that were kept for whoever repeats a call. */
  dropOldAnswers(): Promise<void>;
  /** Puts what is no longer in daily use into the intermediate archives; how many. @param due.today civil date */
  archiveRequests(due: { today: string }): Promise<number>;
  /** Brings the open elimination lists up to date; how many requests they name. @param due.today civil date */
  proposeEliminations(due: { today: string }): Promise<number>;
  /** Erases some of what has its visa. */
  eraseAllowed(): Promise<{ erased: number; more: boolean }>;
  reuseErasedSpace(): Promise<void>;
}
