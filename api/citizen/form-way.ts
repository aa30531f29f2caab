/** From page to page of a form: which draft is written, where its pages are, and what comes next. */
import type { DraftRow } from '../../db/drafts.ts';
import type { Zone } from '../../workflows/contract.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { follow } from '../auth/tokens.ts';
import type { Context } from '../context.ts';
import type { Services } from '../services.ts';
import { type Draft, draftHere, opened } from './drafts.ts';
import { firstToDo, type Step, stepsOf } from './form-steps.ts';

/** A page of a form, with what has been written so far. */
export interface Writing {
  type: RequestType;
  draft: Draft;
}

/** Hands over the draft of this browser; without one the form begins at its start, and a filed one at its end. */
export async function write(ctx: Context, services: Services, page: (writing: Writing) => unknown): Promise<void> {
  const type = services.types.current(ctx.params.type);
  const row = await draftHere(ctx, services, type);
  const draft = opened(services, type, row);
  if (draft) {
    await page({ type, draft });
    return;
  }
  if (row?.reference) return sent(ctx, services, row);
  leadTo(ctx, `/demarches/${type.id}?brouillon=absent`);
}

/** Whoever comes back to a form sees its confirmation for half a day; after that the request takes its code. */
export function sent(ctx: Context, services: Services, { requestId, reference, updatedAt }: DraftRow): void {
  const isRecent = Date.now() - updatedAt.getTime() < 12 * 3_600_000;
  if (isRecent) follow(ctx, services, requestId!);
  leadTo(ctx, `/suivi/${reference}${isRecent ? '/confirmation' : ''}`);
}

export function leadTo(ctx: Context, url: string): void {
  ctx.redirect(url);
  ctx.status = 303;
}

/** The address of a page; `back` keeps that it was reached to change an answer. */
export function pageUrl({ id }: RequestType, step: string, back = false): string {
  return `/demarches/${id}/${step}${back ? '?retour=verifier' : ''}`;
}

export const cameToChange = (ctx: Context) => ctx.query.retour === 'verifier';

/** Where the page before is: the one that was left to change an answer, or the one before in the form. */
export function urlBefore(ctx: Context, { type, draft }: Writing, step: Step): string {
  if (cameToChange(ctx)) return pageUrl(type, 'verifier');
  const steps = stepsOf(type, draft.answers);
  const before = steps[steps.findIndex(({ id }) => id === step.id) - 1];
  return before ? pageUrl(type, before.id) : `/demarches/${type.id}`;
}

/** After a page that is right. */
export function leadOn(ctx: Context, { type, draft }: Writing, step: Step): void {
  const steps = stepsOf(type, draft.answers);
  const next = cameToChange(ctx) ? undefined : steps[steps.findIndex(({ id }) => id === step.id) + 1];
  leadTo(ctx, pageUrl(type, next?.id ?? 'verifier'));
}

/** To the first page that has something to do; who has left none out comes back from it to where all is checked. */
export function goOn(ctx: Context, { type, draft }: Writing, zone: Zone): void {
  const hasSeenAll = stepsOf(type, draft.answers).every(({ id }) => draft.answers.seen.includes(id));
  const next = hasSeenAll ? undefined : firstToDo(type, draft.answers, ctx.state.lang, zone);
  leadTo(ctx, pageUrl(type, next?.id ?? 'verifier'));
}
