import { findRequest, type RequestRow } from '../../db/requests.ts';
import { ownsByAccount } from '../auth/account-session.ts';
import { followed, matchesCode } from '../auth/tokens.ts';
import type { Context } from '../context.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';

/** The request of a page, if this browser has opened it, or its account has it. @throws Problem NOT_FOUND, the same for a foreign one and none */
export async function ownRequest(ctx: Context, services: Services): Promise<RequestRow> {
  const request = await openedRequest(ctx, services);
  if (!request) throw new Problem('NOT_FOUND');
  return request;
}

export async function openedRequest(ctx: Context, services: Services): Promise<RequestRow | undefined> {
  const request = await findRequest(services.db, { reference: ctx.params.reference! });
  if (!request) return undefined;
  const open = followed(ctx, services).includes(request.id) || (await ownsByAccount(ctx, services, request.id));
  return open ? request : undefined;
}

/** The request of a reference and its tracking code, as people type them; undefined when they do not go together. */
export async function requestByCode(
  services: Services,
  { reference = '', code = '' }: { reference?: string; code?: string },
): Promise<RequestRow | undefined> {
  const request = await findRequest(services.db, { reference: asReference(reference) });
  return request && matchesCode(code, request) ? request : undefined;
}

/** With spaces, or without the hyphen. */
export function asReference(typed: string): string {
  const digits = typed.replace(/\D/g, '');
  return digits.length === 10 ? `${digits.slice(0, 4)}-${digits.slice(4)}` : typed.trim();
}
