import { z } from 'zod';
import type { RequestRow } from '../../db/requests.ts';
import { keepSurvey, type Score } from '../../db/surveys.ts';
import type { Zone } from '../../workflows/contract.ts';
import { addDays, civilDate } from '../../workflows/kit/calendar.ts';
import { lines, required } from '../forms.ts';
import { type Answer, once } from '../idempotency.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import type { Access } from './access.ts';

export const surveySchema = z.object(
  {
    score: z.literal([1, 2, 3, 4, 5] satisfies Score[], { error: 'choose' }),
    comment: lines(2000).optional(),
  },
  required,
);

export interface Surveyed {
  reference: string;
  score: Score;
  comment: string | null;
  at: Date;
  /** Civil date: until its end the answer may be changed. */
  lastDay: string;
}

/**
 * Keeps what the owner of an ended request thought of its treatment. Another answer, within the time, replaces it.
 *
 * @throws Problem FORBIDDEN for an agent, SURVEY_NOT_OPEN before the end, SURVEY_CLOSED with `lastDay` after the time
 */
export async function answerSurvey(
  services: Services,
  { request, agent }: Access,
  { score, comment, key }: z.infer<typeof surveySchema> & { key: string | undefined },
): Promise<Answer<Surveyed>> {
  if (agent) throw new Problem('FORBIDDEN');
  const call = { scope: `survey ${request.id}`, key, body: { of: request.id, score, comment } };
  return once(services, call, async (transaction) => {
    const lastDay = lastDayToAnswer(request, services.zone);
    const survey = { score, comment: comment ?? null, at: new Date() };
    if (!(await keepSurvey(transaction, { requestId: request.id, ...survey }))) throw new Problem('SURVEY_NOT_OPEN');
    return { status: 201, body: { reference: request.reference, ...survey, lastDay } };
  });
}

/**
 * The last civil date on which the owner may say what they think.
 *
 * @throws Problem SURVEY_NOT_OPEN, SURVEY_CLOSED
 */
export function lastDayToAnswer({ endedAt }: RequestRow, zone: Zone): string {
  if (!endedAt) throw new Problem('SURVEY_NOT_OPEN');
  const lastDay = lastDayAfter(endedAt, zone);
  if (lastDay < civilDate(Date.now(), zone)) throw new Problem('SURVEY_CLOSED', { lastDay });
  return lastDay;
}

/** Whether the citizen is asked: not about a request that they took back themselves, though they may say something. */
export function asksForSurvey(request: RequestRow, zone: Zone): boolean {
  if (!request.endedAt || request.withdrawnAt) return false;
  return civilDate(Date.now(), zone) <= lastDayAfter(request.endedAt, zone);
}

const lastDayAfter = (endedAt: Date, zone: Zone) => addDays(civilDate(endedAt, zone), 14);
