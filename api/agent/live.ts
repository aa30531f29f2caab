import { type Bell, lastEntry, openBell } from '../../db/bell.ts';
import { say } from '../../db/presence.ts';
import { newRouter } from '../context.ts';
import { streamNews } from '../news-stream.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { presence } from './presence.ts';
import { entitled } from './request-page.ts';

/** Open streams at most, of this process; who gets none reads the page again by hand. */
const most = 300;

/**
 * `GET /agent/demandes/:reference/flux`: what is written about the request, and which colleagues look at it or type.
 * `POST …/frappe` says that the reader types.
 */
export function agentLivePages(services: Services) {
  let open = 0;
  let bell: Bell | undefined;
  return newRouter()
    .get('/agent/demandes/:reference/flux', async (ctx) => {
      const { request, agent } = await entitled(ctx, services);
      if (open >= most) throw new Problem('UNAVAILABLE');
      bell ??= openBell((services.db.options as { url: string }).url, 'follow');
      open += 1;
      let known = Number(ctx.get('last-event-id') || ctx.query.depuis) || 0;
      await streamNews(ctx, {
        async subscribe(ring, send) {
          const here = presence(services, { requestId: request.id, agent }, (colleagues) =>
            send('presence', colleagues),
          );
          const hear = (said?: string) => (said === undefined ? ring() : here.hear(said));
          const unsubscribe = await bell!.subscribe(request.id, hear);
          here.come();
          return () => {
            unsubscribe();
            here.leave();
          };
        },
        async look() {
          const last = await lastEntry(services.db, request.id).catch(() => known);
          if (last === known) return undefined;
          known = last;
          return { id: String(last), data: String(last) };
        },
        closed() {
          open -= 1;
        },
      });
    })
    .post('/agent/demandes/:reference/frappe', async (ctx) => {
      const { request, agent } = await entitled(ctx, services);
      await say(services.db, request.id, { does: 'types', page: '', agentId: agent.id, name: agent.displayName });
      ctx.status = 204;
    });
}
