import { seal, unseal } from '../../db/secrets.ts';
import type { Context } from '../context.ts';
import type { Services } from '../services.ts';

const isSecure = (services: Services) => services.town.publicUrl.startsWith('https:');

/** No script reads them, and no other site's form sends them. Without a time they end with the browser. */
export const cookieFlags = (services: Services) =>
  ({ httpOnly: true, sameSite: 'lax', secure: isSecure(services), overwrite: true }) as const;

/**
 * Over HTTPS a browser takes a cookie of such a name from this very host alone: none of the town's others can plant a
 * session, or a form that somebody else reads.
 */
export const hostCookie = (services: Services, name: string) => (isSecure(services) ? `__Host-${name}` : name);

/** Keeps a value in the browser that it can neither read nor change, nor put to another use, nor use for longer. */
export function setSealed(ctx: Context, services: Services, name: string, value: unknown, maxAge: number): void {
  const plain = JSON.stringify({ name, value, until: Date.now() + maxAge });
  const sealed = seal(services.key, Buffer.from(plain)).toString('base64url');
  ctx.cookies.set(hostCookie(services, name), sealed, { ...cookieFlags(services), maxAge });
}

/** What `setSealed` was given, and until when; undefined when there is nothing, or it is over or not ours. */
export function openSealed(
  ctx: Context,
  services: Services,
  name: string,
): { value: unknown; until: number } | undefined {
  const sealed = ctx.cookies.get(hostCookie(services, name));
  if (!sealed) return undefined;
  try {
    const kept = JSON.parse(unseal(services.key, Buffer.from(sealed, 'base64url')).toString());
    return kept.name === name && kept.until > Date.now() ? kept : undefined;
  } catch {
    return undefined;
  }
}

export const clearCookie = (ctx: Context, services: Services, name: string) =>
  ctx.cookies.set(hostCookie(services, name), null, cookieFlags(services));
