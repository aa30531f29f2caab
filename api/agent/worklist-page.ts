import { listColleagues } from '../../db/agents.ts';
import { findRequest } from '../../db/requests.ts';
import { countWaiting, mostSought, type View, views, waitingTasks } from '../../db/waiting-tasks.ts';
import { tasksById } from '../../db/worklist.ts';
import { wholeNumber } from '../../templates/format.ts';
import type { WorklistView } from '../../templates/pages/worklist-view.ts';
import type { Language } from '../../templates/views.ts';
import { sightOf } from '../auth/sight.ts';
import { requireAgent } from '../auth/tokens.ts';
import type { Context } from '../context.ts';
import { allowScript, show } from '../page.ts';
import { cursorOf, readCursor } from '../parse.ts';
import { serviceNames } from '../public/request-types.ts';
import type { Services } from '../services.ts';
import { commentsToRead } from './comment-view.ts';
import { lettersText } from './letters-waiting.ts';
import { savedViewsOf } from './saved-views.ts';
import { worklistRow } from './task-view.ts';
import { queryOf, readFilter, waitingFilter } from './worklist-filter.ts';
import { filtersView } from './worklist-filters-view.ts';

const pageSize = 50;

/** What waits for the reader, the reader's services or somebody else, least time left first. */
export async function showWorklist(
  ctx: Context,
  services: Services,
  said: Pick<WorklistView, 'notice' | 'errors'>,
): Promise<void> {
  const agent = requireAgent(ctx);
  const { lang } = ctx.state;
  const asked = await readFilter(services, ctx.query, lang);
  const filter = { ...asked, view: asked.view ?? ('services' as const) };
  const waiting = await waitingFilter(services, filter, agent);
  const after = readCursor(typeof ctx.query.cursor === 'string' ? ctx.query.cursor : undefined);
  // Counted before they are read: what comes meanwhile is news to this page.
  const counts = await countWaiting(services.db, waiting);
  const [found, names, comments, colleagues, saved, letters] = await Promise.all([
    waitingTasks(services.db, waiting, 101, after && { dueAt: after.at, id: after.id }),
    serviceNames(services, lang),
    commentsToRead(services, agent),
    listColleagues(services.db, agent.services),
    savedViewsOf(services, agent, filter),
    lettersText(services, agent, lang),
  ]);
  if (filter.q && views.every((view) => counts[view] === 0)) {
    // Somebody who telephones gives a reference: the request may have ended.
    const request = await findRequest(services.db, { reference: filter.q });
    if (request && (await sightOf(services.db, agent, request)) !== 'none')
      return ctx.redirect(`/agent/demandes/${request.reference}`);
  }
  const tasks = await tasksById(services.db, found.slice(0, pageSize));
  const last = tasks.at(-1);
  const more = found.length > tasks.length && last !== undefined;
  const rows = tasks.map((task) => worklistRow(services, task, agent, names, lang));
  allowScript(ctx);
  show(ctx, services, 'worklist', {
    views: views.map((view) => ({
      label: viewNames[view][lang],
      count: wholeNumber(counts[view], lang),
      url: `/agent?${queryOf({ ...filter, view })}`,
      current: view === filter.view,
    })),
    filters: filtersView(filter, { agent, names, districts: services.types.districts, colleagues, lang }),
    saved,
    comments,
    letters,
    tasks: rows,
    selectable: rows.some(({ selectable }) => selectable),
    count: (waiting.sought?.length ?? 0) > mostSought ? tooMany[lang] : countText(counts[filter.view], lang),
    query: queryOf(filter),
    exportUrl: `/agent/liste.csv?${queryOf(filter)}`,
    live: `/agent/flux?${queryOf(filter)}`,
    seen: counts.at.toISOString(),
    nextUrl: more ? `/agent?${queryOf(filter, { cursor: cursorOf(last.dueAt, last.id) })}` : undefined,
    ...said,
  });
}

const viewNames: Record<View, Record<Language, string>> = {
  mine: { fr: 'Pour moi', en: 'For me' },
  services: { fr: 'Pour mes services', en: 'For my services' },
  others: { fr: 'Pour d’autres', en: 'For others' },
};

const tooMany = {
  fr: `Plus de ${wholeNumber(mostSought, 'fr')} demandes correspondent : en voici une partie. Précisez la recherche.`,
  en: `More than ${wholeNumber(mostSought, 'en')} requests match: here are some of them. Look for something more exact.`,
};

function countText(count: number, lang: Language): string {
  const number = wholeNumber(count, lang);
  if (lang === 'fr') return `${number} demande${count > 1 ? 's' : ''}`;
  return `${number} request${count === 1 ? '' : 's'}`;
}
