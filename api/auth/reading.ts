import type { AgentRow } from '../../db/agents.ts';
import { noteReading } from '../../db/journal.ts';
import type { RequestRow } from '../../db/requests.ts';
import type { Services } from '../services.ts';
import { areReadingsKept } from './sectors.ts';

/**
 * Keeps in the journal that an agent reads a request, where its sector wants that (CNIL, délibération 2021-122) or it is archived. Before
 * it is shown: what could not be noted is not given.
 */
export async function keepReading(
  services: Services,
  { request, agent }: { request: RequestRow; agent?: AgentRow | undefined },
  documentId?: string,
): Promise<void> {
  if (!agent || !isKept(request)) return;
  await noteReading(services.db, { requestId: request.id, agentId: agent.id, documentId });
}

/** Whether each reading is kept. */
export const isKept = (request: RequestRow) => request.archivedAt !== null || areReadingsKept(request);
