import { z } from 'zod';
import type { AgentRow } from '../../db/agents.ts';
import { newId } from '../../db/ids.ts';
import { deleteView, savedViews, saveView } from '../../db/saved-views.ts';
import type { SavedViews } from '../../templates/pages/worklist-view.ts';
import { requireAgent } from '../auth/tokens.ts';
import { type Context, newRouter } from '../context.ts';
import { line } from '../forms.ts';
import { isId, parse } from '../parse.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { formOf, seeOther } from './request-page.ts';
import { type Filter, knownFilters, queryOf, readFilter } from './worklist-filter.ts';

const most = 20;
const nameSchema = z.object({ name: line(60) });

/** The lists that an agent comes back to, each under a name. */
export function savedViewPages(services: Services) {
  return newRouter()
    .post('/agent/vues', (ctx) => postView(ctx, services))
    .post('/agent/vues/:id/suppression', (ctx) => postDeletion(ctx, services));
}

async function postView(ctx: Context, services: Services): Promise<void> {
  const agent = requireAgent(ctx);
  const form = formOf(ctx);
  const { name } = parse(nameSchema, form, ctx.state.lang);
  const filters = await readFilter(services, form, ctx.state.lang);
  const saved = await saveView(services.db, { id: newId(), agentId: agent.id, name, filters, most });
  if (!saved) throw new Problem('TOO_MANY_VIEWS', { most });
  seeOther(ctx, `/agent?${queryOf(filters, { fait: 'vue' })}`);
}

async function postDeletion(ctx: Context, services: Services): Promise<void> {
  const agent = requireAgent(ctx);
  const id = ctx.params.id!;
  if (!isId(id) || !(await deleteView(services.db, { id, agentId: agent.id }))) throw new Problem('NOT_FOUND');
  seeOther(ctx, '/agent?fait=sans-vue');
}

/** Those of an agent, with where they lead; a filter that there is no more, as of a type that was given up, is left out. */
export async function savedViewsOf(services: Services, agent: AgentRow, filter: Filter): Promise<SavedViews> {
  const saved = await savedViews(services.db, agent.id);
  const current = queryOf(filter);
  const views = saved.map(({ id, name, filters }) => {
    const query = queryOf(knownFilters(services, filters));
    return { name, url: `/agent?${query}`, current: query === current, deleteAction: `/agent/vues/${id}/suppression` };
  });
  return { views, saveAction: '/agent/vues', name: views.find((view) => view.current)?.name ?? '' };
}
