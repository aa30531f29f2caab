/** How often somebody may try: codes, passwords, supports, requests. */
import { RateLimiterMemory, RateLimiterPostgres, type RateLimiterRes } from 'rate-limiter-flexible';
import type { DataSource } from 'typeorm';
import { isKnownPlace } from '../db/agent-sessions.ts';
import { lastingMarkOf, type TownKey } from '../db/secrets.ts';
import { addressOf, isThisMachine } from './address.ts';
import type { Context } from './context.ts';
import { Problem, type ProblemCode } from './problems.ts';

export interface Limits {
  /**
   * Counts a wrong tracking code or link, against the caller's address and against the reference, whether there is such a
   * request or not. Only what is wrong is counted, after it was looked at: the right code opens, whatever others do.
   * @returns the problem to answer with: NOT_FOUND, or TOO_MANY_GUESSES with `retryAfterSeconds`
   */
  wrongCode(ctx: Context, reference: string): Promise<Problem>;
  /**
   * Signs somebody in unless this address has failed too often, for this account or for all of them. Besides, all places
   * from which the account has never signed in have a few failures a day between them; those from which it has are not
   * counted there: whatever strangers do, the owner goes on at the usual desk.
   * @param by each proof is counted by itself
   * @throws Problem TOO_MANY_SIGN_INS, and whatever `signIn` throws
   */
  signIn<Signed>(
    ctx: Context,
    of: { account: string; by: 'password' | 'code' },
    signIn: () => Promise<Signed>,
  ): Promise<Signed>;
  /** From where somebody calls, for `known_place`: 32 bytes that tell nobody's address. */
  placeOf(ctx: Context): Buffer;
  /** @throws Problem TOO_MANY_CALLS */
  support(ctx: Context): Promise<void>;
  /**
   * Counted in memory, by each process for itself: filing is the one call whose time counts, and it waits for no further
   * statement. Programs on this very machine file as they like. @throws Problem TOO_MANY_CALLS
   */
  file(ctx: Context): Promise<void>;
}

interface Allowance {
  points: number;
  /** Seconds. */
  duration: number;
}

const minute = 60;
/** A library or a counter for newcomers is one address to us, and many people. */
const allowances = {
  guessesByAddress: { points: 30, duration: 15 * minute },
  guessesByReference: { points: 10, duration: 15 * minute },
  signInsByAccount: { points: 5, duration: 15 * minute },
  signInsByAddress: { points: 50, duration: 15 * minute },
  signInsByStrangers: { points: 25, duration: 24 * 60 * minute },
  supports: { points: 60, duration: 60 * minute },
  filings: { points: 60, duration: 10 * minute },
} satisfies Record<string, Allowance>;

/**
 * Limits that all processes share, in the table `rate_limit`; while the database is away each counts for itself. Keys are
 * hashes by the town's key: the table tells nobody's address.
 *
 * @param proxyHops how many proxies of the town's own stand before it, each of which adds to `X-Forwarded-For`
 */
export function openLimits({ db, key, proxyHops }: { db: DataSource; key: TownKey; proxyHops: number }): Limits {
  const shared = (name: keyof typeof allowances) => {
    const { points, duration } = allowances[name];
    return new RateLimiterPostgres({
      storeClient: db,
      storeType: 'typeorm',
      tableName: 'rate_limit',
      tableCreated: true,
      keyPrefix: name,
      points,
      duration,
      // What is over its limit is known without asking again.
      inMemoryBlockOnConsumed: points + 1,
      insuranceLimiter: new RateLimiterMemory({ keyPrefix: name, points, duration }),
      // One of them sweeps the table for all.
      clearExpiredByTimeout: name === 'guessesByAddress',
    });
  };
  const guessesByAddress = shared('guessesByAddress');
  const guessesByReference = shared('guessesByReference');
  const signInsByAccount = shared('signInsByAccount');
  const signInsByAddress = shared('signInsByAddress');
  const signInsByStrangers = shared('signInsByStrangers');
  const supports = shared('supports');
  const filings = new RateLimiterMemory(allowances.filings);
  const hashOf = (...parts: string[]) => lastingMarkOf(key, parts.join(' ')).toString('base64url');
  const placeOf = (ctx: Context) => lastingMarkOf(key, `place ${addressOf(ctx.req, proxyHops)}`);
  const callerOf = (ctx: Context) => hashOf('address', addressOf(ctx.req, proxyHops));

  return {
    placeOf,

    async wrongCode(ctx, reference) {
      const tooMany =
        (await refusal(guessesByAddress.consume(callerOf(ctx)), 'TOO_MANY_GUESSES')) ??
        (await refusal(guessesByReference.consume(hashOf('reference', reference)), 'TOO_MANY_GUESSES'));
      return tooMany ?? new Problem('NOT_FOUND');
    },

    async signIn(ctx, { account, by }, signIn) {
      const caller = callerOf(ctx);
      const email = account.trim().toLowerCase();
      const accountHere = hashOf('account', email, by, caller);
      const anywhere = hashOf('account', email, by);
      const stranger = !(await isKnownPlace(db, email, placeOf(ctx)));
      // Counted before the password is looked at, so that a hundred guesses at once are a hundred too.
      const tooMany =
        (await refusal(signInsByAddress.consume(caller), 'TOO_MANY_SIGN_INS')) ??
        (await refusal(signInsByAccount.consume(accountHere), 'TOO_MANY_SIGN_INS')) ??
        (stranger ? await refusal(signInsByStrangers.consume(anywhere), 'TOO_MANY_SIGN_INS') : undefined);
      if (tooMany) throw tooMany;
      const signed = await signIn();
      await Promise.all([
        signInsByAccount.delete(accountHere),
        signInsByAddress.reward(caller),
        stranger && signInsByStrangers.reward(anywhere),
      ]);
      return signed;
    },

    async support(ctx) {
      const tooMany = await refusal(supports.consume(callerOf(ctx)), 'TOO_MANY_CALLS');
      if (tooMany) throw tooMany;
    },

    async file(ctx) {
      const address = addressOf(ctx.req, proxyHops);
      const tooMany = !isThisMachine(address) && (await refusal(filings.consume(address), 'TOO_MANY_CALLS'));
      if (tooMany) throw tooMany;
    },
  };
}

/** The limiter rejects with how long to wait. */
async function refusal(consumed: Promise<unknown>, code: ProblemCode): Promise<Problem | undefined> {
  try {
    await consumed;
    return undefined;
  } catch (rejected) {
    if (rejected instanceof Error) throw rejected;
    return new Problem(code, { retryAfterSeconds: Math.ceil((rejected as RateLimiterRes).msBeforeNext / 1000) });
  }
}
