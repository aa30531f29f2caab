/** Which agent may enter what for somebody else. */
import type { AgentRow } from '../../db/agents.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { can } from '../auth/policy.ts';
import { requireAgent } from '../auth/tokens.ts';
import type { Context } from '../context.ts';
import { Problem } from '../problems.ts';
import { offeredTypes } from '../public/request-types.ts';
import type { Services } from '../services.ts';

export interface Entering {
  agent: AgentRow;
  type: RequestType;
}

/** @throws Problem SIGN_IN_REQUIRED, UNKNOWN_REQUEST_TYPE, FORBIDDEN */
export function entering(ctx: Context, services: Services): Entering {
  const agent = requireAgent(ctx);
  const type = services.types.current(ctx.params.type);
  if (!enteredTypes(agent).some(({ id }) => id === type.id)) throw new Problem('FORBIDDEN');
  return { agent, type };
}

/** The types of the services that an agent works for. */
export const enteredTypes = (agent: AgentRow): RequestType[] =>
  offeredTypes().filter(({ id, service }) => {
    const place = { type: id, serviceId: service, archivedAt: null };
    return can(agent, 'enter request', place);
  });
