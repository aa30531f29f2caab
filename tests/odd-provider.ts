/** An identity provider that says what a test wants, right or wrong; it has no pages. */
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Said {
  idToken: Record<string, unknown>;
  userinfo: Record<string, unknown>;
  /** In place of what signs both rightly. */
  key?: KeyObject;
  /** The same for the userinfo alone. */
  userinfoKey?: KeyObject;
  algorithm?: string;
  /** The userinfo is sent as it is. */
  plain?: boolean;
}

export interface OddProvider {
  issuer: string;
  /** The next sign-in is told this, in place of what is right. */
  say(change: (said: Said) => void): void;
  nonce: string;
  stop(): Promise<void>;
}

export const strangersKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

export async function startOddProvider(): Promise<OddProvider> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let change: (said: Said) => void = () => {};
  const provider: OddProvider = {
    issuer,
    nonce: '',
    say: (next) => {
      change = next;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  function said(): Said {
    const now = Math.floor(Date.now() / 1000);
    const common = { iss: issuer, aud: 'town', sub: 'somebody', iat: now, exp: now + 60 };
    const right: Said = {
      idToken: { ...common, nonce: provider.nonce, acr: 'eidas1' },
      userinfo: { ...common, given_name: 'Camille', given_name_array: ['Camille'], family_name: 'EXEMPLE' },
    };
    change(right);
    return right;
  }
  const token = (payload: object, { key = privateKey, algorithm = 'ES256' }: Said) => {
    const text = [{ alg: algorithm, kid: 'a' }, payload]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    const signature =
      algorithm === 'none' ? Buffer.alloc(0) : sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' });
    return `${text}.${signature.toString('base64url')}`;
  };
  const answers: Record<string, () => { type?: string; body: unknown }> = {
    '/.well-known/openid-configuration': () => ({
      body: {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        userinfo_endpoint: `${issuer}/userinfo`,
        jwks_uri: `${issuer}/jwks`,
      },
    }),
    '/jwks': () => ({
      body: { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'a', alg: 'ES256', use: 'sig' }] },
    }),
    '/token': () => {
      const now = said();
      return { body: { access_token: 'a', token_type: 'Bearer', id_token: token(now.idToken, now) } };
    },
    '/userinfo': () => {
      const now = said();
      return now.plain
        ? { body: now.userinfo }
        : {
            type: 'application/jwt',
            body: token(now.userinfo, { ...now, ...(now.userinfoKey && { key: now.userinfoKey }) }),
          };
    },
  };
  server.on('request', (request, response) => {
    const { type = 'application/json', body } = answers[request.url!]!();
    response.setHeader('content-type', type);
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  return provider;
}
