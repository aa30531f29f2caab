import { findRequest } from '../../db/requests.ts';
import { listTasks } from '../../db/worklist.ts';
import type { Language } from '../../templates/views.ts';
import { worklistOf } from '../auth/policy.ts';
import { maySee } from '../auth/sight.ts';
import { requireAgent } from '../auth/tokens.ts';
import type { Context } from '../context.ts';
import { withoutBlanks } from '../forms.ts';
import { show } from '../page.ts';
import { cursorOf, readCursor } from '../parse.ts';
import { offeredTypes, serviceNames } from '../public/request-types.ts';
import type { Services } from '../services.ts';
import { commentsToRead } from './comment-view.ts';
import { worklistRow } from './task-view.ts';

const pageSize = 50;

/** What waits for the agents of one's services, least time left first. */
export async function showWorklist(ctx: Context, services: Services, notice: string | undefined): Promise<void> {
  const agent = requireAgent(ctx);
  const { lang } = ctx.state;
  const query = withoutBlanks(ctx.query) as Record<string, string | undefined>;
  const { q, service, type, assignee, cursor } = query;
  const after = readCursor(cursor);
  const mine = worklistOf(agent);
  const found = await listTasks(services.db, {
    ...mine,
    q,
    service,
    type,
    assigneeId: assignee === 'me' ? agent.id : undefined,
    limit: pageSize + 1,
    after: after && { dueAt: after.at, id: after.id },
  });
  if (q && found.length === 0) {
    // Somebody who telephones gives a reference: the request may wait for documents, or have ended.
    const request = await findRequest(services.db, { reference: q });
    if (request && (await maySee(services.db, agent, request)))
      return ctx.redirect(`/agent/demandes/${request.reference}`);
  }
  const tasks = found.slice(0, pageSize);
  const last = tasks.at(-1);
  const names = await serviceNames(services, lang);
  const more = found.length > tasks.length && last !== undefined;
  const rest = new URLSearchParams(
    Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  if (more) rest.set('cursor', cursorOf(last.dueAt, last.id));
  show(ctx, services, 'worklist', {
    filters: {
      q: q ?? '',
      services: mine.services.map((id) => ({ value: id, label: names.get(id) ?? id, checked: id === service })),
      types: offeredTypes().map((one) => ({ value: one.id, label: one.title[lang], checked: one.id === type })),
      mine: assignee === 'me',
    },
    comments: await commentsToRead(services, agent),
    tasks: tasks.map((task) => worklistRow(task, names, lang)),
    count: countText(tasks.length, more, lang),
    nextUrl: more ? `/agent?${rest}` : undefined,
    notice,
  });
}

function countText(count: number, more: boolean, lang: Language): string {
  if (lang === 'fr') return more ? `Plus de ${count} demandes` : `${count} demande${count > 1 ? 's' : ''}`;
  return more ? `More than ${count} requests` : `${count} request${count === 1 ? '' : 's'}`;
}
