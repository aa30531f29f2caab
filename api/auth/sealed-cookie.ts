/** What a browser is told to remember, and may neither read nor change. */
import { seal, unseal } from '../../db/secrets.ts';
import type { Context } from '../context.ts';
import type { Services } from '../services.ts';

export interface SealedCookie {
  name: string;
  forMs: number;
}

export function setSealed(ctx: Context, services: Services, { name, forMs }: SealedCookie, content: object): void {
  const plain = Buffer.from(JSON.stringify({ ...content, until: Date.now() + forMs }));
  ctx.cookies.set(name, seal(services.key, plain).toString('base64url'), {
    httpOnly: true,
    sameSite: 'lax',
    secure: services.town.publicUrl.startsWith('https:'),
    maxAge: forMs,
    overwrite: true,
  });
}

/** Undefined when there is none, when its time is over and when it is not ours. */
export function readSealed<Content>(ctx: Context, services: Services, { name }: SealedCookie): Content | undefined {
  const value = ctx.cookies.get(name);
  if (!value) return undefined;
  try {
    const content = JSON.parse(unseal(services.key, Buffer.from(value, 'base64url')).toString());
    return content.until > Date.now() ? content : undefined;
  } catch {
    return undefined;
  }
}
