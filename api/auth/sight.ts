import type { AgentRow } from '../../db/agents.ts';
import type { RequestRow } from '../../db/requests.ts';
import { servicesAsked } from '../../db/worklist.ts';
import type { Services } from '../services.ts';
import { can, canSeeAsked } from './policy.ts';

/** Whether a request is open to an agent: it is with a service of theirs, or one was asked about it. */
export async function maySee({ db }: Pick<Services, 'db'>, agent: AgentRow, request: RequestRow): Promise<boolean> {
  if (can(agent, 'see request', request)) return true;
  return (await servicesAsked(db, request.id)).some((asked) => canSeeAsked(agent, asked));
}
