import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { verify } from '@node-rs/argon2';
import type { Middleware } from 'koa';
import { type AgentRow, closeSession, findAgentByEmail, findSession, openSession } from '../../db/agents.ts';
import type { RequestRow } from '../../db/requests.ts';
import { hashOf, trackingHashOf } from '../../db/secrets.ts';
import type { Context } from '../context.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { readSealed, setSealed } from './sealed-cookie.ts';

const agentCookie = 'guichet_agent';
/** Followed requests stay open in the browser for half a day. */
const followCookie = { name: 'guichet_suivi', forMs: 12 * 3_600_000 };
const tokenPrefix = 'agt_';

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

export const bearerOf = (ctx: Context) => /^Bearer\s+(\S+)$/i.exec(ctx.get('authorization'))?.[1];

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

export function setAgentCookie(ctx: Context, services: Services, token: string | null): void {
  ctx.cookies.set(agentCookie, token, { httpOnly: true, sameSite: 'lax', secure: isSecure(services), overwrite: true });
}

/** Opens a request to this browser: the cookie is sealed, and holds ids alone. */
export function follow(ctx: Context, services: Services, requestId: string): void {
  const ids = [requestId, ...followed(ctx, services).filter((id) => id !== requestId)].slice(0, 20);
  setSealed(ctx, services, followCookie, { ids });
}

/** The requests that this browser may show. */
export const followed = (ctx: Context, services: Services): string[] => readFollow(ctx, services)?.ids ?? [];

/** When this browser has to open them again, in milliseconds since 1970; undefined where it has opened none. */
export const followedUntil = (ctx: Context, services: Services) => readFollow(ctx, services)?.until;

function readFollow(ctx: Context, services: Services) {
  return readSealed<{ ids: string[]; until: number }>(ctx, services, followCookie);
}

/** Bound to the session, so that another site can not know it. */
export function csrfToken(services: Services, sessionToken: string): string {
  return createHmac('sha256', services.key).update(`csrf ${sessionToken}`).digest('base64url');
}

/**
 * Refuses a form that another site made the browser send: by `Sec-Fetch-Site` or `Origin` for everyone, and by the
 * session's token for agents.
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

/** For a page's form that acts for a signed-in agent. @param sent the hidden field `_csrf` */
export function checkCsrf(ctx: Context, services: Services, sent: unknown): void {
  const expected = csrfToken(services, agentToken(ctx) ?? '');
  const given = typeof sent === 'string' ? sent : '';
  if (given.length !== expected.length || !timingSafeEqual(Buffer.from(given), Buffer.from(expected))) {
    throw new Problem('FORGED');
  }
}

function ownOrigin(services: Services, origin: string, host: string): boolean {
  return origin === services.town.publicUrl || origin === `http://${host}` || origin === `https://${host}`;
}

const isSecure = (services: Services) => services.town.publicUrl.startsWith('https:');
