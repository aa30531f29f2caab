import { findRequest, type RequestRow } from '../../db/requests.ts';
import { followed } from '../auth/tokens.ts';
import type { Context } from '../context.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';

/** The request of a page, if this browser has opened it. @throws Problem NOT_FOUND, the same for a foreign one and none */
export async function ownRequest(ctx: Context, services: Services): Promise<RequestRow> {
  const request = await openedRequest(ctx, services);
  if (!request) throw new Problem('NOT_FOUND');
  return request;
}

export async function openedRequest(ctx: Context, services: Services): Promise<RequestRow | undefined> {
  const request = await findRequest(services.db, { reference: ctx.params.reference! });
  return request && followed(ctx, services).includes(request.id) ? request : undefined;
}
