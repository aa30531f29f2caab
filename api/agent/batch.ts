import { z } from 'zod';
import type { AgentRow } from '../../db/agents.ts';
import { hashOf } from '../../db/secrets.ts';
import type { TaskRow } from '../../db/worklist.ts';
import type { Language } from '../../templates/views.ts';
import { findRequestType } from '../../workflows/request-types/index.ts';
import { canAnswer } from '../auth/policy.ts';
import { maySee } from '../auth/sight.ts';
import { lines } from '../forms.ts';
import { parse } from '../parse.ts';
import { Problem, type ProblemCode, problemOf, problemText } from '../problems.ts';
import type { Services } from '../services.ts';
import { answer, claim, findTaskAndRequest } from './answering.ts';
import { assign } from './assigning.ts';

/** How many rows are dealt with at once: each is a transaction of its own, and somebody waits for the last. */
export const mostRows = 100;

export const batchSchema = z.object({
  action: z.enum(['claim', 'assign', 'answer'], { error: 'choose' }),
  tasks: z.array(z.string().max(100)).describe(`Ids, at most ${mostRows}`),
  assignee: z.string().optional().describe('For `assign`'),
  answer: z.string().optional().describe('For `answer`: one that every task offers and that needs nothing more'),
  reply: lines(5000).optional(),
});
export type Batch = z.infer<typeof batchSchema>;

export interface RowResult {
  id: string;
  done: boolean;
  /** Why it was not done. */
  code?: ProblemCode;
  /** The same to be read, with who was first where somebody was. */
  text: string;
}

/**
 * Does the same to each task, one after the other and each for itself: what is refused of one changes nothing for the
 * others, and nothing of it is kept.
 *
 * @throws Problem BATCH_EMPTY, BATCH_TOO_LARGE, INVALID before anything is done
 */
export async function runBatch(
  services: Services,
  batch: Batch,
  caller: { agent: AgentRow; key?: string | undefined; lang: Language },
): Promise<RowResult[]> {
  refuseBatch(batch, caller.lang);
  const results: RowResult[] = [];
  for (const id of new Set(batch.tasks))
    results.push(await resultOf(services, id, () => one(services, id, batch, caller), caller.lang));
  return results;
}

function refuseBatch({ action, tasks, assignee, answer }: Batch, lang: Language): void {
  if (tasks.length === 0) throw new Problem('BATCH_EMPTY');
  if (tasks.length > mostRows) throw new Problem('BATCH_TOO_LARGE', { most: mostRows });
  const chosen = z.string({ error: 'choose' });
  if (action === 'assign') parse(z.object({ assignee: chosen }), { assignee }, lang);
  if (action === 'answer') parse(z.object({ answer: chosen }), { answer }, lang);
}

async function one(
  services: Services,
  id: string,
  batch: Batch,
  { agent, key, lang }: { agent: AgentRow; key?: string | undefined; lang: Language },
): Promise<void> {
  if (batch.action === 'claim') return claim(services, id, agent);
  if (batch.action === 'assign') return void (await assign(services, id, agent, batch.assignee!));
  const { task, request } = await findTaskAndRequest(services, id);
  if (!(await maySee(services.db, agent, request))) throw new Problem('NOT_FOUND');
  if (!plainAnswers(task).includes(batch.answer!)) throw new Problem('ANSWER_UNKNOWN', { answers: plainAnswers(task) });
  const input = { answer: batch.answer!, ...(batch.reply !== undefined && { reply: batch.reply }) };
  const own = key && hashOf(`${key} ${id} ${JSON.stringify(input)}`).toString('hex');
  await answer(services, { task, request, agent, key: own, lang }, input);
}

async function resultOf({ log }: Services, id: string, act: () => Promise<void>, lang: Language): Promise<RowResult> {
  try {
    await act();
    return { id, done: true, text: { fr: 'Fait', en: 'Done' }[lang] };
  } catch (error) {
    // Also of what nobody foresaw: the rows before it are done, and are told of.
    const problem = problemOf(error, log);
    return { id, done: false, code: problem.code, text: refusalText(problem, lang) };
  }
}

function refusalText({ code, extra }: Problem, lang: Language): string {
  const who = extra.assignee ?? extra.answeredBy;
  return typeof who === 'string' ? `${problemText(code, lang)} (${who})` : problemText(code, lang);
}

/** The answers of a task that come with nothing but words: no visit’s proof, no cost, no other request. */
export function plainAnswers(task: TaskRow): string[] {
  const type = findRequestType(task.type, task.revision);
  return task.answers.filter(
    (answer) =>
      !type.answerFields?.[answer] &&
      type.duplicates?.answer !== answer &&
      !(answer === 'done' && task.pieces.length > 0),
  );
}

/** The answers that every one of the tasks offers and this agent may give them. */
export function commonAnswers(tasks: readonly TaskRow[], agent: AgentRow): string[] {
  if (!tasks.every((task) => canAnswer(agent, task))) return [];
  const [first, ...others] = tasks.map(plainAnswers);
  return (first ?? []).filter((answer) => others.every((answers) => answers.includes(answer)));
}
