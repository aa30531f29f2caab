import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { agentLeftPath, agentReturnPath, leftPath, returnPath } from '../../api/auth/identity-paths.ts';
import { type IdentityProvider, startIdentityProvider } from './identity-provider.ts';
import { keptPort } from './ports.ts';

/**
 * The embedded identity provider with this portal as its client twice, for citizens and for agents, and the settings by
 * which the API finds it. Its port is kept: an account is known by the provider's address, and would be another one at
 * another address.
 */
export async function identitiesIn(
  dataDir: string,
  publicUrl: string,
): Promise<IdentityProvider & { settings: Record<'citizens' | 'agents', NodeJS.ProcessEnv> }> {
  const citizens = {
    id: 'guichet-citizen',
    secret: randomBytes(32).toString('hex'),
    redirectUri: publicUrl + returnPath,
    postLogoutRedirectUri: publicUrl + leftPath,
    people: 'citizens' as const,
  };
  const agents = {
    id: 'guichet-agent',
    secret: randomBytes(32).toString('hex'),
    redirectUri: publicUrl + agentReturnPath,
    postLogoutRedirectUri: publicUrl + agentLeftPath,
    people: 'agents' as const,
  };
  const port = await keptPort(join(dataDir, 'identity-port'));
  const provider = await startIdentityProvider({ port, clients: [citizens, agents] });
  const settingsOf = (whose: string, { id, secret }: { id: string; secret: string }) => ({
    [`OIDC_${whose}_ISSUER`]: provider.issuer,
    [`OIDC_${whose}_CLIENT_ID`]: id,
    [`OIDC_${whose}_CLIENT_SECRET`]: secret,
    [`OIDC_${whose}_NAME`]: 'Identité de démonstration',
    [`OIDC_${whose}_ABOUT_URL`]: provider.aboutUrl,
  });
  return { ...provider, settings: { citizens: settingsOf('CITIZEN', citizens), agents: settingsOf('AGENT', agents) } };
}
