import { z } from 'zod';
import { addComment, type CommentRow, commentsOf, reviewComment } from '../../db/comments.ts';
import { newId } from '../../db/ids.ts';
import { findRequest, type RequestRow } from '../../db/requests.ts';
import type { Language } from '../../templates/views.ts';
import { can } from '../auth/policy.ts';
import { maySee } from '../auth/sight.ts';
import { requireAgent } from '../auth/tokens.ts';
import { type Context, newRouter } from '../context.ts';
import { line, lines, required, withoutBlanks } from '../forms.ts';
import { type Answer, once } from '../idempotency.ts';
import { cursorOf, isId, parse, readCursor } from '../parse.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { type Access, accessRequest } from './access.ts';
import { reviewSchema } from './documents.ts';
import { isPublished } from './participation.ts';
import { personHash } from './person-hash.ts';

export const commentSchema = z.strictObject(
  {
    name: line(60).optional().describe('Shown with the comment'),
    email: z.email({ error: 'email' }).max(254, { error: 'too long' }).describe('Never shown, and not kept'),
    text: lines(2000),
  },
  required,
);
export const commentListSchema = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(200).optional(),
});

/** What anybody says about a published request, and what the service lets everybody read of it. */
export function commentRoutes(services: Services) {
  return newRouter('/requests/:reference/comments')
    .get('/', async (ctx) => {
      ctx.body = await list(ctx, services);
    })
    .post('/', async (ctx) => {
      const input = parse(commentSchema, withoutBlanks(ctx.request.body), ctx.state.lang);
      const key = ctx.get('idempotency-key') || undefined;
      const answer = await comment(services, ctx.params.reference!, { ...input, key, lang: ctx.state.lang });
      ctx.status = answer.status;
      ctx.body = answer.body;
    })
    .post('/:id/review', async (ctx) => {
      requireAgent(ctx);
      const input = parse(reviewSchema, withoutBlanks(ctx.request.body), ctx.state.lang);
      const key = ctx.get('idempotency-key') || undefined;
      ctx.body = await review(services, await accessRequest(ctx, services), { id: ctx.params.id!, key, ...input });
    });
}

/** A comment as everybody reads it; agents also get where it stands. */
export function publicComment({ id, authorName, text, at }: CommentRow, lang: Language) {
  return { id, author: authorName ?? { fr: 'Un habitant', en: 'A resident' }[lang], text, at };
}

async function list(ctx: Context, services: Services) {
  const { lang, agent } = ctx.state;
  const { limit, cursor } = parse(commentListSchema, withoutBlanks(ctx.query), lang);
  const request = await publishedRequest(services, ctx.params.reference!);
  const all = agent !== undefined && (await maySee(services.db, agent, request));
  const after = readCursor(cursor);
  const found = await commentsOf(services.db, {
    requestId: request.id,
    states: all ? ['waiting', 'published', 'refused'] : ['published'],
    limit: limit + 1,
    after,
  });
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => ({
      ...publicComment(row, lang),
      ...(all && { state: row.state, ...(row.reason !== null && { reason: row.reason }) }),
    })),
    next: found.length > page.length && last ? cursorOf(last.at, last.id) : null,
  };
}

interface Commenting extends z.infer<typeof commentSchema> {
  key: string | undefined;
  lang: Language;
}

/** @throws Problem NOT_FOUND for what is not published, as for none; REQUEST_ENDED, TOO_MANY_COMMENTS */
export async function comment(
  services: Services,
  reference: string,
  { name, email, text, key, lang }: Commenting,
): Promise<Answer<ReturnType<typeof publicComment> & { state: 'waiting' }>> {
  const request = await publishedRequest(services, reference);
  const authorHash = personHash(services.key, 'comment', request.id, email);
  const call = { scope: `comment ${request.id}`, key, body: { by: authorHash.toString('hex'), name, text } };
  return once(services, call, async (transaction) => {
    const row = { id: newId(), authorName: name ?? null, text, at: new Date() };
    const outcome = await addComment(transaction, { ...row, requestId: request.id, authorHash });
    if (outcome === 'ended') throw new Problem('REQUEST_ENDED');
    if (outcome === 'too soon') throw new Problem('TOO_MANY_COMMENTS', { retryAfterSeconds: 60 });
    return {
      status: 201,
      body: { ...publicComment({ ...row, state: 'waiting', reason: null }, lang), state: 'waiting' },
    };
  });
}

/** @throws Problem FORBIDDEN, NOT_FOUND */
export async function review(
  services: Services,
  { request, agent }: Access,
  { id, key, accepted, reason }: z.infer<typeof reviewSchema> & { id: string; key?: string | undefined },
) {
  if (!agent || !can(agent, 'review comment', request)) throw new Problem('FORBIDDEN');
  const call = { scope: `comment review ${agent.id}`, key, body: { of: id, accepted, reason } };
  const answer = await once(services, call, async (transaction) => {
    const state = accepted ? ('published' as const) : ('refused' as const);
    const kept = accepted ? undefined : reason;
    const row = { id, requestId: request.id, agentId: agent.id, state, reason: kept, at: new Date() };
    if (!isId(id) || !(await reviewComment(transaction, row))) throw new Problem('NOT_FOUND');
    return { status: 200, body: { id, state, ...(kept && { reason: kept }) } };
  });
  return answer.body;
}

/** @throws Problem NOT_FOUND for what is not published, as for none */
export async function publishedRequest(services: Services, reference: string): Promise<RequestRow> {
  const request = await findRequest(services.db, { reference });
  if (!request || !(await isPublished(services, request))) throw new Problem('NOT_FOUND');
  return request;
}
