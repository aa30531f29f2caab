import type { CatalogueView, PortalLink } from '../../templates/pages/portal-view.ts';
import type { Language, RequestTypeCard } from '../../templates/views.ts';
import { type LifeEvent, lifeEvents, type Theme, themes } from '../../workflows/kit/portal.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { daysText } from '../citizen/form-start.ts';
import { delayText } from '../citizen/form-view.ts';
import type { Services } from '../services.ts';
import { usualDays } from './answering-times.ts';
import { offeredTypes, serviceNames } from './request-types.ts';
import { searchTypes } from './search.ts';

export interface Asked {
  q?: unknown;
  theme?: unknown;
  evenement?: unknown;
}

/** All request types by theme, or those that a search, a theme or a life event leads to. */
export async function catalogueView(services: Services, asked: Asked, lang: Language): Promise<CatalogueView> {
  const types = offeredTypes();
  const names = await serviceNames(services, lang);
  const cards = (some: readonly RequestType[]) => Promise.all(some.map((type) => cardOf(services, type, names, lang)));
  const query = typeof asked.q === 'string' ? asked.q.trim() : '';
  const theme = idIn(themes, asked.theme);
  const event = idIn(lifeEvents, asked.evenement);
  const words = said[lang];
  if (query !== '') {
    const found = searchTypes(types, query, lang);
    const nothing = { questionUrl: '/demarches/question', themes: themeLinks(lang) };
    return {
      ...narrowed(words.found(found.length), words.foundLead(found.length), await cards(found)),
      query,
      ...(found.length === 0 && { title: words.nothing, lead: words.nothingLead(query), nothing }),
    };
  }
  if (theme)
    return narrowed(themes[theme][lang], words.lead, await cards(types.filter((type) => type.theme === theme)));
  if (event) {
    const useful = types.filter((type) => type.lifeEvents?.includes(event));
    return narrowed(lifeEvents[event][lang], words.eventLead, await cards(useful));
  }
  const sections = Object.entries(themes).map(async ([id, title]) => ({
    title: title[lang],
    types: await cards(types.filter((type) => type.theme === id)),
  }));
  return { title: words.all, lead: words.lead, query, sections: await Promise.all(sections), narrowed: false };
}

export const themeLinks = (lang: Language): PortalLink[] =>
  Object.entries(themes).map(([id, title]) => ({ title: title[lang], url: `/demarches?theme=${id}` }));

export const lifeEventLinks = (lang: Language): PortalLink[] =>
  Object.entries(lifeEvents).map(([id, title]) => ({ title: title[lang], url: `/demarches?evenement=${id}` }));

const narrowed = (title: string, lead: string, types: RequestTypeCard[]): CatalogueView => ({
  title,
  lead,
  query: '',
  sections: types.length > 0 ? [{ title: '', types }] : [],
  narrowed: true,
});

async function cardOf(
  services: Services,
  type: RequestType,
  names: ReadonlyMap<string, string>,
  lang: Language,
): Promise<RequestTypeCard> {
  const days = await usualDays(services, type.id);
  return {
    title: type.title[lang],
    summary: type.summary[lang],
    url: `/demarches/${type.id}`,
    service: names.get(type.service) ?? type.service,
    delay: days ? daysText(days, lang) : said[lang].within(delayText(type.answerWithin, lang)),
  };
}

function idIn<Id extends Theme | LifeEvent>(known: Readonly<Record<Id, unknown>>, asked: unknown): Id | undefined {
  return typeof asked === 'string' && Object.hasOwn(known, asked) ? (asked as Id) : undefined;
}

const said = {
  fr: {
    all: 'Toutes les démarches',
    lead: 'Choisissez une démarche. Aucune ne demande de compte.',
    eventLead: 'Ces démarches peuvent vous être utiles. Aucune ne demande de compte.',
    found: (count: number) => (count > 1 ? `${count}\u00a0démarches trouvées` : 'Une démarche trouvée'),
    foundLead: (count: number) =>
      count > 1 ? 'La plus proche de votre recherche est la première.' : 'Elle ne demande pas de compte.',
    nothing: 'Aucune démarche trouvée',
    nothingLead: (query: string) => `Rien ne correspond à «\u00a0${query}\u00a0».`,
    within: (delay: string) => `réponse sous ${delay}`,
  },
  en: {
    all: 'All services',
    lead: 'Choose a service. None needs an account.',
    eventLead: 'These services may be of use to you. None needs an account.',
    found: (count: number) => (count > 1 ? `${count} services found` : 'One service found'),
    foundLead: (count: number) =>
      count > 1 ? 'The one nearest to your search comes first.' : 'It does not need an account.',
    nothing: 'No service found',
    nothingLead: (query: string) => `Nothing fits “${query}”.`,
    within: (delay: string) => `answer within ${delay}`,
  },
} as const;
