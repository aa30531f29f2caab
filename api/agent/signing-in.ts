/** What the ways of signing in have in common: from the first proof to the second one, and on. */
import { z } from 'zod';
import { findCredentials } from '../../db/agents.ts';
import { hashOf } from '../../db/secrets.ts';
import type { ErrorLink } from '../../templates/views.ts';
import { clearCookie, openSealed, setSealed } from '../auth/cookies.ts';
import { nextPage } from '../auth/next-page.ts';
import { type KnownAgent, openSession } from '../auth/sign-in.ts';
import { setAgentCookie } from '../auth/tokens.ts';
import type { Context } from '../context.ts';
import { show } from '../page.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { seeOther } from './request-page.ts';

/** Who has shown one proof: to the page that asks for the code, or in. */
export async function goOn(
  ctx: Context,
  services: Services,
  agent: KnownAgent,
  { next, idToken, proven = false }: { next: string; idToken?: string | undefined; proven?: boolean },
): Promise<void> {
  if (agent.otpSealed && !proven) {
    const half = { id: agent.id, mark: markOf(agent), next, idToken };
    setSealed(ctx, services, halfCookie, half, halfMs);
    return seeOther(ctx, '/agent/connexion/code');
  }
  // A new token at each sign-in: one that was planted before gains nothing.
  setAgentCookie(ctx, services, await openSession(ctx, services, agent, { secondFactor: proven, idToken }));
  seeOther(ctx, next);
}

/** Who has brought the first proof a few minutes ago, unless it was changed since. @throws Problem SIGN_IN_REQUIRED */
export async function halfSignedIn(ctx: Context, services: Services) {
  const half = halfSchema.safeParse(openSealed(ctx, services, halfCookie)?.value).data;
  const agent = half && (await findCredentials(services.db, { id: half.id }));
  if (!agent || markOf(agent) !== half.mark) throw new Problem('SIGN_IN_REQUIRED');
  return { ...half, agent };
}

export const forgetHalf = (ctx: Context, services: Services) => clearCookie(ctx, services, halfCookie);

const halfCookie = 'guichet_moitie';
const halfMs = 5 * 60_000;
const halfSchema = z.object({ id: z.string(), mark: z.string(), next: z.string(), idToken: z.string().optional() });
const markOf = ({ passwordHash, otpSealed }: KnownAgent) =>
  hashOf(`${passwordHash} ${otpSealed?.toString('hex')}`).toString('base64url');

export async function showSignIn(
  ctx: Context,
  services: Services,
  { email = '', next, errors = [] }: { email?: string; next: string; errors?: ErrorLink[] },
): Promise<void> {
  const { agentIdentity, town } = services;
  const page = `/agent/connexion?suite=${encodeURIComponent(next)}`;
  const identity = agentIdentity && {
    name: agentIdentity.name,
    aboutUrl: agentIdentity.aboutUrl,
    // Absolute: the way back leads to the public address, and a cookie is of one host.
    startUrl: town.publicUrl + page.replace('?', '/identite?'),
    there: await agentIdentity.isThere(),
  };
  show(ctx, services, 'sign-in', { email, next, identity, errors }, page);
}

export const nextOf = (asked: unknown) =>
  nextPage(asked, ['agent', 'concepteur', 'pilotage', 'exploitation', 'administration']);
