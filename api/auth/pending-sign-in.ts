import { z } from 'zod';
import type { Context } from '../context.ts';
import type { Services } from '../services.ts';
import { clearCookie, openSealed, setSealed } from './cookies.ts';
import type { SignInSecrets } from './identity.ts';

/** Time to find one's password at the provider. */
const pendingMs = 20 * 60_000;
const schema = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), next: z.string() });

export type PendingSignIn = SignInSecrets & { next: string };

/** Keeps in the browser that is sent to a provider what it must bring back, and where it goes on then. */
export const keepPending = (ctx: Context, services: Services, cookie: string, pending: PendingSignIn) =>
  setSealed(ctx, services, cookie, pending, pendingMs);

/** What the provider says counts only at the browser that was sent there, and once. */
export function takePending(ctx: Context, services: Services, cookie: string): PendingSignIn | undefined {
  const kept = schema.safeParse(openSealed(ctx, services, cookie)?.value);
  clearCookie(ctx, services, cookie);
  return kept.data;
}
