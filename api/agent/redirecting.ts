import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { type AgentRow, listServices } from '../../db/agents.ts';
import { handOver } from '../../db/handover.ts';
import { lockRequest } from '../../db/redirections.ts';
import type { RequestRow } from '../../db/requests.ts';
import type { RequestView } from '../../templates/pages/agent-view.ts';
import type { Language } from '../../templates/views.ts';
import { can, receivers } from '../auth/policy.ts';
import type { Placed } from '../auth/sectors.ts';
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
 * @throws Problem NOT_FOUND, FORBIDDEN, REQUEST_ENDED, INVALID for a service that does not exist, has the request
 * already, or is of a sector that it is closed to
 */
export async function redirect(
  services: Services,
  { request, agent }: AgentAccess,
  { service, reason, key, lang }: Redirecting,
): Promise<Answer<Redirected>> {
  const call = { scope: `redirect ${agent.id}`, key, body: { of: request.id, service, reason } };
  return once(services, call, async (transaction) => {
    const current = { ...request, ...(await lockRequest(transaction, request.id)) };
    if (!(await maySee(transaction, agent, current))) throw new Problem('NOT_FOUND');
    if (!can(agent, 'redirect request', current)) throw new Problem('FORBIDDEN');
    if (!current.open) throw new Problem('REQUEST_ENDED');
    await refuseTarget(transaction, service, current, lang);
    const handover = { requestId: request.id, to: service, reason, agentId: agent.id, at: new Date() };
    const { bounced } = (await handOver(transaction, handover))!;
    return { status: 200, body: { service, bounced } };
  });
}

async function refuseTarget(on: EntityManager, service: string, current: Placed, lang: Language): Promise<void> {
  const known = (await listServices(on)).map(({ id }) => id);
  if (receivers(current, known).includes(service)) return;
  const same = service === current.serviceId ? 'same service' : 'other sector';
  const message = faultText(known.includes(service) ? same : 'choose', lang);
  throw new Problem('INVALID', { errors: [{ field: 'service', message }] });
}

/** The form by which an agent gives it to another service, where there is one that may have it. */
export function redirectView(
  request: RequestRow,
  agent: AgentRow,
  names: ReadonlyMap<string, string>,
  typed = { service: '', reason: '' },
): RequestView['redirect'] {
  const ended = request.status === 'ended' || request.withdrawnAt;
  if (ended || !can(agent, 'redirect request', request)) return undefined;
  const others = receivers(request, [...names.keys()]);
  if (others.length === 0) return undefined;
  return {
    action: `/agent/demandes/${request.reference}/transmission`,
    services: others.map((value) => ({ value, label: names.get(value)!, checked: value === typed.service })),
    reason: typed.reason,
  };
}
