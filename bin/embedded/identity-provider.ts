import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { bodyParser } from '@koa/bodyparser';
import type { Context, Middleware } from 'koa';
import type { Configuration, interactionPolicy, Provider } from 'oidc-provider';
import { choosePage, type Language, leavePage, messagePage } from './identity-pages.ts';
import { claimsOfScopes, type Person, people } from './identity-people.ts';
import { freePort } from './ports.ts';

/** A site whose people sign in here. */
export interface IdentityClient {
  id: string;
  secret: string;
  /** Compared letter by letter. */
  redirectUri: string;
  postLogoutRedirectUri: string;
  /** Who may be chosen for it. */
  people: keyof typeof people;
}

export interface IdentityProvider {
  issuer: string;
  /** Where it says what it is. */
  aboutUrl: string;
  stop(): Promise<void>;
}

/**
 * Starts an OpenID Connect provider on 127.0.0.1 that speaks as FranceConnect and ProConnect do: one flow, by code; a
 * `sub` of its own for each client; `userinfo` as a signed JWT; level `eidas1`; a code lives 30 s, an access token 60 s;
 * a parameter that it does not know is refused. It asks for no password, as its people are made up. What it knows is in
 * memory: a restart signs everybody out of it.
 */
export async function startIdentityProvider(options: {
  port?: number;
  clients: readonly IdentityClient[];
}): Promise<IdentityProvider> {
  const port = options.port ?? (await freePort());
  const issuer = `http://127.0.0.1:${port}`;
  const provider = await createProvider(issuer, options.clients);
  provider.use(refuseUnknown);
  provider.use(ownPages(provider, options.clients));
  const server = createServer(provider.callback());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    issuer,
    aboutUrl: `${issuer}/`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function createProvider(issuer: string, clients: readonly IdentityClient[]): Promise<Provider> {
  // The package warns of what a demonstration is meant to be: in memory, and on the oldest Node that runs it.
  const { warn } = console;
  console.warn = (text, ...more) => String(text).startsWith('oidc-provider WARNING') || warn(text, ...more);
  try {
    const { Provider, interactionPolicy } = await import('oidc-provider');
    return new Provider(issuer, configurationOf(clients, ownPeople(interactionPolicy, clients)));
  } finally {
    console.warn = warn;
  }
}

function configurationOf(clients: readonly IdentityClient[], policy: interactionPolicy.DefaultPolicy): Configuration {
  const scopes = Object.keys(claimsOfScopes);
  return {
    clients: clients.map((client) => ({
      client_id: client.id,
      client_secret: client.secret,
      redirect_uris: [client.redirectUri],
      post_logout_redirect_uris: [client.postLogoutRedirectUri],
      token_endpoint_auth_method: 'client_secret_post',
      id_token_signed_response_alg: 'ES256',
      userinfo_signed_response_alg: 'ES256',
    })),
    jwks: { keys: [signingKey()] },
    cookies: { keys: [randomBytes(32).toString('hex')] },
    responseTypes: ['code'],
    scopes,
    // How somebody has signed in is told when it is asked for.
    claims: { ...claimsOfScopes, amr: null },
    acrValues: ['eidas1'],
    subjectTypes: ['pairwise'],
    pairwiseIdentifier: (_, person, client) => `${hex(`${client.clientId} ${person}`)}v1`,
    // As FranceConnect, it takes a client without; one that brings it must keep to it.
    pkce: { required: () => false },
    ttl: {
      AuthorizationCode: 30,
      AccessToken: 60,
      IdToken: 60,
      Interaction: 1800,
      Session: 12 * 3600,
      Grant: 12 * 3600,
    },
    routes: { authorization: '/authorize', end_session: '/session/end', userinfo: '/userinfo' },
    features: {
      claimsParameter: { enabled: true },
      devInteractions: { enabled: false },
      jwtUserinfo: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => answer(ctx, (lang) => leavePage(lang, form)),
        postLogoutSuccessSource: (ctx) => answer(ctx, (lang) => messagePage(lang, 'left')),
      },
    },
    interactions: { policy, url: (_, interaction) => `/identite/${interaction.uid}` },
    findAccount(_, id) {
      const person = [...people.citizens, ...people.agents].find((one) => one.id === id);
      return person && { accountId: id, claims: () => ({ sub: id, ...person.claims }) };
    },
    // Nobody is asked what may be told to the site: the site says it before the button.
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({ clientId: oidc.client!.clientId, accountId: oidc.session!.accountId! });
      grant.addOIDCScope(scopes.join(' '));
      grant.addOIDCClaims(['amr']);
      await grant.save();
      return grant;
    },
    renderError(ctx, out) {
      answer(ctx, (lang) => messagePage(lang, 'failed', `${out.error}: ${out.error_description ?? ''}`));
    },
  };
}

/** Who is signed in as a citizen is not thereby an agent, nor the other way round: each is asked for. */
function ownPeople({ base, Check }: typeof interactionPolicy, clients: readonly IdentityClient[]) {
  const policy = base();
  const check = new Check('other_people', 'somebody else may sign in here', ({ oidc }) =>
    peopleOf(clients, oidc.client?.clientId).some(({ id }) => id === oidc.session?.accountId)
      ? Check.NO_NEED_TO_PROMPT
      : Check.REQUEST_PROMPT,
  );
  policy.get('login')!.checks.add(check);
  return policy;
}

const peopleOf = (clients: readonly IdentityClient[], id: string | undefined) => {
  const client = clients.find((one) => one.id === id);
  return client ? people[client.people] : [];
};

/** ProConnect's error Y000400: it knows these parameters and no other. */
const refuseUnknown: Middleware = (ctx, next) => {
  if (ctx.path !== '/authorize' || Object.keys(ctx.query).every((name) => parameters.includes(name))) return next();
  answer(ctx as Context, (lang) => messagePage(lang, 'failed', 'Y000400'));
  ctx.status = 400;
  return undefined;
};
const parameters = [
  ...['response_type', 'client_id', 'redirect_uri', 'scope', 'state', 'nonce', 'prompt', 'acr_values', 'claims'],
  ...['login_hint', 'siret_hint', 'code_challenge', 'code_challenge_method'],
];

/** What it says of itself at `/`, and the choice of a person. */
function ownPages(provider: Provider, clients: readonly IdentityClient[]): Middleware {
  return async (ctx, next) => {
    if (ctx.path === '/') return answer(ctx, (lang) => messagePage(lang, 'about'));
    if (!ctx.path.startsWith('/identite/')) return next();
    try {
      const { params } = await provider.interactionDetails(ctx.req, ctx.res);
      const offered = peopleOf(clients, String(params.client_id));
      if (ctx.method === 'POST') return await readForm(ctx, () => choose(provider, ctx, offered));
      answer(ctx, (lang) => choosePage(lang, { action: ctx.path, people: offered }));
    } catch {
      // The way here has expired, or another browser began it.
      answer(ctx, (lang) => messagePage(lang, 'failed'));
      ctx.status = 400;
    }
  };
}

const readForm = bodyParser({ enableTypes: ['form'] });

async function choose(provider: Provider, ctx: Context, offered: readonly Person[]): Promise<void> {
  const { person } = ctx.request.body as { person?: string };
  const result = offered.some(({ id }) => id === person)
    ? { login: { accountId: person!, acr: 'eidas1', amr: offered === people.agents ? ['pwd', 'mfa'] : ['pwd'] } }
    : { error: 'access_denied', error_description: 'the person went back' };
  ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, result));
  ctx.status = 303;
}

function answer(ctx: Context, page: (lang: Language) => string): void {
  // The site's choice of language is in a cookie of the same host, whatever the port.
  const lang = ctx.cookies.get('lang') ?? ctx.acceptsLanguages('fr', 'en');
  ctx.type = 'html';
  ctx.set('Cache-Control', 'no-store');
  ctx.set('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
  ctx.body = page(lang === 'en' ? 'en' : 'fr');
}

function signingKey() {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'ES256' };
}

const hex = (text: string) => createHash('sha256').update(text).digest('hex');
