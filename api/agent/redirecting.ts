import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { listServices } from '../../db/agents.ts';
import { handOver } from '../../db/handover.ts';
import { lockRequest } from '../../db/redirections.ts';
import type { Language } from '../../templates/views.ts';
import { can } from '../auth/policy.ts';
import { maySee } from '../auth/sight.ts';
import { faultText, line, lines } from '../forms.ts';
import { type Answer, once } from '../idempotency.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import type { AgentAccess } from './views.ts';

export const redirectionSchema = z.object({ service: line(100), reason: lines(1000) });

export interface Redirecting extends z.infer<typeof redirectionSchema> {
  key: string | undefined;
  lang: Language;
}

export interface Redirected {
  service: string;
  /** The service has itself sent this request away before. */
  bounced: boolean;
}

/**
 * Gives a request to another service, with the agents' open tasks; the reason goes along. Who may is asked inside: a
 * call that is repeated gets its first answer, and by then the request is out of the agent's sight.
 *
 * @throws Problem NOT_FOUND, FORBIDDEN, REQUEST_ENDED, INVALID for a service that does not exist or has the request
 * already
 */
export async function redirect(
  services: Services,
  { request, agent }: AgentAccess,
  { service, reason, key, lang }: Redirecting,
): Promise<Answer<Redirected>> {
  const call = { scope: `redirect ${agent.id}`, key, body: { of: request.id, service, reason } };
  return once(services, call, async (transaction) => {
    const current = await lockRequest(transaction, request.id);
    if (!(await maySee(transaction, agent, { ...request, ...current }))) throw new Problem('NOT_FOUND');
    if (!can(agent, 'redirect request', current)) throw new Problem('FORBIDDEN');
    if (!current.open) throw new Problem('REQUEST_ENDED');
    await refuseTarget(transaction, service, current.serviceId, lang);
    const handover = { requestId: request.id, to: service, reason, agentId: agent.id, at: new Date() };
    const { bounced } = (await handOver(transaction, handover))!;
    return { status: 200, body: { service, bounced } };
  });
}

async function refuseTarget(on: EntityManager, service: string, current: string, lang: Language): Promise<void> {
  const known = (await listServices(on)).some(({ id }) => id === service);
  if (known && service !== current) return;
  const message = faultText(known ? 'same service' : 'choose', lang);
  throw new Problem('INVALID', { errors: [{ field: 'service', message }] });
}
