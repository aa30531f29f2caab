import type { Language } from '../../templates/views.ts';
import { offeredTypes } from './request-types.ts';

/** The pages that everybody reads without asking for anything, for the footer and the portal. */
export function publicPagesIn(lang: Language): { title: string; url: string }[] {
  const calendars = offeredTypes().flatMap(({ calendar }) =>
    calendar ? [{ title: calendar.title[lang], url: `/${calendar.address}` }] : [],
  );
  return [...calendars, { title: proposals[lang], url: '/propositions' }];
}

const proposals = { fr: 'Propositions des habitants', en: 'Residents’ proposals' };
