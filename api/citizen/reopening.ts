import { z } from 'zod';
import { newId } from '../../db/ids.ts';
import { reopenRequest } from '../../db/reopening.ts';
import type { RequestRow } from '../../db/requests.ts';
import { addDuration, type Calendar, civilDate } from '../../workflows/kit/calendar.ts';
import { calendarVersion } from '../../workflows/kit/legal-clocks.ts';
import { datesAgain } from '../../workflows/kit/silence.ts';
import { findRequestType } from '../../workflows/request-types/index.ts';
import { can } from '../auth/policy.ts';
import { lines } from '../forms.ts';
import { type Answer, once } from '../idempotency.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import type { Access } from './access.ts';

export const reopeningSchema = z.object({
  reason: lines(5000),
  asked: z
    .boolean()
    .default(false)
    .describe('For agents: the citizen wants it, and has made an appeal to the town hall (« recours gracieux »)'),
});

export interface Reopened {
  reference: string;
  status: 'open';
  dueOn: string;
}

/**
 * Has an ended request looked at again, from its last decision on. The reason becomes a message of the request. What
 * its citizen asks for is an appeal to the town hall, which silence rejects; the town's own second thoughts are none.
 *
 * @throws Problem FORBIDDEN, REOPENING_CLOSED with `lastDay` where there was one
 */
export async function reopen(
  services: Services,
  { request, agent }: Access,
  { reason, asked, key }: z.infer<typeof reopeningSchema> & { key: string | undefined },
): Promise<Answer<Reopened>> {
  if (agent && !can(agent, 'reopen request', request)) throw new Problem('FORBIDDEN');
  const call = { scope: `reopen ${agent?.id ?? request.id}`, key, body: { of: request.id, reason, asked } };
  const calendar = { zone: services.zone, closures: await services.closures(request.serviceId) };
  return once(services, call, async (transaction) => {
    const at = new Date();
    const today = civilDate(at, services.zone);
    const lastDay = lastDayToReopen(services, request);
    if (lastDay === undefined || lastDay < today) throw new Problem('REOPENING_CLOSED', lastDay ? { lastDay } : {});
    const dueOn = dueAnew(calendar, request, at);
    const { silence } = findRequestType(request.type, request.revision);
    const again = { on: today, asked: asked || !agent };
    const reopening = {
      requestId: request.id,
      actor: agent ? ('agent' as const) : ('citizen' as const),
      agentId: agent?.id,
      reason: { messageId: newId(), text: reason },
      at,
      dueOn,
      closures: calendar.closures,
      legal: (round: number) => ({
        version: calendarVersion,
        dates: datesAgain(silence, { round, ...again }, [], calendar),
      }),
    };
    if (!(await reopenRequest(transaction, reopening))) throw new Problem('REOPENING_CLOSED', { lastDay });
    return { status: 200, body: { reference: request.reference, status: 'open', dueOn } };
  });
}

/** The civil date by which a request is answered that is begun again. */
export function dueAnew(calendar: Calendar, request: Pick<RequestRow, 'type' | 'revision'>, at: Date): string {
  return addDuration(
    civilDate(at, calendar.zone),
    findRequestType(request.type, request.revision).answerWithin,
    calendar,
  );
}

/** The last civil date on which an ended request may be reopened; undefined for one that can not be. */
export function lastDayToReopen({ zone }: Pick<Services, 'zone'>, request: RequestRow): string | undefined {
  const { reopenWithin } = findRequestType(request.type, request.revision);
  if (!reopenWithin || !request.settledAt || request.withdrawnAt) return undefined;
  return addDuration(civilDate(request.settledAt, zone), reopenWithin, { zone, closures: request.closures });
}
