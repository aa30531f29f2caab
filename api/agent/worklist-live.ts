import { type Bell, openBell } from '../../db/bell.ts';
import { newlyWaiting } from '../../db/waiting-tasks.ts';
import type { Language } from '../../templates/views.ts';
import { requestTypes } from '../../workflows/request-types/index.ts';
import { requireAgent } from '../auth/tokens.ts';
import { type Context, newRouter } from '../context.ts';
import { streamNews } from '../news-stream.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { type Filter, readFilter, waitingFilter } from './worklist-filter.ts';

/** Open streams at most, of this process; who gets none reads the list again by hand. */
const most = 300;
/** Of which tasks something was heard: the latest, and no more than are told of. */
const mostHeard = 100;
/** Who wrote before this stream was heard of, and commits after its first look, is found by a second one. */
const secondLookMs = 1_000;
/** A task may be committed a moment after the time that it says it was opened at. */
const commitMs = 5_000;

/** `GET /agent/flux`: the tasks that have come into a list since its page was read, each time that one comes. */
export function worklistLive(services: Services) {
  const count = { open: 0 };
  let bell: Bell | undefined;
  return newRouter().get('/agent/flux', async (ctx) => {
    requireAgent(ctx);
    const filter = await readFilter(services, ctx.query, ctx.state.lang);
    if (count.open >= most) throw new Problem('UNAVAILABLE');
    bell ??= openBell((services.db.options as { url: string }).url, 'worklist');
    await startStream(ctx, services, { filter, bell, count });
  });
}

async function startStream(
  ctx: Context,
  services: Services,
  { filter, bell, count }: { filter: Filter; bell: Bell; count: { open: number } },
): Promise<void> {
  const agent = requireAgent(ctx);
  const { lang } = ctx.state;
  const { q, ...rest } = filter;
  const waiting = await waitingFilter(services, rest, agent);
  const since = new Date((Date.parse(String(ctx.query.depuis)) || Date.now()) - commitMs);
  const heard = new Set<string>();
  let second: NodeJS.Timeout | undefined;
  let told = '';
  count.open += 1;
  await streamNews(ctx, {
    async subscribe(ring) {
      const hear = (taskId?: string) => {
        if (taskId && heard.size < mostHeard) heard.add(taskId);
        ring();
      };
      const ends = await Promise.all(agent.services.map((service) => bell.subscribe(service, hear)));
      second = setTimeout(ring, secondLookMs);
      return () => {
        for (const end of ends) end();
      };
    },
    async look() {
      const found = await newlyWaiting(services.db, waiting, { q, since, heard: [...heard] }).catch(() => []);
      const data = JSON.stringify(found.map((task) => newsOf(task, lang)));
      if (data === told || (found.length === 0 && told === '')) return undefined;
      told = data;
      return { id: since.toISOString(), data };
    },
    closed() {
      clearTimeout(second);
      count.open -= 1;
    },
  });
}

function newsOf(
  { id, reference, requestType }: { id: string; reference: string; requestType: string },
  lang: Language,
) {
  const title = requestTypes.find((type) => type.id === requestType)?.title[lang] ?? requestType;
  return { id, title, reference, url: `/agent/demandes/${reference}?tache=${id}` };
}
