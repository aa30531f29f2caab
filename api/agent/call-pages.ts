import { z } from 'zod';
import { callManagers } from '../../db/calling-managers.ts';
import { newId } from '../../db/ids.ts';
import { hashOf } from '../../db/secrets.ts';
import { canAnswer } from '../auth/policy.ts';
import { type Context, newRouter } from '../context.ts';
import { lines, withoutBlanks } from '../forms.ts';
import { once } from '../idempotency.ts';
import { parse } from '../parse.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { postedTask, seeOther, showRefusal } from './request-page.ts';

const callSchema = z.object({ 'call-reason': lines(1000) });

/** An agent who can not go on alone tells the managers now, and does not wait for the deadline to be near. */
export function callPages(services: Services) {
  return newRouter().post('/agent/taches/:id/alerte', (ctx) => postCall(ctx, services));
}

async function postCall(ctx: Context, services: Services): Promise<void> {
  const { agent, form, task, request } = await postedTask(ctx, services);
  try {
    if (!canAnswer(agent, task)) throw new Problem('FORBIDDEN');
    const { 'call-reason': reason } = parse(callSchema, withoutBlanks(form), ctx.state.lang);
    const key = form.once && `${form.once} ${hashOf(reason).toString('hex')}`;
    await once(services, { scope: `call ${agent.id}`, key, body: { of: task.id, reason } }, async (transaction) => {
      const call = {
        requestId: request.id,
        taskId: task.id,
        agentId: agent.id,
        noteId: newId(),
        reason,
        at: new Date(),
      };
      const managers = await callManagers(transaction, call);
      if (managers === undefined) throw new Problem('TASK_CLOSED');
      if (managers === 0) throw new Problem('NO_MANAGER');
      return { status: 200, body: { managers } };
    });
    seeOther(ctx, `/agent/demandes/${request.reference}?fait=alerte#notes`);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    await showRefusal(ctx, services, { request, agent }, error, { call: form['call-reason'] ?? '', taskId: task.id });
  }
}
