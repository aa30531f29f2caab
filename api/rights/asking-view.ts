import { askedFor } from '../../db/asking-services.ts';
import type { RequestRow } from '../../db/requests.ts';
import { dateAndTime } from '../../templates/format.ts';
import type { AskingView } from '../../templates/pages/rights-view.ts';
import type { Language } from '../../templates/views.ts';
import { findRequestType } from '../../workflows/request-types/index.ts';
import { serviceNames } from '../public/request-types.ts';
import type { Services } from '../services.ts';
import { confirmedRequests } from './confirming.ts';

/** Present once requests are confirmed, for whoever wishes for more than a copy. */
export async function askingView(
  services: Services,
  request: RequestRow,
  typed: { text: string; chosen: readonly string[] } | undefined,
  lang: Language,
): Promise<AskingView | undefined> {
  const confirmed = await confirmedRequests(services, request);
  if (confirmed.length === 0 || request.fields.right === 'access') return undefined;
  const ids = confirmed.map(({ id }) => id);
  const [names, asked] = await Promise.all([serviceNames(services, lang), askedFor(services.db, request.id, ids)]);
  return {
    action: `/agent/demandes/${request.reference}/donnees/services`,
    text: typed?.text ?? [request.fields.data, request.fields.reasons].filter(Boolean).join('\n\n'),
    requests: confirmed.map((one) => {
      const last = asked.find(({ requestId }) => requestId === one.id);
      return {
        id: one.id,
        service: names.get(one.serviceId) ?? one.serviceId,
        reference: one.reference,
        title: findRequestType(one.type, one.revision).title[lang],
        checked: typed?.chosen.includes(one.id) ?? false,
        askedAt: last && dateAndTime(last.at, lang, services.zone),
        doneAt: last?.doneAt ? dateAndTime(last.doneAt, lang, services.zone) : undefined,
      };
    }),
  };
}
