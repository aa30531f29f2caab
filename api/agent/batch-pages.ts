import type { AgentRow } from '../../db/agents.ts';
import { newId } from '../../db/ids.ts';
import { type TaskRow, tasksById } from '../../db/worklist.ts';
import type { BatchView } from '../../templates/pages/worklist-view.ts';
import type { Language } from '../../templates/views.ts';
import { wordsOf } from '../../workflows/kit/words.ts';
import { findRequestType } from '../../workflows/request-types/index.ts';
import { canAnswer, canAssign } from '../auth/policy.ts';
import { maySee } from '../auth/sight.ts';
import { requireAgent } from '../auth/tokens.ts';
import { type Context, newRouter } from '../context.ts';
import { withoutBlanks } from '../forms.ts';
import { allowScript, show } from '../page.ts';
import { isId, parse } from '../parse.ts';
import { Problem, problemText } from '../problems.ts';
import { serviceNames } from '../public/request-types.ts';
import type { Services } from '../services.ts';
import { answerers } from './assigning.ts';
import { type Batch, batchSchema, commonAnswers, mostRows, type RowResult, runBatch } from './batch.ts';
import { formOf, named } from './request-page.ts';
import { taskLine } from './task-view.ts';
import { knownFilters, queryOf } from './worklist-filter.ts';

/** Several rows of the list at once: what may be done with them, and what was done of each. */
export function batchPages(services: Services) {
  return newRouter()
    .post('/agent/lot', (ctx) => showChoice(ctx, services))
    .post('/agent/lot/envoi', (ctx) => postBatch(ctx, services));
}

/** The boxes that were ticked, one name for each: a form's names are there once. */
const tickedIn = (form: Record<string, string>) => Object.keys(named(form, 'task.'));

async function showChoice(ctx: Context, services: Services): Promise<void> {
  const agent = requireAgent(ctx);
  const form = formOf(ctx);
  await showBatch(ctx, services, agent, { form });
}

async function postBatch(ctx: Context, services: Services): Promise<void> {
  const agent = requireAgent(ctx);
  const { lang } = ctx.state;
  const form = formOf(ctx);
  const byScript = ctx.accepts('html', 'json') === 'json';
  try {
    const batch: Batch = parse(batchSchema, withoutBlanks({ ...form, tasks: tickedIn(form) }), lang);
    const results = await runBatch(services, batch, { agent, key: form.once, lang });
    if (byScript) ctx.body = { results };
    else await showBatch(ctx, services, agent, { form, results });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    await showBatch(ctx, services, agent, { form, error });
  }
}

async function showBatch(
  ctx: Context,
  services: Services,
  agent: AgentRow,
  { form, results, error }: { form: Record<string, string>; results?: RowResult[]; error?: Problem },
): Promise<void> {
  const { lang } = ctx.state;
  const ids = tickedIn(form);
  const fault = error ?? sizeFault(ids);
  const tasks = sizeFault(ids) ? [] : await visibleTasks(services, agent, ids.filter(isId));
  const names = await serviceNames(services, lang);
  const byId = new Map(results?.map((result) => [result.id, result]));
  const list = queryOf(knownFilters(services, Object.fromEntries(new URLSearchParams(form.list))));
  allowScript(ctx);
  const view: BatchView = {
    title: results ? titles.done[lang] : titles.choice[lang],
    summary: results && summaryText(results, lang),
    rows: tasks.map((task) => ({ id: task.id, ...taskLine(services, task, names, lang), result: byId.get(task.id) })),
    ...(await choices(services, agent, results ? [] : tasks, form, lang)),
    action: '/agent/lot/envoi',
    once: form.once ?? newId(),
    reply: form.reply ?? '',
    list,
    backUrl: `/agent?${list}`,
    errors: fault ? errorsOf(fault, lang) : [],
  };
  show(ctx, services, 'batch', view, '/agent');
  if (fault) ctx.status = fault.status;
}

function sizeFault(ids: readonly string[]): Problem | undefined {
  if (ids.length === 0) return new Problem('BATCH_EMPTY');
  return ids.length > mostRows ? new Problem('BATCH_TOO_LARGE', { most: mostRows }) : undefined;
}

const errorsOf = ({ code, extra }: Problem, lang: Language): BatchView['errors'] =>
  extra.errors?.map(({ field, message }) => ({ href: `#${field}`, text: message })) ?? [
    { href: '#main', text: problemText(code, lang) },
  ];

/** Those that are there and open to this agent, least time left first. */
async function visibleTasks({ db }: Services, agent: AgentRow, ids: readonly string[]): Promise<TaskRow[]> {
  const tasks = await tasksById(db, ids);
  const seen = await Promise.all(
    tasks.map(async (task) => canAnswer(agent, task) || maySee(db, agent, { ...task, id: task.requestId })),
  );
  return tasks.filter((_, index) => seen[index]);
}

async function choices(
  services: Services,
  agent: AgentRow,
  tasks: readonly TaskRow[],
  form: Record<string, string>,
  lang: Language,
): Promise<Pick<BatchView, 'assignees' | 'claimable' | 'answers' | 'withReply'>> {
  const assigns = tasks.length > 0 && tasks.every((task) => canAssign(agent, task));
  const assignees = assigns ? await answerers(services, tasks) : undefined;
  const words = (answer: string) => wordsOf(findRequestType(tasks[0]!.type, tasks[0]!.revision), answer)[lang];
  return {
    claimable: tasks.length > 0 && tasks.every((task) => canAnswer(agent, task)),
    assignees: assignees?.map(({ id, displayName }) => ({
      value: id,
      label: displayName,
      checked: id === form.assignee,
    })),
    answers: commonAnswers(tasks, agent).map((answer) => ({
      value: answer,
      label: words(answer),
      checked: answer === form.answer,
    })),
    withReply: tasks.every((task) => task.kind === 'agent' && !task.answers.includes('sent back')),
  };
}

const titles = {
  choice: { fr: 'Traiter plusieurs demandes', en: 'Deal with several requests' },
  done: { fr: 'Ce qui a été fait', en: 'What was done' },
};

function summaryText(results: readonly RowResult[], lang: Language): string {
  const done = results.filter((result) => result.done).length;
  const not = results.length - done;
  if (lang === 'fr') return `Fait : ${done}. Non fait : ${not}.`;
  return `Done: ${done}. Not done: ${not}.`;
}
