import { mentionsOf } from '../legal-mentions.ts';
import { authorityOf, courtOf, type LegalView } from '../legal-words.ts';
import type { ReopenView } from '../pages/agent-view.ts';
import type { Language, TownView } from '../views.ts';
import type { ExampleWords } from './words.ts';

/** The dates of a request that was received on 23 November 2026, in each mode. */
export function exampleLegal(mode: LegalView['mode'], lang: Language): LegalView {
  const days = {
    on: { fr: 'samedi 23 janvier 2027', en: 'Saturday, 23 January 2027' }[lang],
    lastSafe: { fr: 'vendredi 22 janvier 2027', en: 'Friday, 22 January 2027' }[lang],
    claimableFrom: { fr: 'dimanche 24 janvier 2027', en: 'Sunday, 24 January 2027' }[lang],
  };
  const none = { on: undefined, lastSafe: undefined, claimableFrom: undefined };
  const appeal = { fr: 'mercredi 24 mars 2027', en: 'Wednesday, 24 March 2027' }[lang];
  const withdrawal = { fr: 'dimanche 23 mai 2027', en: 'Sunday, 23 May 2027' }[lang];
  const article = { accept: 'L. 231-1', reject: 'L. 231-4' };
  const from = {
    fr: 'Reçue le lundi 23 novembre 2026, plus 2 mois\u00a0: le samedi 23 janvier 2027.',
    en: 'Received on Monday, 23 November 2026, plus 2 months: Saturday, 23 January 2027.',
  };
  return {
    mode,
    law: mode === 'none' ? '' : `code des relations entre le public et l’administration, article ${article[mode]}`,
    ...(mode === 'none' ? none : days),
    appealUntil: mode === 'reject' ? appeal : undefined,
    withdrawableUntil: mode === 'accept' ? withdrawal : undefined,
    owedOn: undefined,
    reasonsBy: undefined,
    again: undefined,
    explained: mode === 'none' ? '' : from[lang],
  };
}

/** The same once it is looked at again, at the citizen's wish or where there is nothing to decide. */
export function exampleAgain(mode: 'reject' | 'none', lang: Language): LegalView {
  const on = { fr: 'lundi 23 novembre 2026', en: 'Monday, 23 November 2026' }[lang];
  const nothing = {
    fr: `Rouverte le ${on}. Ce qui est demandé n’appelle pas de décision\u00a0: le silence de la mairie n’en fait naître aucune.`,
    en: `Reopened on ${on}. What is asked for takes no decision, so silence makes none.`,
  };
  const legal = exampleLegal(mode, lang);
  if (mode === 'none') return { ...legal, again: { on, because: 'nothing to decide' }, explained: nothing[lang] };
  return { ...legal, law: `${legal.law}, 2°`, again: { on, because: undefined } };
}

/** What the citizen's page says of a decision, and what may be done about it. */
export const exampleDecided = (words: ExampleWords) => ({
  silence: { text: words.waiting, explained: words.said },
  attestationUrl: '/suivi/2026-004217/attestation.pdf',
  reasonsAction: '/suivi/2026-004217/motifs',
  reopen: exampleReopening('/suivi/2026-004217/reouverture', words, undefined),
});

export const exampleReopening = (action: string, { due }: ExampleWords, byAgent: ReopenView['byAgent']) => ({
  action,
  lastDay: due,
  reason: '',
  byAgent,
});

/** What every email is given of the law. */
export const legalParts = (lang: Language, town: TownView, legal: LegalView, about: Told) => ({
  legal,
  movedSilence: [],
  mentions: mentionsOf({ ...about, town, legal, electronic: true, reference: '2026-004217' }, lang),
  missing: [],
  authority: authorityOf(town, lang),
  townAddress: town.address.join(', '),
  court: courtOf(town, lang),
  author: undefined,
  transfer: undefined,
  meetsOn: undefined,
});

interface Told {
  title: string;
  receivedOn: string;
  dueOn: string;
}
