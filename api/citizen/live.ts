import { PassThrough } from 'node:stream';
import { type Bell, lastEntry, openBell } from '../../db/bell.ts';
import { followedUntil } from '../auth/tokens.ts';
import { type Context, newRouter } from '../context.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { ownRequest } from './opened.ts';

/** Open streams at most: of this process, and of one request. Who gets none reads the page again by hand. */
const most = { inAll: 300, ofRequest: 6 };
/** A proxy cuts what is silent for a minute. */
const heartbeatMs = 25_000;
/** Then the browser asks again, and whether it still may is looked at again. */
const lifetimeMs = 15 * 60_000;
/** What one transition writes in several transactions is told once. */
const pauseMs = 200;

/** `GET /suivi/:reference/flux`: an event each time that something is written about the request (server-sent events). */
export function livePages(services: Services) {
  const open = new Map<string, number>();
  let bell: Bell | undefined;
  return newRouter().get('/suivi/:reference/flux', async (ctx) => {
    const { id } = await ownRequest(ctx, services);
    const inAll = [...open.values()].reduce((sum, count) => sum + count, 0);
    if (inAll >= most.inAll || (open.get(id) ?? 0) >= most.ofRequest) throw new Problem('UNAVAILABLE');
    bell ??= openBell((services.db.options as { url: string }).url);
    open.set(id, (open.get(id) ?? 0) + 1);
    const closed = () => {
      const left = open.get(id)! - 1;
      if (left > 0) open.set(id, left);
      else open.delete(id);
    };
    await startStream(ctx, services, { id, bell, closed });
  });
}

async function startStream(
  ctx: Context,
  services: Services,
  { id, bell, closed }: { id: string; bell: Bell; closed: () => void },
): Promise<void> {
  const stream = new PassThrough();
  let known = Number(ctx.get('last-event-id') || ctx.query.depuis) || 0;
  let pause: NodeJS.Timeout | undefined;
  const tell = async () => {
    pause = undefined;
    const last = await lastEntry(services.db, id).catch(() => known);
    if (last === known || stream.destroyed) return;
    known = last;
    stream.write(`id: ${last}\nevent: change\ndata: ${last}\n\n`);
  };
  const ring = () => {
    pause ??= setTimeout(() => void tell(), pauseMs);
  };
  const heartbeat = setInterval(() => stream.write(':\n\n'), heartbeatMs);
  const until = Math.min(Date.now() + lifetimeMs, followedUntil(ctx, services) ?? Number.POSITIVE_INFINITY);
  const end = setTimeout(() => stream.end(), until - Date.now());
  let unsubscribe = () => {};
  stream.once('close', () => {
    clearTimeout(pause);
    clearTimeout(end);
    clearInterval(heartbeat);
    unsubscribe();
    closed();
  });
  try {
    unsubscribe = await bell.subscribe(id, ring);
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
