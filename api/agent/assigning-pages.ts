import type { AgentRow } from '../../db/agents.ts';
import type { TaskRow } from '../../db/worklist.ts';
import type { TaskView } from '../../templates/pages/agent-view.ts';
import { canAssign } from '../auth/policy.ts';
import { type Context, newRouter } from '../context.ts';
import { withoutBlanks } from '../forms.ts';
import { parse } from '../parse.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { answerers, assign, assignmentSchema } from './assigning.ts';
import { postedTask, seeOther, showRefusal } from './request-page.ts';

/** A task is given to a colleague, as from the worklist. */
export function assigningPages(services: Services) {
  return newRouter().post('/agent/taches/:id/attribution', (ctx) => postAssignment(ctx, services));
}

async function postAssignment(ctx: Context, services: Services): Promise<void> {
  const { agent, form, task, request } = await postedTask(ctx, services);
  try {
    const { assignee } = parse(assignmentSchema, withoutBlanks(form), ctx.state.lang);
    await assign(services, task.id, agent, assignee);
    seeOther(ctx, `/agent/demandes/${request.reference}?tache=${task.id}`);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    await showRefusal(ctx, services, { request, agent }, error, { taskId: task.id });
  }
}

/** Those to whom the reader may give the task: a colleague's own only a manager takes away. */
export async function assignView(services: Services, agent: AgentRow, task: TaskRow): Promise<TaskView['assign']> {
  const mayGive = canAssign(agent, task) && [null, agent.id].includes(task.assigneeId);
  if (!mayGive && agent.role !== 'manager') return undefined;
  const people = (await answerers(services, [task])).filter(({ id }) => id !== task.assigneeId && id !== agent.id);
  if (people.length === 0) return undefined;
  return {
    action: `/agent/taches/${task.id}/attribution`,
    people: people.map(({ id, displayName }) => ({ value: id, label: displayName, checked: false })),
  };
}
