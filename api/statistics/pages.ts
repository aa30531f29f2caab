import { fewestEnded } from '../../db/statistics.ts';
import type { ErrorLink, Language } from '../../templates/views.ts';
import type { Zone } from '../../workflows/contract.ts';
import { type Context, newRouter } from '../context.ts';
import { withoutBlanks } from '../forms.ts';
import { kept } from '../kept.ts';
import { show } from '../page.ts';
import { Problem } from '../problems.ts';
import { serviceNames } from '../public/request-types.ts';
import type { Services } from '../services.ts';
import { figuresOf, lastTwelveMonths, readStatisticsQuery, type StatisticsQuery } from './figures.ts';
import { requireCounted, sendCsv } from './routes.ts';
import { figuresRow, filtersView, periodText, publicView } from './views.ts';

/** What managers see of their services, and what everybody may see of the town. */
export function statisticsPages(services: Services) {
  // Anybody may ask for it, and it reads every request of a year.
  const published = kept(async () => {
    const period = lastTwelveMonths(services.zone);
    return { period, items: await figuresOf(services, 'all', period) };
  }, 60_000);

  return newRouter()
    .get('/statistiques', async (ctx) => {
      const { period, items } = await published();
      show(ctx, services, 'public-statistics', publicView(items, period, ctx.state.lang));
    })
    .get('/pilotage', (ctx) => showStatistics(ctx, services))
    .get('/pilotage.csv', (ctx) => sendCsv(ctx, services));
}

async function showStatistics(ctx: Context, services: Services): Promise<void> {
  const { lang } = ctx.state;
  const counted = requireCounted(ctx);
  const typed = withoutBlanks(ctx.query) as Partial<StatisticsQuery>;
  const { query, errors } = read(typed, lang, services.zone);
  const [names, items] = await Promise.all([
    serviceNames(services, lang),
    query ? figuresOf(services, counted, query) : [],
  ]);
  const choices = [...names].filter(([id]) => counted === 'all' || counted.includes(id));
  if (!query) ctx.status = 422;
  show(ctx, services, 'statistics', {
    filters: filtersView(query ?? { ...lastTwelveMonths(services.zone), ...typed }, choices, lang),
    period: query && periodText(query, lang),
    rows: items.map((item) => figuresRow(item, lang)),
    fewest: fewestEnded,
    csvUrl: query && `/pilotage.csv?${searchOf(query)}`,
    errors,
  });
}

/** What was asked for, or what is wrong with it. */
function read(typed: unknown, lang: Language, zone: Zone): { query?: StatisticsQuery; errors: ErrorLink[] } {
  try {
    return { query: readStatisticsQuery(typed, lang, zone), errors: [] };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { errors: (error.extra.errors ?? []).map(({ field, message }) => ({ href: `#${field}`, text: message })) };
  }
}

function searchOf(query: StatisticsQuery): URLSearchParams {
  return new URLSearchParams(Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1])));
}
