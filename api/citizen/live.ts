import { type Bell, lastEntry, openBell } from '../../db/bell.ts';
import { followedUntil } from '../auth/tokens.ts';
import { newRouter } from '../context.ts';
import { streamNews } from '../news-stream.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { ownRequest } from './opened.ts';

/** Open streams at most: of this process, and of one request. Who gets none reads the page again by hand. */
const most = { inAll: 300, ofRequest: 6 };

/** `GET /suivi/:reference/flux`: an event each time that something is written about the request (server-sent events). */
export function livePages(services: Services) {
  const open = new Map<string, number>();
  let bell: Bell | undefined;
  return newRouter().get('/suivi/:reference/flux', async (ctx) => {
    const { id } = await ownRequest(ctx, services);
    const inAll = [...open.values()].reduce((sum, count) => sum + count, 0);
    if (inAll >= most.inAll || (open.get(id) ?? 0) >= most.ofRequest) throw new Problem('UNAVAILABLE');
    bell ??= openBell((services.db.options as { url: string }).url, 'follow');
    open.set(id, (open.get(id) ?? 0) + 1);
    const closed = () => {
      const left = open.get(id)! - 1;
      if (left > 0) open.set(id, left);
      else open.delete(id);
    };
    let known = Number(ctx.get('last-event-id') || ctx.query.depuis) || 0;
    await streamNews(ctx, {
      subscribe: (ring) => bell!.subscribe(id, (said) => (said === undefined ? ring() : undefined)),
      async look() {
        const last = await lastEntry(services.db, id).catch(() => known);
        if (last === known) return undefined;
        known = last;
        return { id: String(last), data: String(last) };
      },
      until: followedUntil(ctx, services),
      closed,
    });
  });
}
