import { z } from 'zod';
import type { AgentRow } from '../../db/agents.ts';
import { proofsOf } from '../../db/interventions.ts';
import { findRequest, type RequestRow } from '../../db/requests.ts';
import type { Sql } from '../../db/sql.ts';
import { answerTask } from '../../db/tasks.ts';
import { claimTask, findTask, releaseTask, type TaskRow } from '../../db/worklist.ts';
import type { Language } from '../../templates/views.ts';
import { findRequestType } from '../../workflows/request-types/index.ts';
import { canAnswer } from '../auth/policy.ts';
import { maySee } from '../auth/sight.ts';
import { standing } from '../citizen/pieces.ts';
import { faultText, lines } from '../forms.ts';
import { type Answer, once } from '../idempotency.ts';
import { isId } from '../parse.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { answerFields } from './answer-fields.ts';
import { join, joinRefusal, joins } from './joining.ts';

export const answerSchema = z.object({
  answer: z.string({ error: 'choose' }),
  reply: lines(5000).optional(),
  note: lines(5000).optional(),
  fields: z
    .record(z.string(), z.unknown())
    .optional()
    .describe(
      'What the answer must come with: `joinTo`, a reference, `cost`, in whole euros, or `meetsOn`, a day as 2027-03-15',
    ),
});

export interface Answering {
  task: TaskRow;
  request: RequestRow;
  /** Absent when the citizen answers the citizen's own task. */
  agent?: AgentRow | undefined;
  key?: string | undefined;
  lang: Language;
}

/**
 * Answers a task: exactly one of several callers does, and the others learn who did.
 *
 * @throws Problem TASK_ALREADY_ANSWERED with `answeredBy` and `answeredAt`, TASK_CLOSED, ANSWER_UNKNOWN, PIECES_MISSING,
 * INVALID and JOIN_TARGET_MISSING or _REFUSED for what the answer must come with, FORBIDDEN
 */
export async function answer(
  services: Services,
  { task, request, agent, key, lang }: Answering,
  input: z.infer<typeof answerSchema>,
): Promise<Answer<{ task: object; request: object }>> {
  if (agent && !canAnswer(agent, task)) throw new Problem('FORBIDDEN');
  if (!task.answers.includes(input.answer)) throw new Problem('ANSWER_UNKNOWN', { answers: task.answers });
  if (task.kind === 'citizen' || input.answer === 'done') await refuseMissingPieces(services, task, request);
  if (needsReply(input.answer) && !input.reply)
    throw new Problem('INVALID', { errors: [{ field: 'reply', message: faultText('required', lang) }] });
  const type = findRequestType(request.type, request.revision);
  const fields = answerFields(type, input.answer, input.fields, { lang, zone: services.zone });
  const joiner = joins(type, task, input.answer) ? agent : undefined;
  const body = { of: task.id, ...input };
  return once(services, { scope: `answer ${agent?.id ?? request.id}`, key, body }, async (transaction) => {
    const at = new Date();
    const fault = joiner && (await join(transaction, { request, agent: joiner, at, lang }, input.fields?.joinTo));
    const won = await answerTask(transaction, { ...input, taskId: task.id, agentId: agent?.id, at, fields });
    // Who came second is told so, whatever else was wrong; nothing of either is kept.
    if (!won) throw await lossOf(transaction, task.id);
    if (fault) throw joinRefusal(fault, lang);
    return {
      status: 200,
      body: {
        task: { id: task.id, name: task.name, state: 'answered', answer: input.answer },
        request: { reference: request.reference, status: request.status, waitingFor: 'nobody' },
      },
    };
  });
}

/** Reasons are words, and nothing else. */
export const needsReply = (answer: string) => answer === 'reasons given';

/** @throws Problem NOT_FOUND */
export async function findTaskAndRequest(
  services: Services,
  id: string,
): Promise<{ task: TaskRow; request: RequestRow }> {
  const task = isId(id) ? await findTask(services.db, id) : undefined;
  const request = task && (await findRequest(services.db, { id: task.requestId }));
  if (!task || !request) throw new Problem('NOT_FOUND');
  return { task, request };
}

/** @throws Problem NOT_FOUND, FORBIDDEN, TASK_CLAIMED with `assignee`, TASK_CLOSED */
export async function claim(services: Services, id: string, agent: AgentRow): Promise<void> {
  await refuseUnlessClaimable(services, id, agent);
  if (!(await claimTask(services.db, id, agent.id))) await refuseLost(services, id);
}

/** Why a task could not be taken. @throws Problem TASK_CLAIMED with `assignee`, TASK_ALREADY_ANSWERED, TASK_CLOSED */
export async function refuseLost(services: Services, id: string): Promise<never> {
  const { task } = await findTaskAndRequest(services, id);
  if (task.state === 'open') throw new Problem('TASK_CLAIMED', { assignee: task.assignee });
  throw await lossOf(services.db, id);
}

/** @throws Problem NOT_FOUND, FORBIDDEN, TASK_NOT_HELD */
export async function release(services: Services, id: string, agent: AgentRow): Promise<void> {
  await refuseUnlessClaimable(services, id, agent);
  if (!(await releaseTask(services.db, id, agent.id))) throw new Problem('TASK_NOT_HELD');
}

/** A task of another sector is not told from none. */
async function refuseUnlessClaimable(services: Services, id: string, agent: AgentRow): Promise<void> {
  const { task, request } = await findTaskAndRequest(services, id);
  if (!(await maySee(services.db, agent, request))) throw new Problem('NOT_FOUND');
  if (!canAnswer(agent, task)) throw new Problem('FORBIDDEN');
}

// On the caller's own connection: a second one from the pool, asked for inside a transaction, can wait for ever.
export async function lossOf(on: Sql, taskId: string): Promise<Problem> {
  const task = (await findTask(on, taskId))!;
  if (task.state !== 'answered') return new Problem('TASK_CLOSED', { state: task.state });
  return new Problem('TASK_ALREADY_ANSWERED', {
    answer: task.answer,
    answeredBy: task.answeredBy,
    answeredAt: task.answeredAt,
  });
}

/** What the citizen was asked for, or the proof that a visit was made, which no other answer needs. */
async function refuseMissingPieces(services: Services, task: TaskRow, request: RequestRow): Promise<void> {
  const held = task.kind === 'citizen' ? await standing(services, request) : await proofsOf(services.db, task.id);
  const missing = task.pieces.filter((piece) => !held.includes(piece));
  if (missing.length > 0) throw new Problem('PIECES_MISSING', { missing });
}
