/** A town whose citizens can sign in, at the embedded provider or at one that says what a test wants. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from '../api/app.ts';
import { agents } from '../api/auth/identified-agent.ts';
import { citizens } from '../api/auth/identified-person.ts';
import { createIdentity, type IdentitySettings } from '../api/auth/identity.ts';
import { agentLeftPath, agentReturnPath, leftPath, returnPath } from '../api/auth/identity-paths.ts';
import type { Services } from '../api/services.ts';
import { startIdentityProvider } from '../bin/embedded/identity-provider.ts';
import { townOf } from '../bin/town.ts';
import type { Town } from './town.ts';

export interface Portal {
  url: string;
  /** What its API was made with. */
  services: Services;
  /** The provider goes away. */
  stopProvider(): Promise<void>;
  stop(): Promise<void>;
}

const client = { id: 'town', secret: 'a secret of thirty-two characters' };
const agentClient = { id: 'town-agents', secret: 'another secret of thirty-two characters' };

/** A second API of the town, with accounts. @param changes of its settings, such as another provider's address */
export async function openPortal(town: Town, changes: Partial<IdentitySettings> = {}): Promise<Portal> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const publicUrl = changes.publicUrl ?? url;
  const clients = [
    {
      ...client,
      redirectUri: publicUrl + returnPath,
      postLogoutRedirectUri: publicUrl + leftPath,
      people: 'citizens' as const,
    },
    {
      ...agentClient,
      redirectUri: publicUrl + agentReturnPath,
      postLogoutRedirectUri: publicUrl + agentLeftPath,
      people: 'agents' as const,
    },
  ];
  const provider = changes.issuer ? undefined : await startIdentityProvider({ clients });
  const settings = {
    issuer: provider?.issuer ?? '',
    name: 'Identité de démonstration',
    aboutUrl: provider?.aboutUrl ?? `${url}/`,
    signature: 'ES256' as const,
    publicUrl,
  };
  const of = ({ id, secret }: typeof client) => ({ clientId: id, clientSecret: secret });
  const services: Services = {
    ...town.services,
    identity: createIdentity({ ...settings, ...of(client), level: 'eidas1', ...changes }, citizens),
    agentIdentity: createIdentity({ ...settings, ...of(provider ? agentClient : client), ...changes }, agents),
    town: townOf(publicUrl),
  };
  server.on('request', createApp(services).callback());
  const stopProvider = async () => provider?.stop();
  return {
    url,
    services,
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
  const csrf = async (path: string) => /name="_csrf" value="([^"]+)"/.exec(await (await open(path)).text())?.[1] ?? '';

  /** With the token that every page of ours gives its forms, unless the form has another. */
  async function post(path: string, form: Record<string, string>): Promise<Response> {
    const token = path.startsWith('/') && form._csrf === undefined ? { _csrf: await csrf('/suivi') } : {};
    return open(path, { method: 'POST', body: new URLSearchParams({ ...form, ...token }) });
  }

  /** Follows a redirect. */
  const next = (response: Response) => open(new URL(response.headers.get('location')!, response.url).href);

  /** To the provider and back, as one of its people. @returns the address of the way back, not yet opened */
  async function identify(person: string, suite = '/compte', start = '/compte/connexion/aller'): Promise<string> {
    const asked = await next(await open(`${start}?suite=${encodeURIComponent(suite)}`));
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
    csrf,
  };
}
