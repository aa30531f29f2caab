import { channels } from '../../workflows/contract.ts';
import { countedServices } from '../auth/policy.ts';
import { requireAgent } from '../auth/tokens.ts';
import { type Context, newRouter } from '../context.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { csvOf } from './csv.ts';
import { type Figures, figuresOf, onTimeShare, readStatisticsQuery, titleOf } from './figures.ts';

/** Volumes and delays by request type, for programs and spreadsheets. */
export function statisticsRoutes(services: Services) {
  return newRouter()
    .get('/statistics', async (ctx) => {
      const { lang } = ctx.state;
      const counted = requireCounted(ctx);
      const query = readStatisticsQuery(ctx.query, lang, services.zone);
      const items = await figuresOf(services, counted, query);
      const { from, to, service = null, channel = null } = query;
      ctx.body = { from, to, service, channel, items: items.map((item) => itemJson(item, lang)) };
    })
    .get('/statistics.csv', (ctx) => sendCsv(ctx, services));
}

/** @throws Problem SIGN_IN_REQUIRED, FORBIDDEN */
export function requireCounted(ctx: Context): readonly string[] | 'all' {
  const counted = countedServices(requireAgent(ctx));
  if (!counted) throw new Problem('FORBIDDEN');
  return counted;
}

/** The same file for a program's token and for the page's cookie. */
export async function sendCsv(ctx: Context, services: Services): Promise<void> {
  const counted = requireCounted(ctx);
  const query = readStatisticsQuery(ctx.query, ctx.state.lang, services.zone);
  const items = await figuresOf(services, counted, query);
  ctx.attachment(`statistiques-${query.from}-${query.to}.csv`);
  ctx.type = 'text/csv; charset=utf-8';
  ctx.set('Cache-Control', 'no-store');
  ctx.body = csvOf(items, query, ctx.state.lang);
}

function itemJson(item: Figures, lang: 'fr' | 'en') {
  const { requestType: _, onTime: __, channels: counts, ...figures } = item;
  return {
    ...figures,
    title: titleOf(item, lang),
    onTimeShare: onTimeShare(item),
    channels: Object.fromEntries(channels.map((channel) => [channel, counts[channel] ?? 0])),
  };
}
