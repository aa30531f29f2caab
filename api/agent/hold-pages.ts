import { z } from 'zod';
import { newId } from '../../db/ids.ts';
import { holdOf, releaseHold, setHold } from '../../db/legal-holds.ts';
import { longDate } from '../../templates/format.ts';
import type { DeskView } from '../../templates/pages/desk-view.ts';
import type { Language } from '../../templates/views.ts';
import { civilDate } from '../../workflows/kit/calendar.ts';
import { can } from '../auth/policy.ts';
import { type Context, newRouter } from '../context.ts';
import { lines, withoutBlanks } from '../forms.ts';
import { parse } from '../parse.ts';
import { Problem } from '../problems.ts';
import { eraseForPerson, mayErase } from '../retention/may-erase.ts';
import type { Services } from '../services.ts';
import { entitled, formOf, seeOther, showRefusal } from './request-page.ts';
import type { AgentAccess } from './views.ts';

const holdSchema = z.object({ 'hold-reason': lines(1000) });

/** A manager has a request kept from being erased, lets it go, or erases it because the person asks. */
export function holdPages(services: Services) {
  return newRouter()
    .post('/agent/demandes/:reference/blocage', (ctx) => post(ctx, services, 'hold request', hold))
    .post('/agent/demandes/:reference/deblocage', (ctx) => post(ctx, services, 'hold request', release))
    .post('/agent/demandes/:reference/effacement', (ctx) => post(ctx, services, 'erase request', erase));
}

export async function holdView(
  services: Services,
  { request, agent }: AgentAccess,
  typed: string | undefined,
  lang: Language,
): Promise<DeskView['keeping']> {
  if (!can(agent, 'hold request', request)) return undefined;
  const { db, zone } = services;
  const base = `/agent/demandes/${request.reference}`;
  const [held, erasure] = await Promise.all([holdOf(db, request.id), mayErase(services, request)]);
  return {
    held: held && { reason: held.reason, by: held.agent, on: longDate(civilDate(held.at, zone), lang) },
    holdAction: `${base}/${held ? 'deblocage' : 'blocage'}`,
    reason: typed ?? '',
    eraseAction: erasure.may ? `${base}/effacement` : undefined,
    because: erasure.may ? erasure.agreement : erasure.text[lang],
  };
}

type Act = (ctx: Context, services: Services, access: AgentAccess, form: Record<string, string>) => Promise<void>;

async function post(ctx: Context, services: Services, action: 'hold request' | 'erase request', act: Act) {
  const access = await entitled(ctx, services);
  const form = formOf(ctx);
  try {
    if (!can(access.agent, action, access.request)) throw new Problem('FORBIDDEN');
    await act(ctx, services, access, form);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    await showRefusal(ctx, services, access, error, { hold: form['hold-reason'] ?? '' });
  }
}

// Held already, or held by nobody any more: then it is as was wanted.
const hold: Act = async (ctx, { db }, { request, agent }, form) => {
  const { 'hold-reason': reason } = parse(holdSchema, withoutBlanks(form), ctx.state.lang);
  await setHold(db, { id: newId(), requestId: request.id, agentId: agent.id, reason, at: new Date() });
  seeOther(ctx, `/agent/demandes/${request.reference}?fait=blocage`);
};

const release: Act = async (ctx, { db }, { request, agent }) => {
  await releaseHold(db, { requestId: request.id, agentId: agent.id, at: new Date() });
  seeOther(ctx, `/agent/demandes/${request.reference}?fait=deblocage`);
};

const erase: Act = async (ctx, services, { request, agent }) => {
  await eraseForPerson(services, request, agent.id);
  seeOther(ctx, '/agent?fait=effacement');
};
