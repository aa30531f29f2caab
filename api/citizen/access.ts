import type { AgentRow } from '../../db/agents.ts';
import { findRequest, type RequestRow } from '../../db/requests.ts';
import { ownsByAccount } from '../auth/account-session.ts';
import { sightOf } from '../auth/sight.ts';
import { ownsByCode } from '../auth/tokens.ts';
import type { Context } from '../context.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';

/** A request, and as whom the caller has come to it. */
export interface Access {
  request: RequestRow;
  agent?: AgentRow | undefined;
}

/**
 * The request of an API call, for its owner or an agent entitled to it. A wrong code, a foreign request and a reference
 * that does not exist get the same answer.
 *
 * @throws Problem SIGN_IN_REQUIRED without any credentials, NOT_FOUND, ARCHIVED, TOO_MANY_GUESSES
 */
export async function accessRequest(ctx: Context, services: Services): Promise<Access> {
  requireCredentials(ctx);
  const reference = ctx.params.reference!;
  const request = await findRequest(services.db, { reference });
  const { agent } = ctx.state;
  const sight = request && agent && (await sightOf(services.db, agent, request));
  if (sight === 'archived') throw new Problem('ARCHIVED');
  if (request && (agent ? sight === 'open' : await owns(ctx, services, request))) return { request, agent };
  throw agent ? new Problem('NOT_FOUND') : await services.limits.wrongCode(ctx, reference);
}

/** @throws Problem SIGN_IN_REQUIRED for a call with neither a token, a tracking code nor an account's cookie */
export function requireCredentials(ctx: Context): void {
  if (!ctx.get('authorization') && !ctx.state.account) throw new Problem('SIGN_IN_REQUIRED');
}

/** True for a call with the request's tracking code, or of the account that has it. */
export async function owns(ctx: Context, services: Services, request: RequestRow): Promise<boolean> {
  return ownsByCode(ctx, request) || (await ownsByAccount(ctx, services, request.id));
}
