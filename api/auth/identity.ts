import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  ClientSecretPost,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  type IDToken,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type UserInfoResponse,
} from 'openid-client';
import { IdentityFault, reasonOf } from './identity-fault.ts';

export const identityLevels = ['eidas1', 'eidas2', 'eidas3'] as const;

export interface IdentitySettings {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** As it is called on the button. */
  name: string;
  /** Where it says what it is. */
  aboutUrl: string;
  /** At least this sure must it be of who somebody is; without one the provider is not asked. */
  level?: (typeof identityLevels)[number] | undefined;
  /** By which it signs, as agreed with it: no other is taken. */
  signature: 'ES256' | 'RS256';
  /** Of this portal. */
  publicUrl: string;
}

/** Who signs in at a provider: what is asked of them, and where they come back to. */
export interface Audience<Person> {
  scope: string;
  /** Further parameters that the provider documents; it may refuse any other. */
  parameters?: Readonly<Record<string, string>>;
  returnPath: string;
  leftPath: string;
  /** @throws IdentityFault when it does not tell what was asked */
  personOf(issuer: string, told: UserInfoResponse, token: IDToken): Person;
}

/** What one sign-in must be told again when it comes back; for this browser alone. */
export interface SignInSecrets {
  state: string;
  nonce: string;
  verifier: string;
}

/** A provider that people sign in with. Every method throws IdentityFault alone. */
export interface Identity<Person = unknown> {
  name: string;
  aboutUrl: string;
  isThere(): Promise<boolean>;
  begin(): Promise<{ url: string; secrets: SignInSecrets }>;
  /** @param query of the address that the provider sent the browser to, with its `?` */
  finish(query: string, secrets: SignInSecrets): Promise<{ person: Person; idToken: string }>;
  /** Where the browser ends the provider's session too; undefined when the provider is away or offers none. */
  leave(idToken: string): Promise<{ url: string; state: string } | undefined>;
}

const timeoutSeconds = 5;
/** So long its own description of itself is believed; not longer, so that a sign-in page knows when it is away. */
const freshMs = 10_000;

export function createIdentity<Person>(settings: IdentitySettings, audience: Audience<Person>): Identity<Person> {
  const { name, aboutUrl, publicUrl, level } = settings;
  const { scope, parameters, returnPath, leftPath, personOf } = audience;
  const configuration = keptFresh(() => discover(settings));
  return {
    name,
    aboutUrl,
    isThere: () =>
      configuration().then(
        () => true,
        () => false,
      ),
    begin: () =>
      orFault(async () => {
        const provider = await configuration();
        const secrets = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
        const url = buildAuthorizationUrl(provider, {
          redirect_uri: publicUrl + returnPath,
          scope,
          ...(level && { acr_values: level }),
          ...parameters,
          state: secrets.state,
          nonce: secrets.nonce,
          ...(await challengeOf(provider, secrets)),
        });
        return { url: url.href, secrets };
      }),
    finish: (query, { state, nonce, verifier }) =>
      orFault(async () => {
        const provider = await configuration();
        const tokens = await authorizationCodeGrant(provider, new URL(publicUrl + returnPath + query), {
          expectedState: state,
          expectedNonce: nonce,
          idTokenExpected: true,
          ...(knowsChallenges(provider) && { pkceCodeVerifier: verifier }),
        });
        const token = tokens.claims()!;
        const { iss, sub, acr } = token;
        if (level && !isAtLeast(acr, level)) throw new IdentityFault('level');
        // Asked once and forgotten: the access token is kept nowhere.
        const told = await fetchUserInfo(provider, tokens.access_token, sub);
        // Where they are absent the library compares nothing.
        if (told.iss === undefined || told.aud === undefined) throw new IdentityFault('refused');
        return { person: personOf(iss, told, token), idToken: tokens.id_token! };
      }),
    async leave(idToken) {
      const provider = await configuration().catch(() => undefined);
      if (!provider?.serverMetadata().end_session_endpoint) return undefined;
      const state = randomState();
      const back = { id_token_hint: idToken, state, post_logout_redirect_uri: publicUrl + leftPath };
      const url = buildEndSessionUrl(provider, back);
      // The library adds it, the token says it already, and FranceConnect documents no such parameter.
      url.searchParams.delete('client_id');
      return { url: url.href, state };
    },
  };
}

function discover(settings: IdentitySettings): Promise<Configuration> {
  const { issuer, clientId, clientSecret, signature } = settings;
  const client = { id_token_signed_response_alg: signature, userinfo_signed_response_alg: signature };
  return discovery(new URL(issuer), clientId, client, ClientSecretPost(clientSecret), {
    timeout: timeoutSeconds,
    // In the clear only on this machine, which the settings see to.
    execute: [enableNonRepudiationChecks, ...(issuer.startsWith('http:') ? [allowInsecureRequests] : [])],
  });
}

/** FranceConnect's public clients run without PKCE, and a provider of its family refuses parameters that it does not know. */
const knowsChallenges = (provider: Configuration) => provider.serverMetadata().supportsPKCE();

async function challengeOf(provider: Configuration, { verifier }: SignInSecrets): Promise<Record<string, string>> {
  if (!knowsChallenges(provider)) return {};
  return { code_challenge: await calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' };
}

function isAtLeast(given: unknown, level: (typeof identityLevels)[number]): boolean {
  const levels: readonly unknown[] = identityLevels;
  return levels.indexOf(given) >= levels.indexOf(level);
}

function keptFresh<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let kept: { value: Value; until: number } | undefined;
  return async () => {
    if (!kept || kept.until < Date.now()) kept = { value: await read(), until: Date.now() + freshMs };
    return kept.value;
  };
}

async function orFault<Result>(step: () => Promise<Result>): Promise<Result> {
  try {
    return await step();
  } catch (error) {
    throw error instanceof IdentityFault ? error : new IdentityFault(reasonOf(error), error);
  }
}
