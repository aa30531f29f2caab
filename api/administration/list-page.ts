import { listAgentAccounts } from '../../db/agent-accounts.ts';
import { listServices } from '../../db/agents.ts';
import { listResources } from '../../db/resources.ts';
import type { Sql } from '../../db/sql.ts';
import { requireAgent } from '../auth/tokens.ts';
import type { Context } from '../context.ts';
import { show } from '../page.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import type { Row, Subject, Town } from './subject.ts';

export async function showList(ctx: Context, services: Services, subject: Subject): Promise<void> {
  const reach = reachOf(ctx, subject);
  const { lang } = ctx.state;
  const [town, rows] = await Promise.all([townOf(services.db), subject.rows(services.db)]);
  const { words, columns, path } = subject;
  const address = `/administration/${path}`;
  show(ctx, services, 'administration-list', {
    title: words.title[lang],
    lead: words.lead[lang],
    columns: columns.map(({ title }) => title[lang]),
    rows: rows
      .filter((row) => isInReach(subject, row, reach, town))
      .map((row) => ({
        url: `${address}/${row.id}`,
        cells: columns.map(({ title, text }) => ({ text: text(row, lang, town, services.zone), column: title[lang] })),
      })),
    add: words.add && { url: `${address}/nouveau`, text: words.add[lang] },
    notice: noticeOf(ctx, subject),
  });
}

/** @throws Problem SIGN_IN_REQUIRED, FORBIDDEN */
export function reachOf(ctx: Context, subject: Subject): 'all' | readonly string[] {
  const reach = subject.reach(requireAgent(ctx));
  if (reach === undefined) throw new Problem('FORBIDDEN');
  return reach;
}

export const isInReach = (subject: Subject, row: Row, reach: 'all' | readonly string[], town: Town) =>
  reach === 'all' || subject.concerns!(row, reach, town);

export async function townOf(on: Sql): Promise<Town> {
  const services = await listServices(on);
  return { services, agents: await listAgentAccounts(on), resources: await listResources(on) };
}

const done = { ajout: 'added', modification: 'changed', retrait: 'removed' } as const;

function noticeOf(ctx: Context, { words }: Subject): string | undefined {
  const what = done[ctx.query.fait as keyof typeof done];
  return what && words[what]?.[ctx.state.lang];
}
