import { z } from 'zod';
import { mergeRequest } from '../../db/merging.ts';
import type { RelatedRow } from '../../db/same-citizen.ts';
import { hashOf } from '../../db/secrets.ts';
import { longDate } from '../../templates/format.ts';
import type { DeskView } from '../../templates/pages/desk-view.ts';
import type { Language } from '../../templates/views.ts';
import type { Zone } from '../../workflows/contract.ts';
import { civilDate } from '../../workflows/kit/calendar.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { findRequestType } from '../../workflows/request-types/index.ts';
import { can } from '../auth/policy.ts';
import { type Context, newRouter } from '../context.ts';
import { lines, withoutBlanks } from '../forms.ts';
import { once } from '../idempotency.ts';
import { parse } from '../parse.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { joinRefusal } from './joining.ts';
import { relatedTo } from './related.ts';
import { entitled, formOf, seeOther, showRefusal } from './request-page.ts';
import type { AgentAccess } from './views.ts';

const mergingSchema = z.object({ 'merge-to': z.string({ error: 'choose' }), 'merge-reason': lines(1000) });

/** Of two requests that one person has made about the same thing, an agent ends one; the other goes on. */
export function mergingPages(services: Services) {
  return newRouter().post('/agent/demandes/:reference/doublon', (ctx) => postMerging(ctx, services));
}

async function postMerging(ctx: Context, services: Services): Promise<void> {
  const { request, agent } = await entitled(ctx, services);
  const form = formOf(ctx);
  const { lang } = ctx.state;
  try {
    const type = findRequestType(request.type, request.revision);
    if (!can(agent, 'merge requests', request) || !mayMerge(type)) throw new Problem('FORBIDDEN');
    const input = parse(mergingSchema, withoutBlanks(form), lang);
    const { 'merge-to': reference, 'merge-reason': reason } = input;
    const others = mergeable({ request, agent }, await relatedTo(services, { request, agent }));
    const to = others.find((one) => one.reference === reference);
    const key = form.once && `${form.once} ${hashOf(JSON.stringify(input)).toString('hex')}`;
    await once(services, { scope: `merge ${agent.id}`, key, body: { of: request.id, input } }, async (transaction) => {
      if (!to) throw joinRefusal('unknown', lang, 'merge-to');
      const merging = { requestId: request.id, to: to.id, agentId: agent.id, reason, at: new Date() };
      const fault = await mergeRequest(transaction, merging);
      if (fault === 'over') throw new Problem('REQUEST_ENDED');
      if (fault) throw joinRefusal(fault, lang, 'merge-to');
      return { status: 200, body: { to: reference } };
    });
    seeOther(ctx, `/agent/demandes/${reference}?fait=doublon`);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { 'merge-to': to = '', 'merge-reason': reason = '' } = form;
    await showRefusal(ctx, services, { request, agent }, error, { merging: { to, reason } });
  }
}

/** A published proposal has its supporters, and a report in the street those who see the same: they are joined by an answer. */
const mayMerge = ({ duplicates, publication }: RequestType) => !duplicates && !publication;

/** Those of the person's other requests that may go on in its place: open, and with the same service. */
function mergeable({ request, agent }: AgentAccess, related: readonly RelatedRow[]): RelatedRow[] {
  const type = findRequestType(request.type, request.revision);
  const open = request.status === 'open' && !request.withdrawnAt;
  if (!open || !mayMerge(type) || !can(agent, 'merge requests', request)) return [];
  return related.filter(
    ({ status, serviceId, type: id, revision }) =>
      status === 'open' && serviceId === request.serviceId && mayMerge(findRequestType(id, revision)),
  );
}

export function mergeView(
  access: AgentAccess,
  related: readonly RelatedRow[],
  typed = { to: '', reason: '' },
  lang: Language,
  zone: Zone,
): DeskView['merge'] {
  const others = mergeable(access, related);
  if (others.length === 0) return undefined;
  return {
    action: `/agent/demandes/${access.request.reference}/doublon`,
    requests: others.map(({ reference, type, revision, receivedAt }) => ({
      value: reference,
      label: [reference, findRequestType(type, revision).title[lang], longDate(civilDate(receivedAt, zone), lang)].join(
        ', ',
      ),
      checked: reference === typed.to,
    })),
    reason: typed.reason,
  };
}
