import type { AgentRow } from '../../db/agents.ts';
import type { Sql } from '../../db/sql.ts';
import { servicesAsked } from '../../db/worklist.ts';
import { can, canSeeAsked } from './policy.ts';
import type { Placed } from './sectors.ts';

/** Whether a request is open to an agent: it is with a service of theirs, or one was asked about it. */
export async function maySee(on: Sql, agent: AgentRow, request: Placed & { id: string }): Promise<boolean> {
  if (can(agent, 'see request', request)) return true;
  return (await servicesAsked(on, request.id)).some((asked) => canSeeAsked(agent, asked, request));
}
