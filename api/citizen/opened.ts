import { findRequest, type RequestRow } from '../../db/requests.ts';
import { followed } from '../auth/tokens.ts';
import type { Context } from '../context.ts';
import { show } from '../page.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';

/** The request of a page, if this browser has opened it. @throws Problem NOT_FOUND, the same for a foreign one and none */
export async function ownRequest(ctx: Context, services: Services): Promise<RequestRow> {
  const request = await openedRequest(ctx, services);
  if (!request) throw new Problem('NOT_FOUND');
  return request;
}

/**
 * Somebody may come from an email, at another browser: a request that this one has not opened asks for its code.
 *
 * @param next the page behind the request's own address to go on to
 */
export function askForCode(ctx: Context, services: Services, next: NextPage | '' = ''): void {
  show(ctx, services, 'follow-search', { reference: ctx.params.reference!, next, errors: [] });
  ctx.status = 404;
}

/** Where the right code may lead besides the request's own page; nothing else that is posted leads anywhere. */
export const nextPages = ['avis'] as const;
export type NextPage = (typeof nextPages)[number];

export async function openedRequest(ctx: Context, services: Services): Promise<RequestRow | undefined> {
  const request = await findRequest(services.db, { reference: ctx.params.reference! });
  return request && followed(ctx, services).includes(request.id) ? request : undefined;
}
