import { lastEntry } from '../../db/bell.ts';
import { findRequest, type RequestRow } from '../../db/requests.ts';
import type { Context } from '../context.ts';
import { allowScript, show } from '../page.ts';
import type { Services } from '../services.ts';
import { followView, type Typed } from './follow-view.ts';

/** The follow-up page, by itself or with what was typed and why it was not taken. It keeps itself up to date. */
export async function showFollow(ctx: Context, services: Services, request: RequestRow, typed: Typed): Promise<void> {
  // Before all else is read, and then all else anew: what is written meanwhile is news to this page.
  const seen = await lastEntry(services.db, request.id);
  const current = (await findRequest(services.db, { id: request.id })) ?? request;
  const view = await followView(services, current, ctx.state.lang, { ...typed, seen });
  allowScript(ctx);
  show(ctx, services, 'follow', view, `/suivi/${request.reference}`);
}
