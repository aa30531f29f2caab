import type { AgentRow } from '../../db/agents.ts';
import type { CannedReplyRow } from '../../db/canned-replies.ts';
import type { RequestRow } from '../../db/requests.ts';
import { longDate } from '../../templates/format.ts';
import { citizenName, serviceView } from '../../templates/request-words.ts';
import type { Language } from '../../templates/views.ts';
import type { Zone } from '../../workflows/contract.ts';
import { civilDate } from '../../workflows/kit/calendar.ts';
import { findRequestType } from '../../workflows/request-types/index.ts';

interface About {
  request: RequestRow;
  agent: AgentRow;
  zone: Zone;
}

/** What ready words may name between double braces: all that there is. */
export const variables: Readonly<Record<string, { fr: string; en: string; of(about: About, lang: Language): string }>> =
  {
    reference: { fr: 'référence', en: 'reference', of: ({ request }) => request.reference },
    citizen: { fr: 'prénom et nom du demandeur', en: 'the citizen’s name', of: ({ request }) => citizenName(request) },
    title: {
      fr: 'titre de la démarche',
      en: 'title of the procedure',
      of: ({ request }, lang) => findRequestType(request.type, request.revision).title[lang],
    },
    received: {
      fr: 'date de réception',
      en: 'date of receipt',
      of: ({ request, zone }, lang) => longDate(civilDate(request.receivedAt, zone), lang),
    },
    due: { fr: 'date promise', en: 'promised date', of: ({ request }, lang) => longDate(request.dueOn, lang) },
    service: {
      fr: 'nom du service',
      en: 'name of the service',
      of: ({ request }, lang) => serviceView(request, lang).name,
    },
    phone: { fr: 'téléphone du service', en: 'telephone of the service', of: ({ request }) => request.service.phone },
    agent: { fr: 'votre nom', en: 'your name', of: ({ agent }) => agent.displayName },
  };

const named = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** Names that are no variable, and braces that name nothing. */
export function unknownVariables(text: string): string[] {
  const unknown = [...text.matchAll(named)].map(([, name]) => name!).filter((name) => !Object.hasOwn(variables, name));
  const left = text.replace(named, '').match(/\{\{|\}\}/g) ?? [];
  return [...new Set([...unknown.map((name) => `{{${name}}}`), ...left])];
}

/** In the language that the citizen is written to in. */
export function filledReply({ textFr, textEn }: CannedReplyRow, about: About): string {
  const lang = about.request.language === 'en' && textEn !== null ? 'en' : 'fr';
  const text = lang === 'en' ? textEn! : textFr;
  return text.replace(named, (_, name: string) => variables[name]?.of(about, lang) ?? '');
}
