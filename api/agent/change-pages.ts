import { findRequest } from '../../db/requests.ts';
import { hashOf } from '../../db/secrets.ts';
import { requireAgent } from '../auth/tokens.ts';
import { reopen, reopeningSchema } from '../citizen/reopening.ts';
import { receiveDocument } from '../citizen/upload.ts';
import { type Context, newRouter } from '../context.ts';
import { withoutBlanks } from '../forms.ts';
import { parse } from '../parse.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { receivePaper } from './paper.ts';
import { redirect, redirectionSchema } from './redirecting.ts';
import { entitled, formOf, named, seeOther, showRefusal } from './request-page.ts';

/** What an agent changes about a request beside answering: its service, its end, its documents. */
export function agentChangePages(services: Services) {
  return newRouter()
    .post('/agent/demandes/:reference/transmission', (ctx) => postRedirection(ctx, services))
    .post('/agent/demandes/:reference/reouverture', (ctx) => postReopening(ctx, services))
    .post('/agent/demandes/:reference/documents', (ctx) => postDocument(ctx, services))
    .post('/agent/demandes/:reference/papier', (ctx) => postPaper(ctx, services));
}

async function postRedirection(ctx: Context, services: Services): Promise<void> {
  const agent = requireAgent(ctx);
  const form = formOf(ctx);
  const request = await findRequest(services.db, { reference: ctx.params.reference! });
  if (!request) throw new Problem('NOT_FOUND');
  const { lang } = ctx.state;
  try {
    const input = parse(redirectionSchema, withoutBlanks(named(form, 'redirect-')), lang);
    const key = form.once && `${form.once} ${hashOf(JSON.stringify(input)).toString('hex')}`;
    await redirect(services, { request, agent }, { ...input, key, lang });
    // The request may be out of this agent's sight now.
    seeOther(ctx, '/agent?fait=transmission');
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const redirection = { service: form['redirect-service'] ?? '', reason: form['redirect-reason'] ?? '' };
    // Once more whether this agent may see the request at all: its page comes back.
    await showRefusal(ctx, services, await entitled(ctx, services), prefixed(error, 'redirect-'), { redirection });
  }
}

async function postReopening(ctx: Context, services: Services): Promise<void> {
  const access = await entitled(ctx, services);
  const form = formOf(ctx);
  const asked = form.asked === 'yes';
  try {
    const { reason } = parse(reopeningSchema, withoutBlanks({ ...form, asked }), ctx.state.lang);
    const key = form.once && `${form.once} ${hashOf(`${asked} ${reason}`).toString('hex')}`;
    await reopen(services, access, { reason, asked, key });
    seeOther(ctx, `/agent/demandes/${access.request.reference}?fait=reouverture`);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    await showRefusal(ctx, services, access, error, { reopening: { reason: form.reason ?? '', asked } });
  }
}

async function postDocument(ctx: Context, services: Services): Promise<void> {
  const access = await entitled(ctx, services);
  try {
    await receiveDocument(ctx, services, access);
    seeOther(ctx, `/agent/demandes/${access.request.reference}?fait=document`);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    await showRefusal(ctx, services, access, error, {});
  }
}

async function postPaper(ctx: Context, services: Services): Promise<void> {
  const access = await entitled(ctx, services);
  const form = formOf(ctx);
  const { piece = '' } = form;
  try {
    await receivePaper(services, access, { piece, key: form.once && `${form.once} ${piece}` });
    seeOther(ctx, `/agent/demandes/${access.request.reference}?fait=papier`);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    await showRefusal(ctx, services, access, error, {});
  }
}

function prefixed(problem: Problem, prefix: string): Problem {
  const errors = problem.extra.errors?.map((error) => ({ ...error, field: prefix + error.field }));
  return errors ? new Problem(problem.code, { ...problem.extra, errors }) : problem;
}
