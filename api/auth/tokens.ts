import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { verify } from '@node-rs/argon2';
import type { Middleware } from 'koa';
import { type AgentRow, closeSession, findAgentByEmail, findSession, openSession } from '../../db/agents.ts';
import type { RequestRow } from '../../db/requests.ts';
import { hashOf, trackingHashOf } from '../../db/secrets.ts';
import type { Context } from '../context.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { clearCookie, cookieFlags, hostCookie, openSealed, setSealed } from './cookies.ts';

const agentCookie = 'guichet_agent';
const followCookie = 'guichet_suivi';
export const accountCookie = (services: Services) => hostCookie(services, 'guichet_compte');
const tokenPrefix = 'agt_';
/** Followed requests stay open in the browser for half a day. */
const followMs = 12 * 3_600_000;

// Verified when no such agent exists, so that the answer takes as long as for a wrong password.
const nobodysHash = '$argon2id$v=19$m=19456,t=2,p=1$Z3VpY2hldC1ndWljaGV0$yFAeFzUfQYuZ0kVHgJY2nhNyFgPEZxkmoQyIgK1tOlo';

/** Signs an agent in. @returns the token, which is kept nowhere. @throws Problem SIGN_IN_REFUSED */
export async function signIn(
  services: Services,
  email: string,
  password: string,
): Promise<{ token: string; agent: AgentRow }> {
  const found = await findAgentByEmail(services.db, email);
  const right = await verify(found?.passwordHash ?? nobodysHash, password).catch(() => false);
  if (!found || !right) throw new Problem('SIGN_IN_REFUSED');
  const token = tokenPrefix + randomBytes(32).toString('base64url');
  await openSession(services.db, hashOf(token), found.id);
  const { passwordHash: _, ...agent } = found;
  return { token, agent };
}

export const signOut = (services: Services, token: string) => closeSession(services.db, hashOf(token));

/** Finds the agent of an API call (`Authorization: Bearer`) or of a page (cookie); none is no fault here. */
export function readAgent(services: Services, by: 'bearer' | 'cookie'): Middleware {
  return async (ctx, next) => {
    const token = by === 'cookie' ? ctx.cookies.get(agentCookie) : bearerOf(ctx as unknown as Context);
    if (token?.startsWith(tokenPrefix)) {
      ctx.state.agent = await findSession(services.db, hashOf(token));
      // A program whose session is over must not go on as an anonymous citizen.
      if (by === 'bearer' && !ctx.state.agent) throw new Problem('SIGN_IN_REQUIRED');
    }
    await next();
  };
}

const bearerOf = (ctx: Context) => /^Bearer\s+(\S+)$/i.exec(ctx.get('authorization'))?.[1];

export function requireAgent(ctx: Context): AgentRow {
  if (!ctx.state.agent) throw new Problem('SIGN_IN_REQUIRED');
  return ctx.state.agent;
}

/** True when the call carries this request's tracking code. */
export function ownsByCode(ctx: Context, request: RequestRow): boolean {
  const code = bearerOf(ctx);
  return code !== undefined && matchesCode(code, request);
}

export const matchesCode = (code: string, request: RequestRow) =>
  timingSafeEqual(trackingHashOf(code), request.trackingHash);

export const agentToken = (ctx: Context) => ctx.cookies.get(agentCookie);
export const accountToken = (ctx: Context, services: Services) => ctx.cookies.get(accountCookie(services));

export function setAgentCookie(ctx: Context, services: Services, token: string | null): void {
  ctx.cookies.set(agentCookie, token, cookieFlags(services));
}

/** Opens a request to this browser: the cookie is sealed, and holds ids alone. */
export function follow(ctx: Context, services: Services, requestId: string): void {
  const ids = [requestId, ...followed(ctx, services).filter((id) => id !== requestId)].slice(0, 20);
  setSealed(ctx, services, followCookie, ids, followMs);
}

/** The requests that this browser may show. */
export const followed = (ctx: Context, services: Services) =>
  (openSealed(ctx, services, followCookie)?.value ?? []) as readonly string[];

/** When this browser has to open them again, in milliseconds since 1970; undefined where it has opened none. */
export const followedUntil = (ctx: Context, services: Services) => openSealed(ctx, services, followCookie)?.until;

/** Closes all of them, for who leaves a computer that others use. */
export const forgetFollowed = (ctx: Context, services: Services) => clearCookie(ctx, services, followCookie);

/** Bound to the sessions of the browser, an agent's and a citizen's, so that another site can not know it. */
export function csrfToken(ctx: Context, services: Services): string {
  const sessions = `csrf ${agentToken(ctx) ?? ''} ${accountToken(ctx, services) ?? ''}`;
  return createHmac('sha256', services.key).update(sessions).digest('base64url');
}

/**
 * Refuses a form that another site made the browser send: by `Sec-Fetch-Site` or `Origin` for everyone, and beside it by
 * `checkCsrf` for who is signed in.
 */
export function refuseForgery(services: Services): Middleware {
  return async (ctx, next) => {
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') {
      const site = ctx.get('sec-fetch-site');
      const origin = ctx.get('origin');
      const foreign = site
        ? site !== 'same-origin' && site !== 'none'
        : origin !== '' && !ownOrigin(services, origin, ctx.host);
      if (foreign) throw new Problem('FORGED');
    }
    await next();
  };
}

/** For a page's form that acts for somebody signed in. @param sent the hidden field `_csrf` */
export function checkCsrf(ctx: Context, services: Services, sent: unknown): void {
  const expected = Buffer.from(csrfToken(ctx, services));
  const given = Buffer.from(typeof sent === 'string' ? sent : '');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new Problem('FORGED');
}

function ownOrigin(services: Services, origin: string, host: string): boolean {
  return origin === services.town.publicUrl || origin === `http://${host}` || origin === `https://${host}`;
}
