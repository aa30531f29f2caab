import { type RelatedRow, requestsOfSameCitizen } from '../../db/same-citizen.ts';
import { longDate } from '../../templates/format.ts';
import type { RequestView } from '../../templates/pages/agent-view.ts';
import type { Language } from '../../templates/views.ts';
import type { Zone } from '../../workflows/contract.ts';
import { civilDate } from '../../workflows/kit/calendar.ts';
import { wordsOf } from '../../workflows/kit/words.ts';
import { findRequestType } from '../../workflows/request-types/index.ts';
import { can, visibleServices } from '../auth/policy.ts';
import { sameSector } from '../auth/sectors.ts';
import type { Services } from '../services.ts';
import type { AgentAccess } from './views.ts';

/**
 * What else the citizen has asked of the same sector; of others the law wants nothing to be put together (loi 78-17,
 * RGPD art. 5).
 */
export async function relatedTo(services: Services, { request, agent }: AgentAccess): Promise<RelatedRow[]> {
  if (!can(agent, 'see request', request)) return [];
  const found = await requestsOfSameCitizen(services.db, { requestId: request.id, services: visibleServices(agent) });
  return found.filter((other) => can(agent, 'see request', other) && sameSector(request, other));
}

export function relatedView(
  related: readonly RelatedRow[],
  { request }: AgentAccess,
  lang: Language,
  zone: Zone,
): RequestView['related'] {
  return related.map(({ reference, type: id, revision, status, step, outcome, receivedAt }) => {
    const type = findRequestType(id, revision);
    return {
      reference,
      url: `/agent/demandes/${reference}`,
      receivedOn: longDate(civilDate(receivedAt, zone), lang),
      title: type.title[lang],
      status: wordsOf(type, outcome ?? step)[lang],
      open: status === 'open',
      sameType: id === request.type,
    };
  });
}
