import type { Middleware } from 'koa';
import type { Context } from './context.ts';

/**
 * Calls `stop` once a body turns out to be longer than it can rightly be, at its start if it says so itself: who sends
 * without end is not listened to.
 */
export function whenLonger(ctx: Context, largestBytes: number, stop: () => void): void {
  let bytes = Number(ctx.get('content-length') || 0) > largestBytes ? largestBytes : 0;
  ctx.req.on('data', (part: Buffer) => {
    const before = bytes;
    bytes += part.length;
    if (before <= largestBytes && bytes > largestBytes) stop();
  });
}

/** What is answered before it was read whole is not read to its end: the connection closes behind the answer. */
export const closeUnread: Middleware = async (ctx, next) => {
  await next();
  if (!ctx.req.complete) ctx.set('Connection', 'close');
};
