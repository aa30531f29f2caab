/** What every form of the agent's request page has in common: who may, and what is shown when it is not taken. */
import { lastEntry } from '../../db/bell.ts';
import { findErased } from '../../db/erasing.ts';
import { findRequest } from '../../db/requests.ts';
import { findRequestType } from '../../workflows/request-types/index.ts';
import { can } from '../auth/policy.ts';
import { maySee, type Sight, sightOf } from '../auth/sight.ts';
import { requireAgent } from '../auth/tokens.ts';
import type { Context } from '../context.ts';
import { allowScript, show } from '../page.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { findTaskAndRequest } from './answering.ts';
import { refusals } from './refusals.ts';
import { type AgentAccess, type Draft, requestView, type Typed } from './views.ts';

/** @throws Problem SIGN_IN_REQUIRED, NOT_FOUND for a request of another sector as for none, ERASED, ARCHIVED */
export async function entitled(ctx: Context, services: Services): Promise<AgentAccess> {
  const { sight, ...access } = await reached(ctx, services);
  if (sight === 'archived') throw new Problem('ARCHIVED');
  return access;
}

/** The same, also of a request that is archived and that the agent has not opened. */
export async function reached(ctx: Context, services: Services): Promise<AgentAccess & { sight: Sight }> {
  const agent = requireAgent(ctx);
  const request = await findRequest(services.db, { reference: ctx.params.reference! });
  const sight = request ? await sightOf(services.db, agent, request) : 'none';
  if (request && sight !== 'none') return { request, agent, sight };
  const erased = request ? undefined : await findErased(services.db, ctx.params.reference!);
  throw new Problem(erased && can(agent, 'see request', erased) ? 'ERASED' : 'NOT_FOUND');
}

/**
 * What a form that is about a task was sent with, and by whom.
 *
 * @throws Problem SIGN_IN_REQUIRED, FORGED, NOT_FOUND for a task of another sector as for none
 */
export async function postedTask(ctx: Context, services: Services) {
  const agent = requireAgent(ctx);
  const form = formOf(ctx);
  const { task, request } = await findTaskAndRequest(services, ctx.params.id!);
  if (!(await maySee(services.db, agent, request))) throw new Problem('NOT_FOUND');
  return { agent, form, task, request };
}

/** The request's page, which keeps itself up to date. */
export async function showRequest(ctx: Context, services: Services, access: AgentAccess, typed: Typed): Promise<void> {
  // Before all else is read, and then all else anew: what is written meanwhile is news to this page.
  const seen = await lastEntry(services.db, access.request.id);
  const request = (await findRequest(services.db, { id: access.request.id })) ?? access.request;
  const view = await requestView(services, { ...access, request }, ctx.state.lang, { ...typed, seen });
  allowScript(ctx);
  const path = `/agent/demandes/${request.reference}`;
  show(ctx, services, 'request', view, ctx.method === 'GET' ? ctx.url : path);
}

/** The request once more, with what was typed and why it was not taken. */
export async function showRefusal(
  ctx: Context,
  services: Services,
  access: AgentAccess,
  problem: Problem,
  typed: Typed,
): Promise<void> {
  const { request } = access;
  const type = findRequestType(request.type, request.revision);
  const errors = refusals(problem, type, ctx.state.lang, services.zone, typed.draft?.reply ? '#reply' : '#main');
  await showRequest(ctx, services, access, { ...typed, errors });
  ctx.status = problem.status;
}

export const formOf = (ctx: Context) => (ctx.request.body ?? {}) as Record<string, string>;

/** What a form calls by names with a prefix: a page may have several reasons to type, and the schema knows one. */
export const named = (form: Record<string, string>, prefix: string) =>
  Object.fromEntries(
    Object.entries(form)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), value]),
  );

/** What an answer must come with. A reference that was typed goes before one that was chosen. */
export function fieldsOf(form: Record<string, string>): Record<string, string> {
  const { found, joinTo, ...fields } = named(form, 'fields.');
  return { ...fields, joinTo: joinTo?.trim() || found || '' };
}

export function draftOf(form: Record<string, string>, taskId: string): Draft {
  const { answer = '', reply = '', note = '' } = form;
  return { answer, reply, note, fields: fieldsOf(form), taskId };
}

export function seeOther(ctx: Context, url: string): void {
  ctx.redirect(url);
  ctx.status = 303;
}
