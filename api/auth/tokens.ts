import { timingSafeEqual } from 'node:crypto';
import type { Middleware } from 'koa';
import { closeSession, findSession } from '../../db/agent-sessions.ts';
import type { AgentRow } from '../../db/agents.ts';
import { findApiToken } from '../../db/api-tokens.ts';
import type { RequestRow } from '../../db/requests.ts';
import { hashOf, trackingHashOf, unseal } from '../../db/secrets.ts';
import type { Context, State } from '../context.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { clearCookie, cookieFlags, hostCookie, openSealed, setSealed } from './cookies.ts';
import { canInTown, type TownAction } from './policy.ts';

const agentCookie = (services: Services) => hostCookie(services, 'guichet_agent');
const followCookie = 'guichet_suivi';
export const accountCookie = 'guichet_compte';
export const sessionPrefix = 'agt_';
export const programPrefix = 'api_';
/** Followed requests stay open in the browser for half a day. */
const followMs = 12 * 3_600_000;

/** Ends an agent's session. @returns the ID token that the identity provider wants back, if it was one of its sessions */
export async function signOut(services: Services, token: string): Promise<string | undefined> {
  const sealed = await closeSession(services.db, hashOf(token));
  return sealed && unseal(services.key, sealed).toString();
}

/**
 * Finds the agent of an API call (`Authorization: Bearer`, a session's or a program's) or of a page (cookie, a session's
 * alone); none is no fault here.
 */
export function readAgent(services: Services, by: 'bearer' | 'cookie'): Middleware {
  return async (ctx, next) => {
    const token =
      by === 'cookie' ? agentToken(ctx as unknown as Context, services) : bearerOf(ctx as unknown as Context);
    const program = by === 'bearer' && token?.startsWith(programPrefix);
    if (program) Object.assign(ctx.state, await findApiToken(services.db, hashOf(token!)));
    else if (token?.startsWith(sessionPrefix)) Object.assign(ctx.state, await readSession(services, token));
    // A program whose session is over must not go on as an anonymous citizen.
    const claimed = program || token?.startsWith(sessionPrefix);
    if (by === 'bearer' && claimed) requireAgent(ctx as unknown as Context);
    await next();
  };
}

async function readSession(services: Services, token: string): Promise<Partial<State>> {
  const found = await findSession(services.db, hashOf(token));
  if (!found) return {};
  const { agent, session } = found;
  const proven = session.secondFactor || !services.secondFactorRoles.includes(agent.role);
  return { session, ...(proven ? { agent } : { unproven: agent }) };
}

const bearerOf = (ctx: Context) => /^Bearer\s+(\S+)$/i.exec(ctx.get('authorization'))?.[1];

/** @throws Problem SIGN_IN_REQUIRED, SECOND_FACTOR_REQUIRED for who has yet to set one up */
export function requireAgent({ state }: Context): AgentRow {
  if (state.agent) return state.agent;
  throw new Problem(state.unproven ? 'SECOND_FACTOR_REQUIRED' : 'SIGN_IN_REQUIRED');
}

/** For pages about the town as a whole. @throws Problem SIGN_IN_REQUIRED, SECOND_FACTOR_REQUIRED, FORBIDDEN */
export function requireInTown(ctx: Context, action: TownAction): void {
  if (!canInTown(requireAgent(ctx), action)) throw new Problem('FORBIDDEN');
}

/** The same for one's own account, where the second factor is set up. */
export function requireSession({ state }: Context): { agent: AgentRow; sessionId: string } {
  const agent = state.agent ?? state.unproven;
  if (!agent || !state.session) throw new Problem('SIGN_IN_REQUIRED');
  return { agent, sessionId: state.session.id };
}

/** True when the call carries this request's tracking code. */
export function ownsByCode(ctx: Context, request: RequestRow): boolean {
  const code = bearerOf(ctx);
  return code !== undefined && matchesCode(code, request);
}

export const matchesCode = (code: string, request: RequestRow) =>
  timingSafeEqual(trackingHashOf(code), request.trackingHash);

/** The one that the browser has from now on, where this call has given it another. */
export const agentToken = (ctx: Context, services: Services) =>
  ctx.state.renewedToken ?? ctx.cookies.get(agentCookie(services));
export const accountToken = (ctx: Context, services: Services) => ctx.cookies.get(hostCookie(services, accountCookie));

export function setAgentCookie(ctx: Context, services: Services, token: string | null): void {
  ctx.cookies.set(agentCookie(services), token, cookieFlags(services));
  if (token !== null) ctx.state.renewedToken = token;
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
