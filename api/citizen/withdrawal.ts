import { withdrawRequest } from '../../db/withdrawal.ts';
import { type Answer, once } from '../idempotency.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import type { Access } from './access.ts';

export interface Withdrawn {
  reference: string;
  withdrawnAt: Date;
}

/**
 * Takes a request back for its owner, at whatever step it is; a repetition gets the same answer. The process then ends
 * it, frees what was booked and writes to the citizen.
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
  return once(services, call, async (transaction) => {
    const withdrawnAt = await withdrawRequest(transaction, request.id, new Date());
    if (!withdrawnAt) throw new Problem('REQUEST_ENDED');
    return { status: 200, body: { reference: request.reference, withdrawnAt } };
  });
}
