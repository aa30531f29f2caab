import { z } from 'zod';
import { keptList } from '../../db/elimination.ts';
import { closeList, findList, type ListRow, linesOf, listsOf, noteVisa } from '../../db/elimination-lists.ts';
import type { ErrorLink } from '../../templates/views.ts';
import type { Zone } from '../../workflows/contract.ts';
import { civilDate } from '../../workflows/kit/calendar.ts';
import { formOf, seeOther } from '../agent/request-page.ts';
import { canEliminate, listedServices } from '../auth/policy.ts';
import { requireAgent } from '../auth/tokens.ts';
import { type Context, newRouter } from '../context.ts';
import { line, withoutBlanks } from '../forms.ts';
import { show } from '../page.ts';
import { isId, parse } from '../parse.ts';
import { Problem } from '../problems.ts';
import { serviceNames } from '../public/request-types.ts';
import type { Services } from '../services.ts';
import { csvOf } from './csv.ts';
import { addressOf, listLine, listView, notices } from './list-view.ts';

const visaSchema = z.object({ by: line(200), on: z.iso.date({ error: 'date' }), reference: line(200) });

/** The elimination lists: read by who plans a service's days, closed and given their visa by who answers for it. */
export function eliminationPages(services: Services) {
  return newRouter()
    .get('/administration/eliminations', (ctx) => showLists(ctx, services))
    .get('/administration/eliminations/:id', async (ctx) => showList(ctx, services, await readable(ctx, services)))
    .get('/administration/eliminations/:id/bordereau.csv', (ctx) => sendCsv(ctx, services))
    .post('/administration/eliminations/:id/cloture', (ctx) => postClosing(ctx, services))
    .post('/administration/eliminations/:id/visa', (ctx) => postVisa(ctx, services));
}

async function showLists(ctx: Context, services: Services): Promise<void> {
  const reach = listedServices(requireAgent(ctx));
  if (reach === undefined) throw new Problem('FORBIDDEN');
  const { lang } = ctx.state;
  const [lists, names] = await Promise.all([
    listsOf(services.db, reach === 'all' ? null : reach),
    serviceNames(services, lang),
  ]);
  show(ctx, services, 'elimination-lists', { lists: lists.map((list) => listLine(list, names, lang)) });
}

/** @throws Problem FORBIDDEN, NOT_FOUND for the list of another service as for none */
async function readable(ctx: Context, { db }: Services): Promise<ListRow> {
  const reach = listedServices(requireAgent(ctx));
  if (reach === undefined) throw new Problem('FORBIDDEN');
  const list = isId(ctx.params.id!) ? await findList(db, ctx.params.id!) : undefined;
  if (!list || (reach !== 'all' && !reach.includes(list.serviceId))) throw new Problem('NOT_FOUND');
  return list;
}

async function showList(
  ctx: Context,
  services: Services,
  list: ListRow,
  refused: { typed: Record<string, string>; errors: ErrorLink[] } = { typed: {}, errors: [] },
): Promise<void> {
  const { lang } = ctx.state;
  const [lines, names] = await Promise.all([linesOf(services.db, list.id), serviceNames(services, lang)]);
  const { by = '', on = '', reference = '' } = refused.typed;
  const view = {
    ...listView(list, lines, { names, lang, acts: canEliminate(requireAgent(ctx), list.serviceId) }, services.zone),
    typed: { by, on, reference },
    notice: notices[ctx.query.fait as keyof typeof notices]?.[lang],
    errors: refused.errors,
  };
  show(ctx, services, 'elimination-list', view, addressOf(list));
}

async function sendCsv(ctx: Context, services: Services): Promise<void> {
  const list = await readable(ctx, services);
  const { lang } = ctx.state;
  const [lines, names] = await Promise.all([linesOf(services.db, list.id), serviceNames(services, lang)]);
  ctx.type = 'text/csv; charset=utf-8';
  ctx.set('Cache-Control', 'no-store');
  ctx.attachment(`bordereau-${list.madeOn}-${list.serviceId}.csv`);
  ctx.body = csvOf(list, lines, names, lang, services.zone);
}

/** A list that its reader may close and have erased. */
async function postedList(ctx: Context, services: Services) {
  const list = await readable(ctx, services);
  const form = formOf(ctx);
  const agent = requireAgent(ctx);
  if (!canEliminate(agent, list.serviceId)) throw new Problem('FORBIDDEN');
  return { list, form, agent };
}

async function postClosing(ctx: Context, services: Services): Promise<void> {
  const { list, agent } = await postedList(ctx, services);
  await closeList(services.db, { id: list.id, agentId: agent.id, at: new Date() });
  seeOther(ctx, `${addressOf(list)}?fait=cloture`);
}

async function postVisa(ctx: Context, services: Services): Promise<void> {
  const { list, form, agent } = await postedList(ctx, services);
  try {
    const { on, ...visa } = parse(visaSchema, withoutBlanks(form), ctx.state.lang);
    refuseDate(on, list, ctx, services.zone);
    await services.db.transaction(async (transaction) => {
      const noted = await noteVisa(transaction, { ...visa, on, id: list.id, agentId: agent.id, at: new Date() });
      if (!noted) throw new Problem('LIST_NOT_WAITING');
      // Before the commit: a restore of an older dump must know what allowed the erasures that it does again.
      await services.ledger.append({ list: await keptList(transaction, list.id) });
    });
    seeOther(ctx, `${addressOf(list)}?fait=visa`);
  } catch (error) {
    if (!(error instanceof Problem) || !error.extra.errors) throw error;
    const errors = error.extra.errors.map(({ field, message }) => ({
      href: `#${field}`,
      text: message,
      label: labels[field as keyof typeof labels]?.[ctx.state.lang] ?? '',
    }));
    await showList(ctx, services, list, { typed: form, errors });
    ctx.status = error.status;
  }
}

/** The archives sign what was closed; nobody signs tomorrow. */
function refuseDate(on: string, { closedAt }: ListRow, ctx: Context, zone: Zone): void {
  const earliest = closedAt && civilDate(closedAt, zone);
  if ((earliest === null || on >= earliest) && on <= civilDate(Date.now(), zone)) return;
  throw new Problem('INVALID', { errors: [{ field: 'on', message: wrongDate[ctx.state.lang] }] });
}

const wrongDate = {
  fr: 'Écrivez la date du visa : entre le jour où le bordereau a été arrêté et aujourd’hui.',
  en: 'Write the date of the visa: between the day on which the list was closed and today.',
};

/** Three fields may be empty: the summary says which. */
const labels = {
  by: { fr: 'Visa donné par', en: 'Visa given by' },
  on: { fr: 'Date du visa', en: 'Date of the visa' },
  reference: { fr: 'Référence du visa', en: 'Reference of the visa' },
} as const;
