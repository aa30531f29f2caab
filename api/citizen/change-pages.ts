import { newId } from '../../db/ids.ts';
import type { RequestRow } from '../../db/requests.ts';
import { hashOf } from '../../db/secrets.ts';
import { findTask } from '../../db/worklist.ts';
import { findRequestType } from '../../workflows/request-types/index.ts';
import { answer, answerSchema } from '../agent/answering.ts';
import { type Context, newRouter } from '../context.ts';
import { withoutBlanks } from '../forms.ts';
import { show } from '../page.ts';
import { isId, parse } from '../parse.ts';
import { Problem, problemText } from '../problems.ts';
import type { Services } from '../services.ts';
import { showFollow } from './follow-page.ts';
import type { Typed } from './follow-view.ts';
import { ownRequest } from './opened.ts';
import { askForReasons } from './reasons.ts';
import { reopen, reopeningSchema } from './reopening.ts';
import { withdraw } from './withdrawal.ts';

/** What a citizen decides about a request under way: answers what is asked, takes it back, asks why, has it looked at again. */
export function changePages(services: Services) {
  return newRouter()
    .post('/suivi/:reference/taches/:id/reponse', (ctx) => postAnswer(ctx, services))
    .get('/suivi/:reference/retrait', (ctx) => showWithdrawal(ctx, services))
    .post('/suivi/:reference/retrait', (ctx) => postWithdrawal(ctx, services))
    .post('/suivi/:reference/motifs', (ctx) => postReasons(ctx, services))
    .post('/suivi/:reference/reouverture', (ctx) => postReopening(ctx, services));
}

async function postAnswer(ctx: Context, services: Services): Promise<void> {
  const request = await ownRequest(ctx, services);
  const task = isId(ctx.params.id!) ? await findTask(services.db, ctx.params.id!) : undefined;
  if (task?.requestId !== request.id || task.kind !== 'citizen') throw new Problem('NOT_FOUND');
  const form = formOf(ctx);
  await orShow(ctx, services, request, {}, async () => {
    const { answer: given } = parse(answerSchema, withoutBlanks(form), ctx.state.lang);
    await answer(services, { task, request, key: form.once, lang: ctx.state.lang }, { answer: given });
    return 'reponse';
  });
}

async function showWithdrawal(ctx: Context, services: Services): Promise<void> {
  const request = await ownRequest(ctx, services);
  const base = `/suivi/${request.reference}`;
  if (request.status === 'ended' || request.withdrawnAt) return ctx.redirect(base);
  show(ctx, services, 'withdraw', {
    title: findRequestType(request.type, request.revision).title[ctx.state.lang],
    reference: request.reference,
    action: `${base}/retrait`,
    backUrl: base,
    once: newId(),
  });
}

async function postWithdrawal(ctx: Context, services: Services): Promise<void> {
  const request = await ownRequest(ctx, services);
  await orShow(ctx, services, request, {}, async () => {
    await withdraw(services, { request }, formOf(ctx).once);
    return 'retrait';
  });
}

async function postReasons(ctx: Context, services: Services): Promise<void> {
  const request = await ownRequest(ctx, services);
  await orShow(ctx, services, request, {}, async () => {
    await askForReasons(services, { request }, formOf(ctx).once);
    return 'motifs';
  });
}

async function postReopening(ctx: Context, services: Services): Promise<void> {
  const request = await ownRequest(ctx, services);
  const form = formOf(ctx);
  await orShow(ctx, services, request, { reason: form.reason ?? '' }, async () => {
    const { reason } = parse(reopeningSchema, withoutBlanks(form), ctx.state.lang);
    const key = form.once && `${form.once} ${hashOf(reason).toString('hex')}`;
    await reopen(services, { request }, { reason, asked: true, key });
    return 'reouverture';
  });
}

/** Does it and says so on the follow-up page, or shows there why it was not done. */
async function orShow(
  ctx: Context,
  services: Services,
  request: RequestRow,
  typed: Typed,
  act: () => Promise<string>,
): Promise<void> {
  const page = `/suivi/${request.reference}`;
  try {
    ctx.redirect(`${page}?recu=${await act()}`);
    ctx.status = 303;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { lang } = ctx.state;
    const errors = error.extra.errors?.map(({ field, message }) => ({ href: `#${field}`, text: message })) ?? [
      { href: '#main', text: problemText(error.code, lang) },
    ];
    await showFollow(ctx, services, request, { ...typed, errors });
    ctx.status = error.status;
  }
}

const formOf = (ctx: Context) => (ctx.request.body ?? {}) as Record<string, string>;
