import { z } from 'zod';
import { findRequest, searchRequests } from '../../db/requests.ts';
import { channels } from '../../workflows/contract.ts';
import { redirect, redirectionSchema } from '../agent/redirecting.ts';
import { visibleServices } from '../auth/policy.ts';
import { keepReading } from '../auth/reading.ts';
import { requireAgent } from '../auth/tokens.ts';
import { type Context, newRouter } from '../context.ts';
import { withoutBlanks } from '../forms.ts';
import { cursorOf, parse, readCursor } from '../parse.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { accessRequest } from './access.ts';
import { correct, correctionSchema } from './correction.ts';
import { file } from './filing.ts';
import { messageSchema, sendMessage } from './messages.ts';
import { askForReasons } from './reasons.ts';
import { reopen, reopeningSchema } from './reopening.ts';
import { requestJson, requestSummary } from './story.ts';
import { answerSurvey, surveySchema } from './survey.ts';
import { withdraw } from './withdrawal.ts';

export const searchSchema = z.object({
  q: z.string().max(100).optional(),
  status: z.enum(['open', 'ended'], { error: 'choose' }).optional(),
  type: z.string().max(100).optional(),
  service: z.string().max(100).optional(),
  channel: z.enum(channels, { error: 'choose' }).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(200).optional(),
});

/** Requests as the API gives them: filed by citizens and agents, read by their owner and the service. */
export function requestRoutes(services: Services) {
  return newRouter('/requests')
    .post('/', async (ctx) => {
      const { lang, agent, account } = ctx.state;
      if (!agent) await services.limits.file(ctx);
      const filed = await file(services, {
        input: ctx.request.body,
        lang,
        agent,
        account,
        key: keyOf(ctx),
      });
      ctx.status = filed.status;
      ctx.set('Location', filed.body.links.self);
      ctx.body = filed.body;
    })
    .get('/', async (ctx) => {
      const agent = requireAgent(ctx);
      const { cursor, ...filter } = parse(searchSchema, withoutBlanks(ctx.query), ctx.state.lang);
      const after = readCursor(cursor);
      const found = await searchRequests(services.db, {
        ...filter,
        services: visibleServices(agent),
        limit: filter.limit + 1,
        after: after && { receivedAt: after.at, id: after.id },
      });
      const page = found.slice(0, filter.limit);
      const last = page.at(-1);
      ctx.body = {
        items: page.map((request) => ({
          ...requestSummary(request),
          citizen: { givenName: request.givenName, familyName: request.familyName },
        })),
        next: found.length > page.length && last ? cursorOf(last.receivedAt, last.id) : null,
      };
    })
    .get('/:reference', async (ctx) => {
      const access = await accessRequest(ctx, services);
      await keepReading(services, access);
      ctx.body = await requestJson(services, access, ctx.state.lang);
    })
    .post('/:reference/messages', async (ctx) => {
      const { request, agent } = await accessRequest(ctx, services);
      const { text } = parse(messageSchema, withoutBlanks(ctx.request.body), ctx.state.lang);
      const answer = await sendMessage(services, { request, agent }, { text, key: keyOf(ctx) });
      ctx.status = answer.status;
      ctx.body = answer.body;
    })
    .post('/:reference/withdraw', async (ctx) => {
      const access = await accessRequest(ctx, services);
      ctx.body = (await withdraw(services, access, keyOf(ctx))).body;
    })
    .post('/:reference/reasons', async (ctx) => {
      const access = await accessRequest(ctx, services);
      ctx.body = (await askForReasons(services, access, keyOf(ctx))).body;
    })
    .post('/:reference/survey', async (ctx) => {
      const access = await accessRequest(ctx, services);
      const input = parse(surveySchema, withoutBlanks(ctx.request.body), ctx.state.lang);
      const answer = await answerSurvey(services, access, { ...input, key: keyOf(ctx) });
      ctx.status = answer.status;
      ctx.body = answer.body;
    })
    .post('/:reference/correction', async (ctx) => {
      const access = await accessRequest(ctx, services);
      const { lang } = ctx.state;
      const input = parse(correctionSchema, ctx.request.body, lang);
      ctx.body = (await correct(services, access, { input, lang, key: keyOf(ctx) })).body;
    })
    .post('/:reference/redirect', async (ctx) => {
      const agent = requireAgent(ctx);
      const request = await findRequest(services.db, { reference: ctx.params.reference! });
      if (!request) throw new Problem('NOT_FOUND');
      const input = parse(redirectionSchema, withoutBlanks(ctx.request.body), ctx.state.lang);
      ctx.body = (
        await redirect(services, { request, agent }, { ...input, key: keyOf(ctx), lang: ctx.state.lang })
      ).body;
    })
    .post('/:reference/reopen', async (ctx) => {
      const access = await accessRequest(ctx, services);
      const input = parse(reopeningSchema, withoutBlanks(ctx.request.body), ctx.state.lang);
      ctx.body = (await reopen(services, access, { ...input, key: keyOf(ctx) })).body;
    });
}

const keyOf = (ctx: Context) => ctx.get('idempotency-key') || undefined;
