import { z } from 'zod';
import { listServices } from '../../db/agents.ts';
import { handOver } from '../../db/handover.ts';
import { lockRequest } from '../../db/redirections.ts';
import { can } from '../auth/policy.ts';
import type { Access } from '../citizen/access.ts';
import { faultText, line, lines } from '../forms.ts';
import { type Answer, once } from '../idempotency.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';

export const redirectionSchema = z.object({ service: line(100), reason: lines(1000) });

export interface Redirected {
  service: string;
  /** The service has itself sent this request away before. */
  bounced: boolean;
}

/**
 * Gives a request to another service, with the agents' open tasks; the reason goes along.
 *
 * @throws Problem FORBIDDEN, REQUEST_ENDED, NOT_FOUND when a colleague of the service was first, INVALID for a service
 * that does not exist or has the request already
 */
export async function redirect(
  services: Services,
  { request, agent }: Access,
  { service, reason, key, lang }: z.infer<typeof redirectionSchema> & { key: string | undefined; lang: 'fr' | 'en' },
): Promise<Answer<Redirected>> {
  if (!agent || !can(agent, 'redirect request', request)) throw new Problem('FORBIDDEN');
  const call = { scope: `redirect ${agent.id}`, key, body: { of: request.id, service, reason } };
  return once(services, call, async (transaction) => {
    const known = await listServices(transaction);
    const current = await lockRequest(transaction, request.id);
    if (!current.open) throw new Problem('REQUEST_ENDED');
    if (!can(agent, 'redirect request', current)) throw new Problem('NOT_FOUND');
    const fault = known.every(({ id }) => id !== service)
      ? ('choose' as const)
      : service === current.serviceId && ('same service' as const);
    if (fault) throw new Problem('INVALID', { errors: [{ field: 'service', message: faultText(fault, lang) }] });
    const handover = { requestId: request.id, to: service, reason, agentId: agent.id, at: new Date() };
    const { bounced } = (await handOver(transaction, handover))!;
    return { status: 200, body: { service, bounced } };
  });
}
