/** What the email about another date for the answer says: why, and what becomes of the day on which silence decides. */
import type { EmailToSend } from '../db/email-to-send.ts';
import { longDate } from './format.ts';
import { type LegalView, legalView } from './legal-words.ts';
import { type DateCause, dateCauses } from './texts/postponing.ts';
import { unbreakable } from './texts.ts';
import type { Language } from './views.ts';

type Postponed = NonNullable<EmailToSend['postponed']>;

/** @param today civil date */
export function postponedWords(email: EmailToSend, today: string, lang: Language) {
  const { postponed } = email;
  if (!postponed) return undefined;
  const { told, law = '' } = dateCauses[postponed.cause as DateCause];
  return {
    reason: `${told[lang]}\n\n${postponed.reason}`,
    law,
    silence: silenceWords(email, postponed, today, lang),
  };
}

/** A sentence each; none of silence where it has decided, or decides nothing. */
function silenceWords(
  { legalDates, toAddress }: EmailToSend,
  { cause, until }: Postponed,
  today: string,
  lang: Language,
) {
  const legal = legalView(legalDates, lang);
  const on = legalDates.find(({ kind }) => kind === 'silence')?.on;
  const runs = legal.mode !== 'none' && (!on || on >= today);
  const awaited = until ? [awaitedUntil(longDate(until, lang))] : [];
  const moved = runs ? sentencesOf(cause as DateCause, legal, toAddress === null) : [];
  return [...awaited, ...moved].map((words) => (lang === 'fr' ? unbreakable(words.fr) : words.en));
}

type Both = Record<Language, string>;

const awaitedUntil = (day: string): Both => ({
  fr: `Merci de nous faire parvenir ce qui manque au plus tard le ${day}.`,
  en: `Please send us what is missing by ${day} at the latest.`,
});

/** A letter on paper suspends from the day of its post on, which it does not know. */
function sentencesOf(cause: DateCause, legal: LegalView, onPaper: boolean): Both[] {
  if (!legal.on || (cause === 'missing pieces' && legal.mode === 'accept')) return [beginsWhenComplete];
  if (cause === 'missing pieces') return onPaper ? [suspended] : [suspended, deemed(legal)];
  return cause === 'taken up again' ? [deemed(legal)] : [unmoved(legal)];
}

const beginsWhenComplete = {
  fr: 'Le délai au terme duquel votre demande est réputée acceptée ne courra qu’à compter de la réception de ces pièces (code des relations entre le public et l’administration, article L. 114-5).',
  en: 'The time at whose end your request is deemed accepted begins only when these documents are received (code des relations entre le public et l’administration, article L. 114-5).',
};
const suspended = {
  fr: 'Le délai au terme duquel le silence de l’administration vaut rejet est suspendu jusqu’à cette date ; il reprendra dès la réception des pièces si vous les produisez plus tôt (code des relations entre le public et l’administration, article L. 114-5).',
  en: 'The time at whose end silence means a rejection is suspended until that day; it goes on as soon as the documents are received, if you send them sooner (code des relations entre le public et l’administration, article L. 114-5).',
};

const deemed = ({ mode, on, explained }: LegalView): Both => ({
  fr: `Sans réponse le ${on}, votre demande sera réputée ${mode === 'accept' ? 'acceptée' : 'rejetée'}. ${explained}`,
  en: `Without an answer on ${on} your request is deemed ${mode === 'accept' ? 'accepted' : 'rejected'}. ${explained}`,
});

/** The town's own wish for more time changes nothing of what the law gives the citizen. */
const unmoved = ({ mode, on }: LegalView): Both => ({
  fr: `Ce report ne change pas le délai légal : sans réponse le ${on}, votre demande sera réputée ${mode === 'accept' ? 'acceptée' : 'rejetée'}.`,
  en: `This does not change the law’s own time: without an answer on ${on} your request is deemed ${mode === 'accept' ? 'accepted' : 'rejected'}.`,
});
