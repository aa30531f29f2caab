import { retention } from './activities.ts';
import { civilDate } from './calendar.ts';

/**
 * Each night: the lists of what is due are brought up to date, and what has its visa is erased. It knows no request: what
 * is due and allowed is asked of the database, so that a night that failed is made up for by the next.
 */
export async function retentionV1(): Promise<{ proposed: number; erased: number }> {
  await retention.dropOldAnswers();
  const proposed = await retention.proposeEliminations({ today: civilDate(Date.now()) });
  let erased = 0;
  for (let more = true; more; ) {
    const done = await retention.eraseAllowed();
    erased += done.erased;
    more = done.more;
  }
  if (erased > 0) await retention.reuseErasedSpace();
  return { proposed, erased };
}
