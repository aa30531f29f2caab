import { PassThrough } from 'node:stream';
import type { Context } from './context.ts';
import { Problem } from './problems.ts';

/** A proxy cuts what is silent for a minute. */
const heartbeatMs = 25_000;
/** Then the browser asks again, and whether it still may is looked at again. */
const lifetimeMs = 15 * 60_000;
/** What one transition writes in several transactions is told once. */
const pauseMs = 200;

/** Sends an event of another name at once: what is true for the moment alone, and is not told again. */
export type Send = (event: string, data: unknown) => void;

export interface NewsStream {
  /** @returns what ends it; once this has resolved, nothing that is written later is missed */
  subscribe(ring: () => void, send: Send): Promise<() => void>;
  /** What there is to tell since it was last asked; the id is given back by a browser that comes again. */
  look(): Promise<{ id: string; data: string } | undefined>;
  /** When it ends at the latest, in milliseconds since 1970. */
  until?: number | undefined;
  closed(): void;
}

/** Answers with server-sent events, `change` by name: one at each ring that has something to tell. */
export async function streamNews(ctx: Context, { subscribe, look, until, closed }: NewsStream): Promise<void> {
  const stream = new PassThrough();
  let pause: NodeJS.Timeout | undefined;
  const tell = async () => {
    pause = undefined;
    const news = await look();
    if (news && !stream.destroyed) stream.write(`id: ${news.id}\nevent: change\ndata: ${news.data}\n\n`);
  };
  const ring = () => {
    pause ??= setTimeout(() => void tell(), pauseMs);
  };
  const send: Send = (event, data) => {
    if (!stream.destroyed) stream.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  const heartbeat = setInterval(() => stream.write(':\n\n'), heartbeatMs);
  const lastMs = Math.min(Date.now() + lifetimeMs, until ?? Number.POSITIVE_INFINITY);
  const end = setTimeout(() => stream.end(), lastMs - Date.now());
  let unsubscribe = () => {};
  stream.once('close', () => {
    clearTimeout(pause);
    clearTimeout(end);
    clearInterval(heartbeat);
    unsubscribe();
    closed();
  });
  try {
    unsubscribe = await subscribe(ring, send);
  } catch {
    stream.destroy();
    throw new Problem('UNAVAILABLE');
  }
  // The reader may be gone by now.
  if (ctx.req.destroyed || ctx.res.destroyed) return void stream.destroy();
  ring();
  stream.write('retry: 5000\n\n');
  ctx.type = 'text/event-stream';
  ctx.set('Cache-Control', 'no-store');
  ctx.set('X-Accel-Buffering', 'no');
  ctx.compress = false;
  ctx.body = stream;
}
