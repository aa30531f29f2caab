/** A town whose citizens can sign in, at the embedded provider or at one that says what a test wants. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from '../api/app.ts';
import { createIdentity, type IdentitySettings } from '../api/auth/identity.ts';
import { leftPath, returnPath } from '../api/auth/identity-paths.ts';
import { startIdentityProvider } from '../bin/embedded/identity-provider.ts';
import { townOf } from '../bin/town.ts';
import type { Town } from './town.ts';

export interface Portal {
  url: string;
  /** The provider goes away. */
  stopProvider(): Promise<void>;
  stop(): Promise<void>;
}

const client = { id: 'town', secret: 'a secret of thirty-two characters' };

/** A second API of the town, with accounts. @param changes of its settings, such as another provider's address */
export async function openPortal(town: Town, changes: Partial<IdentitySettings> = {}): Promise<Portal> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const publicUrl = changes.publicUrl ?? url;
  const known = { ...client, redirectUri: publicUrl + returnPath, postLogoutRedirectUri: publicUrl + leftPath };
  const provider = changes.issuer ? undefined : await startIdentityProvider({ clients: [known] });
  const identity = createIdentity({
    issuer: provider?.issuer ?? '',
    clientId: client.id,
    clientSecret: client.secret,
    name: 'Identité de démonstration',
    aboutUrl: provider?.aboutUrl ?? `${url}/`,
    level: 'eidas1',
    signature: 'ES256',
    publicUrl,
    ...changes,
  });
  server.on('request', createApp({ ...town.services, identity, town: townOf(publicUrl) }).callback());
  const stopProvider = async () => provider?.stop();
  return {
    url,
    stopProvider,
    async stop() {
      await stopProvider();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Somebody at a browser: cookies are kept, of one host whatever the port; a redirect is answered, not followed. */
export function aBrowser(url: string) {
  const cookies = new Map<string, string>();
  async function open(path: string, options: RequestInit = {}): Promise<Response> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { cookie, ...(options.headers as Record<string, string>) };
    const response = await fetch(new URL(path, url), { redirect: 'manual', ...options, headers });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      if (value) cookies.set(name!, value);
      else cookies.delete(name!);
    }
    return response;
  }
  const post = (path: string, form: Record<string, string>) =>
    open(path, { method: 'POST', body: new URLSearchParams(form) });

  /** Follows a redirect. */
  const next = (response: Response) => open(new URL(response.headers.get('location')!, response.url).href);

  /** To the provider and back, as one of its people. @returns the address of the way back, not yet opened */
  async function identify(person: string, suite = '/compte'): Promise<string> {
    const asked = await next(await open(`/compte/connexion/aller?suite=${encodeURIComponent(suite)}`));
    // A session that is still open at the provider asks nothing.
    const there = new URL(asked.headers.get('location')!, asked.url).href;
    if (there.startsWith(url)) return there;
    const chosen = await post(there, { person });
    return (await next(chosen)).headers.get('location')!;
  }
  return {
    cookies,
    open,
    post,
    identify,
    signIn: async (person: string) => open(await identify(person)),
    /** The hidden field of a page's form. */
    csrf: async (path: string) => /name="_csrf" value="([^"]+)"/.exec(await (await open(path)).text())?.[1] ?? '',
  };
}
