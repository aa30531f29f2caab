import { requestsOfSameCitizen } from '../../db/same-citizen.ts';
import { longDate } from '../../templates/format.ts';
import type { RequestView } from '../../templates/pages/agent-view.ts';
import type { Language } from '../../templates/views.ts';
import { wordsOf } from '../../workflows/kit/words.ts';
import { findRequestType } from '../../workflows/request-types/index.ts';
import { visibleServices } from '../auth/policy.ts';
import type { Services } from '../services.ts';
import type { AgentAccess } from './views.ts';

/**
 * What else the citizen has asked of the same sector; of others the law wants nothing to be put together (loi 78-17,
 * RGPD art. 5). Until sectors are more than services, a sector is the service that has the request.
 */
export async function relatedView(
  services: Services,
  { request, agent }: AgentAccess,
  lang: Language,
): Promise<RequestView['related']> {
  const sector = visibleServices(agent).filter((service) => service === request.serviceId);
  if (sector.length === 0) return [];
  const found = await requestsOfSameCitizen(services.db, { requestId: request.id, services: sector });
  return found.map(({ reference, type: id, revision, status, step, outcome, receivedAt }) => {
    const type = findRequestType(id, revision);
    return {
      reference,
      url: `/agent/demandes/${reference}`,
      receivedOn: longDate(receivedAt, lang),
      title: type.title[lang],
      status: wordsOf(type, outcome ?? step)[lang],
      open: status === 'open',
      sameType: id === request.type,
    };
  });
}
