import { z } from 'zod';
import { type AgentRow, listColleagues } from '../../db/agents.ts';
import { assignTask, type TaskRow } from '../../db/worklist.ts';
import { canAnswer, canAssign, canTakeAway } from '../auth/policy.ts';
import { maySee } from '../auth/sight.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { findTaskAndRequest, refuseLost } from './answering.ts';

export const assignmentSchema = z.object({
  assignee: z.string({ error: 'choose' }).describe('The id or the email address of an agent who may answer the task'),
});

/**
 * Gives a task to an agent who may answer it; to oneself, too.
 *
 * @throws Problem NOT_FOUND, FORBIDDEN, ASSIGNEE_REFUSED, TASK_CLAIMED with `assignee` where a colleague has it and the
 * caller is no manager, TASK_ALREADY_ANSWERED, TASK_CLOSED
 */
export async function assign(
  services: Services,
  id: string,
  agent: AgentRow,
  assignee: string,
): Promise<{ assignee: string }> {
  const { task, request } = await findTaskAndRequest(services, id);
  if (!(await maySee(services.db, agent, request))) throw new Problem('NOT_FOUND');
  if (!canAssign(agent, task)) throw new Problem('FORBIDDEN');
  const named = (one: AgentRow) => one.id === assignee || one.email === assignee.toLowerCase();
  const to = (await answerers(services, [task])).find(named);
  if (!to) throw new Problem('ASSIGNEE_REFUSED');
  const assignment = { taskId: id, to: to.id, agentId: agent.id, fromAnybody: canTakeAway(agent, task) };
  if (!(await assignTask(services.db, assignment))) await refuseLost(services, id);
  return { assignee: to.displayName };
}

/** Who may answer every one of the tasks, by name. */
export async function answerers(services: Services, tasks: readonly TaskRow[]): Promise<AgentRow[]> {
  const colleagues = await listColleagues(services.db, [...new Set(tasks.map(({ serviceId }) => serviceId))]);
  return colleagues.filter((colleague) => tasks.every((task) => canAnswer(colleague, task)));
}
