import type { Language } from '../../templates/views.ts';

/**
 * Why nobody was signed in: the person went back; the provider is away; what it said is not sure enough, or not believed;
 * or it names somebody who is no agent here.
 */
export type SignInFailure = 'cancelled' | 'away' | 'level' | 'refused' | 'expired' | 'unknown';

export class IdentityFault extends Error {
  readonly reason: SignInFailure;
  /** The library's code, for the log: its messages may quote what the provider said of a person. */
  readonly code: string | undefined;

  constructor(reason: SignInFailure, cause?: unknown) {
    super(reason);
    this.reason = reason;
    const { code, error } = (cause ?? {}) as { code?: unknown; error?: unknown };
    this.code = [code, error].filter((part) => typeof part === 'string').join(' ') || undefined;
  }
}

export type ShownFailure = readonly [status: number, words: Record<Language, string>];

/** Said alike to citizens and agents; what else they may do instead is not. */
export const sharedFailures = {
  cancelled: [200, { fr: 'Vous êtes revenu sans vous connecter.', en: 'You came back without signing in.' }],
  refused: [
    400,
    {
      fr: 'La connexion n’a pas pu être vérifiée. Recommencez.',
      en: 'The sign-in could not be verified. Start again.',
    },
  ],
  expired: [
    400,
    {
      fr: 'La connexion a pris trop de temps, ou a commencé dans un autre navigateur. Recommencez.',
      en: 'Signing in took too long, or began at another browser. Start again.',
    },
  ],
} as const satisfies Partial<Record<SignInFailure, ShownFailure>>;

/** What a failure of openid-client means for the person at the browser. */
export function reasonOf(failure: unknown): SignInFailure {
  const { error, code, message, status, cause } = failure as Failure;
  if (error === 'access_denied') return 'cancelled';
  // No name, no connection, no answer: `fetch` itself fails, and says no more. The library may wrap it.
  if (code === 'OAUTH_TIMEOUT' || [message, cause?.message].includes('fetch failed')) return 'away';
  if (error === 'server_error' || error === 'temporarily_unavailable') return 'away';
  // Of an answer that it can not use the library makes the cause.
  return (status ?? cause?.status ?? 0) >= 500 ? 'away' : 'refused';
}

interface Failure {
  /** As OAuth names it. */
  error?: string;
  /** As the library names it. */
  code?: string;
  message?: string;
  status?: number;
  cause?: { status?: number; message?: string };
}
