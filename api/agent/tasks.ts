import { z } from 'zod';
import { waitingTasks } from '../../db/waiting-tasks.ts';
import { type TaskRow, tasksById } from '../../db/worklist.ts';
import type { Language } from '../../templates/views.ts';
import type { Zone } from '../../workflows/contract.ts';
import { civilDate } from '../../workflows/kit/calendar.ts';
import { wordsOf } from '../../workflows/kit/words.ts';
import { requestTypes } from '../../workflows/request-types/index.ts';
import { maySee } from '../auth/sight.ts';
import { requireAgent } from '../auth/tokens.ts';
import { owns, requireCredentials } from '../citizen/access.ts';
import { newRouter } from '../context.ts';
import { withoutBlanks } from '../forms.ts';
import { cursorOf, parse, readCursor } from '../parse.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { answer, answerSchema, claim, findTaskAndRequest, release } from './answering.ts';
import { assign, assignmentSchema } from './assigning.ts';
import { batchSchema, runBatch } from './batch.ts';
import { saidIn } from './words.ts';
import { filterSchema, refuseUnknown, waitingFilter } from './worklist-filter.ts';

export const listSchema = filterSchema.extend({
  state: z.literal('open', { error: 'choose' }).default('open'),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(200).optional(),
});

/** The worklist as the API gives it. */
export function taskRoutes(services: Services) {
  return newRouter('/tasks')
    .get('/', async (ctx) => {
      const agent = requireAgent(ctx);
      const { lang } = ctx.state;
      const { cursor, limit, state: _, ...filter } = parse(listSchema, withoutBlanks(ctx.query), lang);
      await refuseUnknown(services, filter, lang);
      const after = readCursor(cursor);
      const found = await waitingTasks(
        services.db,
        await waitingFilter(services, filter, agent),
        101,
        after && { dueAt: after.at, id: after.id },
      );
      const page = await tasksById(services.db, found.slice(0, limit));
      const last = page.at(-1);
      ctx.body = {
        items: page.map((task) => taskJson(task, lang, services.zone)),
        next: found.length > page.length && last ? cursorOf(last.dueAt, last.id) : null,
      };
    })
    .post('/batch', async (ctx) => {
      const agent = requireAgent(ctx);
      const { lang } = ctx.state;
      const batch = parse(batchSchema, withoutBlanks(ctx.request.body), lang);
      const key = ctx.get('idempotency-key') || undefined;
      ctx.body = { results: await runBatch(services, batch, { agent, key, lang }) };
    })
    .post('/:id/claim', async (ctx) => {
      await claim(services, ctx.params.id!, requireAgent(ctx));
      ctx.body = { id: ctx.params.id, claimed: true };
    })
    .post('/:id/release', async (ctx) => {
      await release(services, ctx.params.id!, requireAgent(ctx));
      ctx.body = { id: ctx.params.id, claimed: false };
    })
    .post('/:id/assign', async (ctx) => {
      const agent = requireAgent(ctx);
      const { assignee } = parse(assignmentSchema, withoutBlanks(ctx.request.body), ctx.state.lang);
      ctx.body = { id: ctx.params.id, ...(await assign(services, ctx.params.id!, agent, assignee)) };
    })
    .post('/:id/answer', async (ctx) => {
      requireCredentials(ctx);
      const { task, request } = await findTaskAndRequest(services, ctx.params.id!);
      const { agent, lang } = ctx.state;
      const entitled = agent
        ? await maySee(services.db, agent, request)
        : task.kind === 'citizen' && (await owns(ctx, services, request));
      if (!entitled) throw agent ? new Problem('NOT_FOUND') : await services.limits.wrongCode(ctx, request.reference);
      const input = parse(answerSchema, withoutBlanks(ctx.request.body), lang);
      const answered = await answer(
        services,
        { task, request, agent, key: ctx.get('idempotency-key') || undefined, lang },
        input,
      );
      ctx.body = answered.body;
    });
}

function taskJson(task: TaskRow, lang: Language, zone: Zone) {
  const type = requestTypes.find((candidate) => candidate.id === task.type);
  const words = (name: string) => wordsOf(type ?? {}, name)[lang];
  return {
    id: task.id,
    name: task.name,
    title: words(task.name),
    kind: task.kind,
    role: task.role,
    reference: task.reference,
    type: task.type,
    service: task.serviceId,
    dueOn: civilDate(task.dueAt, zone),
    answers: task.answers.map((id) => ({ id, label: words(id) })),
    assignee: task.assignee,
    escalated: task.escalatedAt !== null,
    bounced: task.bounced,
    routedBecause: saidIn(task.routedBecause, lang) ?? null,
  };
}
