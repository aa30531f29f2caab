import type { EntityManager } from 'typeorm';
import { joinedWith } from '../../db/joining.ts';
import { reopenRequest } from '../../db/reopening.ts';
import type { RequestRow } from '../../db/requests.ts';
import { withdrawRequest } from '../../db/withdrawal.ts';
import type { Calendar } from '../../workflows/kit/calendar.ts';
import { type Answer, once } from '../idempotency.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import type { Access } from './access.ts';
import { dueAnew } from './reopening.ts';

export interface Withdrawn {
  reference: string;
  withdrawnAt: Date;
}

/**
 * Takes a request back for its owner, at whatever step it is; a repetition gets the same answer. The process then ends
 * it, frees what was booked and writes to the citizen. Requests that were joined to it go on by themselves.
 *
 * @throws Problem FORBIDDEN for an agent, REQUEST_ENDED
 */
export async function withdraw(
  services: Services,
  { request, agent }: Access,
  key: string | undefined,
): Promise<Answer<Withdrawn>> {
  if (agent) throw new Problem('FORBIDDEN');
  const call = { scope: `withdraw ${request.id}`, key, body: { of: request.id } };
  const calendar = { zone: services.zone, closures: await services.closures(request.serviceId) };
  return once(services, call, async (transaction) => {
    const at = new Date();
    const withdrawnAt = await withdrawRequest(transaction, request.id, at);
    if (!withdrawnAt) throw new Problem('REQUEST_ENDED');
    await goOnAlone(calendar, transaction, request, at);
    return { status: 200, body: { reference: request.reference, withdrawnAt } };
  });
}

/** One person takes back a report; the others still wait for what they have reported. */
async function goOnAlone(calendar: Calendar, on: EntityManager, request: RequestRow, at: Date): Promise<void> {
  const dueOn = dueAnew(calendar, request, at);
  for (const { id, main } of await joinedWith(on, request.id)) {
    if (!main) await reopenRequest(on, { requestId: id, actor: 'process', at, dueOn, closures: calendar.closures });
  }
}
