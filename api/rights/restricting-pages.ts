import { z } from 'zod';
import { lift, type Restriction, restrict, restrictionOf, tellLifting } from '../../db/restrictions.ts';
import { longDate } from '../../templates/format.ts';
import type { RestrictionView } from '../../templates/pages/rights-view.ts';
import type { Language } from '../../templates/views.ts';
import type { Zone } from '../../workflows/contract.ts';
import { civilDate } from '../../workflows/kit/calendar.ts';
import { entitled, formOf, seeOther, showRefusal } from '../agent/request-page.ts';
import type { AgentAccess } from '../agent/views.ts';
import { can } from '../auth/policy.ts';
import { type Context, newRouter } from '../context.ts';
import { lines, withoutBlanks } from '../forms.ts';
import { parse } from '../parse.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';

const schema = z.object({ 'restrict-reason': lines(1000) });

/** A manager has a request's data only kept, as long as a dispute about them lasts; the person is told before it ends. */
export function restrictingPages(services: Services) {
  return newRouter()
    .post('/agent/demandes/:reference/limitation', (ctx) => post(ctx, services, 'limitation', setIt))
    .post('/agent/demandes/:reference/limitation/annonce', (ctx) => post(ctx, services, 'annonce', announce))
    .post('/agent/demandes/:reference/limitation/levee', (ctx) => post(ctx, services, 'levee', liftIt));
}

type Act = (services: Services, access: AgentAccess, reason: () => string) => Promise<unknown>;

async function post(ctx: Context, services: Services, done: string, act: Act): Promise<void> {
  const access = await entitled(ctx, services);
  const form = formOf(ctx);
  try {
    if (!can(access.agent, 'restrict data', access.request)) throw new Problem('FORBIDDEN');
    await act(services, access, () => parse(schema, withoutBlanks(form), ctx.state.lang)['restrict-reason']);
    seeOther(ctx, `/agent/demandes/${access.request.reference}?fait=${done}`);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    await showRefusal(ctx, services, access, error, { restriction: form['restrict-reason'] ?? '' });
  }
}

// Restricted already, or announced: then it is as was wanted.
const setIt: Act = ({ db }, { request, agent }, reason) =>
  restrict(db, { requestId: request.id, agentId: agent.id, at: new Date(), reason: reason() });

const announce: Act = ({ db }, { request, agent }, reason) =>
  tellLifting(db, { requestId: request.id, agentId: agent.id, at: new Date(), reason: reason() });

const liftIt: Act = async ({ db }, { request, agent }) => {
  const lifted = await lift(db, { requestId: request.id, agentId: agent.id, at: new Date() });
  if (!lifted) throw new Problem('LIFTING_NOT_TOLD');
};

export async function restrictionView(
  { db, zone }: Services,
  { request, agent }: AgentAccess,
  typed: string | undefined,
  lang: Language,
): Promise<RestrictionView> {
  const restriction = await restrictionOf(db, request.id);
  const may = can(agent, 'restrict data', request);
  const base = `/agent/demandes/${request.reference}/limitation`;
  const told = restriction?.liftingTold;
  const day = (at: Date) => longDate(civilDate(at, zone), lang);
  return {
    held: restriction && {
      reason: restriction.reason,
      by: restriction.agent,
      on: day(restriction.at),
      lifting: told ? { on: day(told.at), reason: told.reason } : undefined,
    },
    action: may ? actionOf(base, restriction, zone) : undefined,
    asksReason: !told,
    reason: typed ?? '',
    byPost: request.email === null,
  };
}

/** Undefined on the day on which the lifting was told. */
function actionOf(base: string, restriction: Restriction | undefined, zone: Zone): string | undefined {
  if (!restriction) return base;
  if (!restriction.liftingTold) return `${base}/annonce`;
  return civilDate(restriction.liftingTold.at, zone) < civilDate(Date.now(), zone) ? `${base}/levee` : undefined;
}
