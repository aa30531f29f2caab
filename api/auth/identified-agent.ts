import type { IDToken, UserInfoResponse } from 'openid-client';
import { z } from 'zod';
import type { Audience } from './identity.ts';
import { IdentityFault } from './identity-fault.ts';
import { agentLeftPath, agentReturnPath } from './identity-paths.ts';

/** Who the identity provider says that an agent is. */
export interface IdentifiedAgent {
  issuer: string;
  subject: string;
  /** Undefined where the provider says that nobody has verified it. */
  email: string | undefined;
  /** The organisation's number, fourteen digits. */
  siret: string | undefined;
  /** Proven at the provider. */
  secondFactor: boolean;
}

/**
 * Agents, at a provider as ProConnect: an address and an organisation, no names, as the account has its own. How they
 * have signed in there is told when it is asked for.
 */
export const agents: Audience<IdentifiedAgent> = {
  scope: 'openid email siret',
  parameters: { claims: JSON.stringify({ id_token: { amr: { essential: true } } }) },
  returnPath: agentReturnPath,
  leftPath: agentLeftPath,
  personOf: agentOf,
};

function agentOf(issuer: string, told: UserInfoResponse, { amr }: IDToken): IdentifiedAgent {
  const parsed = schema.safeParse(told);
  if (!parsed.success) throw new IdentityFault('refused');
  const { sub, email, email_verified, siret } = parsed.data;
  return {
    issuer,
    subject: sub,
    email: email_verified === false ? undefined : email,
    siret,
    secondFactor: Array.isArray(amr) && amr.includes('mfa'),
  };
}

const schema = z.object({
  sub: z.string().min(1).max(255),
  email: z.email().max(254),
  email_verified: z.boolean().optional(),
  siret: z
    .string()
    .regex(/^\d{14}$/)
    .optional(),
});
