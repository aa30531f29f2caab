import { randomBytes } from 'node:crypto';
import type { Middleware } from 'koa';
import { isLinked } from '../../db/account-requests.ts';
import { type AccountRow, closeAccountSession, findAccountBySession, openAccountSession } from '../../db/accounts.ts';
import { newId } from '../../db/ids.ts';
import { hashOf, seal, unseal } from '../../db/secrets.ts';
import type { Context } from '../context.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { clearCookie, cookieFlags, hostCookie } from './cookies.ts';
import { refuseForeign } from './forgery.ts';
import type { IdentifiedPerson } from './identified-person.ts';
import { accountCookie, accountToken, forgetFollowed } from './tokens.ts';

/**
 * Signs a citizen in at this browser. A new token each time: one that was planted before gains nothing.
 *
 * @returns the account's id
 */
export async function openSession(
  ctx: Context,
  services: Services,
  { person, idToken }: { person: IdentifiedPerson; idToken: string },
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const former = accountToken(ctx, services);
  const accountId = await openAccountSession(services.db, {
    id: newId(),
    ...person,
    tokenHash: hashOf(token),
    idTokenSealed: seal(services.key, Buffer.from(idToken)),
    formerTokenHash: former === undefined ? undefined : hashOf(former),
  });
  ctx.cookies.set(hostCookie(services, accountCookie), token, cookieFlags(services));
  return accountId;
}

/**
 * Ends the session, and closes the requests that were opened by their codes: the next person may sit at this computer.
 * @returns the ID token, which the provider wants back to end its own session
 */
export async function endSession(ctx: Context, services: Services): Promise<string | undefined> {
  const token = accountToken(ctx, services);
  const sealed = token === undefined ? undefined : await closeAccountSession(services.db, hashOf(token));
  clearCookie(ctx, services, accountCookie);
  forgetFollowed(ctx, services);
  delete ctx.state.account;
  return sealed && unseal(services.key, sealed).toString();
}

/** Finds whose session a page's cookie is of; none is no fault here. */
export function readAccount(services: Services): Middleware {
  return async (ctx, next) => {
    const token = accountToken(ctx as unknown as Context, services);
    if (token !== undefined) ctx.state.account = await findAccountBySession(services.db, hashOf(token));
    await next();
  };
}

/**
 * The same for the API, where `Authorization` goes first. A cookie comes along whoever made the browser call, so that
 * what came by it alone is refused like a page's form when another site sent it.
 */
export function readAccountOfCall(services: Services): Middleware {
  const [read, refuse] = [readAccount(services), refuseForeign(services)];
  return (ctx, next) => {
    if (ctx.get('authorization')) return next();
    return read(ctx, () => (ctx.state.account ? refuse(ctx, next) : next()));
  };
}

export function requireAccount(ctx: Context): AccountRow {
  if (!ctx.state.account) throw new Problem('SIGN_IN_REQUIRED');
  return ctx.state.account;
}

/** True when the request is one of the signed-in citizen's own. */
export async function ownsByAccount({ state }: Context, services: Services, requestId: string): Promise<boolean> {
  return state.account !== undefined && isLinked(services.db, { requestId, accountId: state.account.id });
}
