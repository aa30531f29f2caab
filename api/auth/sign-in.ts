import { randomBytes } from 'node:crypto';
import { verify } from '@node-rs/argon2';
import { openSession as keepSession } from '../../db/agent-sessions.ts';
import { type AgentRow, type Credentials, findCredentials } from '../../db/agents.ts';
import { newId } from '../../db/ids.ts';
import { hashOf, seal } from '../../db/secrets.ts';
import type { Context } from '../context.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { deviceOf } from './device.ts';
import { takeCode } from './second-factor.ts';
import { sessionPrefix } from './tokens.ts';

export type KnownAgent = AgentRow & Credentials;

// Verified when no such agent exists, so that the answer takes as long as for a wrong password.
const nobodysHash = '$argon2id$v=19$m=19456,t=2,p=1$Z3VpY2hldC1ndWljaGV0$yFAeFzUfQYuZ0kVHgJY2nhNyFgPEZxkmoQyIgK1tOlo';

/** Whose address and password it is. @throws Problem SIGN_IN_REFUSED, TOO_MANY_SIGN_INS */
export function checkPassword(
  ctx: Context,
  services: Services,
  { email, password }: { email: string; password: string },
): Promise<KnownAgent> {
  return services.limits.signIn(ctx, { account: email, by: 'password' }, async () => {
    const found = await findCredentials(services.db, { email: email.trim() });
    const right = await verify(found?.passwordHash ?? nobodysHash, password).catch(() => false);
    if (!found || !right) throw new Problem('SIGN_IN_REFUSED');
    return found;
  });
}

/**
 * The second factor, counted by itself: who knows a password must not guess codes for as long as they sign in with it.
 *
 * @throws Problem OTP_REFUSED, also for a code that was taken before; TOO_MANY_SIGN_INS
 */
export async function checkCode(ctx: Context, services: Services, agent: KnownAgent, code: string): Promise<void> {
  await services.limits.signIn(ctx, { account: agent.email, by: 'code' }, async () => {
    if (!(await takeCode(services, agent, code))) throw new Problem('OTP_REFUSED');
  });
}

/** Everything at once, for a program. @throws Problem as the two above, OTP_REQUIRED, SECOND_FACTOR_REQUIRED */
export async function signIn(
  ctx: Context,
  services: Services,
  { email, password, otp }: { email: string; password: string; otp?: string | undefined },
): Promise<{ token: string; agent: AgentRow }> {
  const agent = await checkPassword(ctx, services, { email, password });
  if (agent.otpSealed && !otp) throw new Problem('OTP_REQUIRED');
  if (agent.otpSealed) await checkCode(ctx, services, agent, otp!);
  else if (mustProve(services, agent)) throw new Problem('SECOND_FACTOR_REQUIRED');
  return { token: await openSession(ctx, services, agent, { secondFactor: agent.otpSealed !== null }), agent };
}

/** Whether the town wants a second factor of who has this role. */
export const mustProve = (services: Services, { role }: AgentRow) => services.secondFactorRoles.includes(role);

export const newSessionToken = () => sessionPrefix + randomBytes(32).toString('base64url');

/** @returns the session's token, which is kept nowhere */
export async function openSession(
  ctx: Context,
  services: Services,
  agent: AgentRow,
  { secondFactor, idToken }: { secondFactor: boolean; idToken?: string | undefined },
): Promise<string> {
  const token = newSessionToken();
  await keepSession(services.db, {
    id: newId(),
    tokenHash: hashOf(token),
    agentId: agent.id,
    secondFactor,
    device: deviceOf(ctx.get('user-agent')),
    idTokenSealed: idToken === undefined ? null : seal(services.key, Buffer.from(idToken)),
    place: services.limits.placeOf(ctx),
  });
  return token;
}
