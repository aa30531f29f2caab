import { z } from 'zod';
import { type DocumentRow, findDocument, reviewDocument } from '../../db/documents.ts';
import { unseal } from '../../db/secrets.ts';
import { can } from '../auth/policy.ts';
import { keepReading } from '../auth/reading.ts';
import { requireAgent } from '../auth/tokens.ts';
import { type Context, newRouter } from '../context.ts';
import { lines, withoutBlanks } from '../forms.ts';
import { once } from '../idempotency.ts';
import { isId, parse } from '../parse.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { type Access, accessRequest } from './access.ts';
import { receiveDocument } from './upload.ts';

export const reviewSchema = z
  .object({ accepted: z.boolean({ error: 'choose' }), reason: lines(1000).optional() })
  .refine(({ accepted, reason }) => accepted || reason, { path: ['reason'], error: 'required' });

/** Supporting documents: sent by the citizen or an agent, reviewed by agents, always given back as an attachment. */
export function documentRoutes(services: Services) {
  return newRouter('/requests/:reference/documents')
    .post('/', async (ctx) => {
      const answer = await receiveDocument(ctx, services, await accessRequest(ctx, services));
      ctx.status = answer.status;
      ctx.body = answer.body;
    })
    .get('/:id', async (ctx) => {
      await sendDocument(ctx, services, await accessRequest(ctx, services));
    })
    .post('/:id/review', async (ctx) => {
      requireAgent(ctx);
      const input = parse(reviewSchema, withoutBlanks(ctx.request.body), ctx.state.lang);
      const key = ctx.get('idempotency-key') || undefined;
      ctx.body = await review(services, await accessRequest(ctx, services), { id: ctx.params.id!, key, ...input });
    });
}

/** @throws Problem FORBIDDEN, NOT_FOUND, FILE_INFECTED */
export async function review(
  services: Services,
  { request, agent }: Access,
  {
    id,
    key,
    accepted,
    reason,
  }: { id: string; key?: string | undefined; accepted: boolean; reason?: string | undefined },
) {
  if (!agent || !can(agent, 'review document', request)) throw new Problem('FORBIDDEN');
  const document = await existing(services, request.id, id);
  const state = accepted ? ('accepted' as const) : ('refused' as const);
  const body = { of: id, accepted, reason };
  const answer = await once(services, { scope: `review ${agent.id}`, key, body }, async (transaction) => {
    const reviewed = { id, requestId: request.id, agentId: agent.id, state, reason, at: new Date() };
    if (!(await reviewDocument(transaction, reviewed))) throw new Problem('FILE_INFECTED');
    return { status: 200, body: { id, piece: document.piece, state, ...(reason && { reason }) } };
  });
  return answer.body;
}

/**
 * The file as an attachment under a sandbox: a browser never shows or runs what somebody has sent.
 *
 * @throws Problem NOT_FOUND, FILE_INFECTED
 */
export async function sendDocument(ctx: Context, services: Services, access: Access): Promise<void> {
  const { request } = access;
  const { id, fileName, mediaType, sizeBytes, state } = await existing(services, request.id, ctx.params.id!);
  // What came on paper has no file to send.
  if (fileName === null || mediaType === null || sizeBytes === null) throw new Problem('NOT_FOUND');
  if (state === 'infected') throw new Problem('FILE_INFECTED');
  await keepReading(services, access, id);
  ctx.body = await services.store.read(id, unseal(services.key, request.fileKeySealed));
  ctx.type = mediaType;
  ctx.length = sizeBytes;
  ctx.attachment(fileName);
  ctx.set('Content-Security-Policy', "default-src 'none'; sandbox");
  ctx.set('Cache-Control', 'private, no-store');
}

async function existing(services: Services, requestId: string, id: string): Promise<DocumentRow> {
  const document = isId(id) ? await findDocument(services.db, requestId, id) : undefined;
  if (!document) throw new Problem('NOT_FOUND');
  return document;
}
