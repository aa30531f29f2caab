import type { AgentRow } from '../../db/agents.ts';
import { isOpened } from '../../db/archives.ts';
import type { Sql } from '../../db/sql.ts';
import { servicesAsked } from '../../db/worklist.ts';
import { can, canSeeAsked, type Kept } from './policy.ts';

type Seen = Kept & { id: string };

/** `archived`: an agent could see it while it was in use; now it is opened by a manager of its service, with a reason. */
export type Sight = 'open' | 'archived' | 'none';

export async function sightOf(on: Sql, agent: AgentRow, request: Seen): Promise<Sight> {
  if (!(await couldSee(on, agent, request))) return 'none';
  if (request.archivedAt === null) return 'open';
  const opened =
    can(agent, 'see request', request) && (await isOpened(on, { requestId: request.id, agentId: agent.id }));
  return opened ? 'open' : 'archived';
}

/** Whether a request is open to an agent. */
export const maySee = async (on: Sql, agent: AgentRow, request: Seen): Promise<boolean> =>
  (await sightOf(on, agent, request)) === 'open';

/** It is with a service of theirs, or one was asked about it. */
async function couldSee(on: Sql, agent: AgentRow, request: Seen): Promise<boolean> {
  if (can(agent, 'see request', { ...request, archivedAt: null })) return true;
  return (await servicesAsked(on, request.id)).some((asked) => canSeeAsked(agent, asked, request));
}
