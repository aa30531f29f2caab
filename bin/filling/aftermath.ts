import { newId } from '../../db/ids.ts';
import { reopenRequest } from '../../db/reopening.ts';
import { keepSurvey, type Score } from '../../db/surveys.ts';
import { workflowIdOf } from '../../workflows/contract.ts';
import { dueOnFrom, legalAgainFrom } from '../simulation/filing.ts';
import type { Life } from './acts.ts';
import { pick, pickByWeight } from './made-up.ts';
import { eveningAfter } from './paces.ts';
import { words } from './stories.ts';

/** How a request has ended. */
export interface End {
  outcome: string;
  endedAt: Date;
  withdrawn: boolean;
  /** Whether it was not for the first time. */
  again: boolean;
}

/**
 * What the citizen makes of the end: an answer to the survey, nothing, or a second look that is asked for.
 * @param untilMs when people stop to act
 * @returns whether the request was reopened
 */
export async function lookBack(life: Life, end: End, untilMs: number): Promise<boolean> {
  const { dice, type, town } = life;
  if (end.withdrawn) return false;
  const wantsMore = type.reopenWithin !== undefined && !end.again && dice.next() < 0.06;
  const atMs = eveningAfter(end.endedAt, wantsMore ? 3 : 5, dice, town.calendar.zone);
  if (atMs > untilMs) return false;
  if (wantsMore) return reopen(life, new Date(atMs));
  if (dice.next() < 0.45) await answerSurvey(life, end, new Date(atMs));
  return false;
}

async function answerSurvey({ town, id, dice }: Life, { outcome }: End, at: Date): Promise<void> {
  const weights = disappointing.test(outcome)
    ? { 5: 8, 4: 17, 3: 30, 2: 25, 1: 20 }
    : { 5: 47, 4: 31, 3: 13, 2: 5, 1: 4 };
  const score = Number(pickByWeight(weights, dice)) as Score;
  const comment = dice.next() < 0.4 ? pick(words.opinions[score]!, dice) : null;
  await keepSurvey(town.db, { requestId: id, score, comment, at });
}

const disappointing = /^not |refused|abandoned|taken|kept|given up|nothing/;

async function reopen({ town, begins, id, type, dice }: Life, at: Date): Promise<boolean> {
  const reason = { messageId: newId(at.getTime()), text: pick(words.reopenings, dice) };
  const again = {
    dueOn: dueOnFrom(type, at, town.calendar),
    closures: town.calendar.closures,
    legal: legalAgainFrom(type, at, town.calendar),
  };
  begins.set(workflowIdOf(id), at.getTime());
  const reopening = { requestId: id, actor: 'citizen' as const, reason, at, ...again };
  return (await town.db.transaction((own) => reopenRequest(own, reopening))) !== undefined;
}
