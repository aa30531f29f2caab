import { holdersOfTasks } from '../../db/absences.ts';
import { type AgentAccount, listAgentAccounts } from '../../db/agent-accounts.ts';
import { listServices } from '../../db/agents.ts';
import type { AdministrationHandoverView } from '../../templates/pages/administration-view.ts';
import type { Language } from '../../templates/views.ts';
import type { Words } from '../../workflows/kit/fields.ts';
import { plannedServices } from '../auth/policy.ts';
import { requireAgent } from '../auth/tokens.ts';
import type { Context } from '../context.ts';
import { faultText } from '../forms.ts';
import { show } from '../page.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { handOverByHand } from './handing-over.ts';

const address = '/administration/reprise';

interface Shown {
  from?: string;
  to?: string;
  error?: { field: 'from' | 'to'; text: string };
  notice?: string;
}

export async function showHandover(ctx: Context, services: Services, shown: Shown = {}): Promise<void> {
  const { holders, successors } = await peopleOf(ctx, services);
  show(ctx, services, 'administration-handover', viewOf(holders, successors, shown, ctx.state.lang), address);
  if (shown.error) ctx.status = 422;
}

/** All at once or nothing. What a colleague has answered meanwhile stays answered. */
export async function postHandover(ctx: Context, services: Services): Promise<void> {
  const { reach, agents, successors } = await peopleOf(ctx, services);
  const form = (ctx.request.body ?? {}) as { _csrf?: string; from?: string; to?: string };
  const { lang } = ctx.state;
  const from = agents.find(({ id }) => id === form.from);
  const to = successors.find(({ id }) => id === form.to);
  if (!from || (form.to && !to)) {
    return showHandover(ctx, services, {
      ...form,
      error: { field: from ? 'to' : 'from', text: faultText('choose', lang) },
    });
  }
  if (from === to) return showHandover(ctx, services, { ...form, error: { field: 'to', text: oneself[lang] } });
  const by = requireAgent(ctx);
  const moved = await services.db.transaction((on) => handOverByHand(on, { from: from.id, to, services: reach, by }));
  await showHandover(ctx, services, { notice: movedText(from, to, moved)[lang] });
}

/**
 * Who holds tasks of the services that the caller plans for, and who may get them.
 * @throws Problem SIGN_IN_REQUIRED, FORBIDDEN
 */
async function peopleOf(ctx: Context, { db }: Services) {
  const planned = plannedServices(requireAgent(ctx));
  if (planned === undefined) throw new Problem('FORBIDDEN');
  const reach = planned === 'all' ? (await listServices(db)).map(({ id }) => id) : planned;
  const [agents, held] = await Promise.all([listAgentAccounts(db), holdersOfTasks(db, reach)]);
  const tasksOf = new Map(held.map(({ agentId, tasks }) => [agentId, tasks]));
  return {
    reach,
    agents,
    holders: agents
      .flatMap((agent) => ({ ...agent, tasks: tasksOf.get(agent.id) ?? 0 }))
      .filter(({ tasks }) => tasks > 0),
    successors: agents.filter(({ active, services }) => active && services.some((id) => reach.includes(id))),
  };
}

function viewOf(
  holders: readonly (AgentAccount & { tasks: number })[],
  successors: readonly AgentAccount[],
  { from, to, error, notice }: Shown,
  lang: Language,
): AdministrationHandoverView {
  const errorOf = (field: 'from' | 'to') => ({ error: error?.field === field ? error.text : undefined });
  const select = { kind: 'select' as const };
  return {
    fields: [
      {
        ...select,
        id: 'from',
        name: 'from',
        label: words.from[lang],
        optional: false,
        choices: holders.map(({ id, displayName, tasks }) => ({
          value: id,
          label: `${displayName} (${tasks})`,
          checked: id === from,
        })),
        ...errorOf('from'),
      },
      {
        ...select,
        id: 'to',
        name: 'to',
        label: words.to[lang],
        hint: words.hint[lang],
        optional: true,
        choices: successors.map(({ id, displayName }) => ({ value: id, label: displayName, checked: id === to })),
        ...errorOf('to'),
      },
    ],
    any: holders.length > 0,
    notice,
    errors: error ? [{ href: `#${error.field}`, text: error.text }] : [],
  };
}

function movedText(from: AgentAccount, to: AgentAccount | undefined, { given, back }: { given: number; back: number }) {
  const taken: Words = {
    fr: `${from.displayName} n’a plus de tâche dans vos services.`,
    en: `${from.displayName} holds no task in your services any more.`,
  };
  const got: Words = {
    fr: ` Passées à ${to?.displayName} : ${given}.`,
    en: ` Given to ${to?.displayName}: ${given}.`,
  };
  const returned: Words = { fr: ` Rendues au service : ${back}.`, en: ` Given back to the service: ${back}.` };
  const text = (lang: Language) => taken[lang] + (to ? got[lang] : '') + (to && back === 0 ? '' : returned[lang]);
  return { fr: text('fr'), en: text('en') };
}

const words = {
  from: { fr: 'Tâches de', en: 'Tasks of' },
  to: { fr: 'Qui les reprend', en: 'Who gets them' },
  hint: {
    fr: 'Sans personne, elles reviennent au service. Une tâche à laquelle cette personne ne peut pas répondre y revient aussi.',
    en: 'Without anybody, they go back to the service. A task that this person may not answer goes back too.',
  },
};
const oneself = { fr: 'Choisissez une autre personne.', en: 'Choose another person.' };
