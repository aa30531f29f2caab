import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { leftPath, returnPath } from '../../api/auth/identity-paths.ts';
import { type IdentityProvider, startIdentityProvider } from './identity-provider.ts';
import { keptPort } from './ports.ts';

/**
 * The embedded identity provider with this portal as its client, and the settings by which the API finds it. Its port is
 * kept: an account is known by the provider's address, and would be another one at another address.
 */
export async function citizenIdentityIn(
  dataDir: string,
  publicUrl: string,
): Promise<IdentityProvider & { settings: NodeJS.ProcessEnv }> {
  const client = {
    id: 'guichet-citizen',
    secret: randomBytes(32).toString('hex'),
    redirectUri: publicUrl + returnPath,
    postLogoutRedirectUri: publicUrl + leftPath,
  };
  const port = await keptPort(join(dataDir, 'identity-port'));
  const provider = await startIdentityProvider({ port, clients: [client] });
  const settings = {
    OIDC_CITIZEN_ISSUER: provider.issuer,
    OIDC_CITIZEN_CLIENT_ID: client.id,
    OIDC_CITIZEN_CLIENT_SECRET: client.secret,
    OIDC_CITIZEN_NAME: 'Identité de démonstration',
    OIDC_CITIZEN_ABOUT_URL: provider.aboutUrl,
  };
  return { ...provider, settings };
}
