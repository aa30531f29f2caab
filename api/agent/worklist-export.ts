import { Readable } from 'node:stream';
import { restrictedAmong } from '../../db/restrictions.ts';
import { type Place, type WaitingFilter, waitingTasks } from '../../db/waiting-tasks.ts';
import { type TaskRow, tasksById } from '../../db/worklist.ts';
import type { Language } from '../../templates/views.ts';
import { civilDate } from '../../workflows/kit/calendar.ts';
import { requireAgent } from '../auth/tokens.ts';
import { newRouter } from '../context.ts';
import { byteOrderMark, lineOf } from '../csv.ts';
import { serviceNames } from '../public/request-types.ts';
import type { Services } from '../services.ts';
import { holderOf, taskLine } from './task-view.ts';
import { readFilter, waitingFilter } from './worklist-filter.ts';

/** `GET /agent/liste.csv`: the whole list, with the filters of its page, for a spreadsheet. */
export function worklistExport(services: Services) {
  return newRouter().get('/agent/liste.csv', async (ctx) => {
    const agent = requireAgent(ctx);
    const { lang } = ctx.state;
    const asked = await readFilter(services, ctx.query, lang);
    const filter = await waitingFilter(services, { ...asked, view: asked.view ?? 'services' }, agent);
    const names = await serviceNames(services, lang);
    ctx.type = 'text/csv; charset=utf-8';
    ctx.set('Cache-Control', 'no-store');
    ctx.attachment(`${{ fr: 'liste-de-travail', en: 'worklist' }[lang]}-${civilDate(Date.now(), services.zone)}.csv`);
    ctx.body = Readable.from(linesOf(services, filter, { names, lang }));
  });
}

/** A thousand tasks at a time: the list may be long, and is never held as a whole. What is only kept is not in it (RGPD, art. 18). */
async function* linesOf(
  services: Services,
  filter: WaitingFilter,
  { names, lang }: { names: Map<string, string>; lang: Language },
): AsyncGenerator<string> {
  yield byteOrderMark + lineOf(Object.values(headings).map((words) => words[lang]));
  let after: Place | undefined;
  do {
    const found = await waitingTasks(services.db, filter, 1001, after);
    const tasks = await tasksById(services.db, found.slice(0, 1000));
    const restricted = await restrictedAmong(
      services.db,
      tasks.map(({ reference }) => reference),
    );
    const shown = tasks.filter(({ reference }) => !restricted.has(reference));
    if (shown.length > 0) yield shown.map((task) => lineOf(cellsOf(services, task, names, lang))).join('');
    const last = tasks.at(-1);
    after = found.length > 1000 && last ? { dueAt: last.dueAt.toISOString(), id: last.id } : undefined;
  } while (after);
}

const headings = {
  reference: { fr: 'Référence', en: 'Reference' },
  title: { fr: 'Démarche', en: 'Request type' },
  citizen: { fr: 'Demandeur', en: 'Citizen' },
  step: { fr: 'À faire', en: 'To do' },
  service: { fr: 'Service', en: 'Service' },
  assignee: { fr: 'Agent', en: 'Agent' },
  channel: { fr: 'Reçue par', en: 'Came by' },
  district: { fr: 'Quartier', en: 'District' },
  received: { fr: 'Reçue le', en: 'Received on' },
  due: { fr: 'Échéance', en: 'Due on' },
  warning: { fr: 'Urgence', en: 'Urgency' },
};

function cellsOf(services: Services, task: TaskRow, names: Map<string, string>, lang: Language): (string | null)[] {
  const { title, citizen, step, service, channel, district, warning } = taskLine(services, task, names, lang);
  const [received, due] = [task.receivedAt, task.dueAt].map((at) => civilDate(at, services.zone));
  return [
    task.reference,
    title,
    citizen,
    step,
    service,
    holderOf(task, lang),
    channel,
    district ?? null,
    received!,
    due!,
    warning ?? null,
  ];
}
