/** What the town does with the data of each kind of request: one account, for notices, the public page and the register. */
import type { ProcessingView } from '../../templates/pages/legal-view.ts';
import type { Language } from '../../templates/views.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { retentionWords } from '../../workflows/kit/retention.ts';
import { serviceNames } from '../public/request-types.ts';
import type { Services } from '../services.ts';
import { basisWords, rightsSentence } from './words.ts';

/** What article 13 of the RGPD wants told under a form; the town and its data-protection officer are on every page. */
export async function noticeOf(services: Services, type: RequestType, lang: Language): Promise<ProcessingView> {
  return processingView(type, await serviceNames(services, lang), lang);
}

export function processingView(type: RequestType, names: Map<string, string>, lang: Language): ProcessingView {
  return {
    title: type.title[lang],
    purpose: purposeOf(type, lang),
    basis: basisWords[type.basis][lang],
    law: type.law,
    recipients: recipientsOf(type, names, lang),
    retention: retentionWords(type.retention)[lang],
    rights: rightsSentence(type.basis, lang),
  };
}

export const purposeOf = ({ purpose }: RequestType, lang: Language) =>
  ({ fr: `Pour ${purpose.fr}.`, en: `To ${purpose.en}.` })[lang];

export function recipientsOf({ service }: RequestType, names: Map<string, string>, lang: Language): string {
  const name = names.get(service) ?? service;
  return {
    fr: `Les agents du service «\u00a0${name}\u00a0», et ceux des services à qui il demande un avis ou confie la demande.`,
    en: `The agents of the service “${name}”, and those of services that it asks for an opinion or gives the request to.`,
  }[lang];
}
