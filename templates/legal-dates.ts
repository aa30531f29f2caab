/** Each date that the law makes for a request, explained by itself: for programs that show one of them. */
import type { LegalDate, LegalDateKind } from '../workflows/kit/silence.ts';
import { longDate } from './format.ts';
import { legalView } from './legal-words.ts';
import { unbreakable } from './texts.ts';
import type { Language } from './views.ts';

/** @param dates all of the request: where one is not known yet, the day of silence says why */
export function explainedDate({ kind, on, inputs }: LegalDate, dates: readonly LegalDate[], lang: Language): string {
  const day = (value: unknown) => (typeof value === 'string' ? longDate(value, lang) : '');
  const words = sentences[kind]?.(inputs, day, on);
  return words ? (lang === 'fr' ? unbreakable(words.fr) : words.en) : legalView(dates, lang).explained;
}

type Sentence = (
  inputs: LegalDate['inputs'],
  day: (value: unknown) => string,
  on: string | null,
) => Record<Language, string> | undefined;

const sentences: Partial<Record<LegalDateKind, Sentence>> = {
  'last safe day': ({ due }, day) =>
    due
      ? { fr: `Le dernier jour ouvré avant le ${day(due)}.`, en: `The last working day before ${day(due)}.` }
      : undefined,
  'claimable from': ({ due }, day) =>
    due ? { fr: `Le lendemain du ${day(due)}.`, en: `The day after ${day(due)}.` } : undefined,
  appeal: ({ from, askedOn, waitsFor }, day, on) =>
    waitsFor
      ? {
          fr: `Les motifs sont demandés depuis le ${day(askedOn)} : deux mois francs à partir du jour où ils sont donnés (article L. 232-4).`,
          en: `The reasons have been asked for on ${day(askedOn)}: two clear months from the day on which they are given (article L. 232-4).`,
        }
      : {
          fr: `À partir du ${day(from)}, plus deux mois francs, jusqu’à un jour ouvré : le ${day(on)}.`,
          en: `From ${day(from)}, plus two clear months, to a working day: ${day(on)}.`,
        },
  withdrawal: ({ from, months }, day) =>
    from ? { fr: `${months} mois après le ${day(from)}.`, en: `${months} months after ${day(from)}.` } : undefined,
  'reasons owed': ({ askedOn }, day, on) => ({
    fr: `Motifs demandés le ${day(askedOn)}, plus 1 mois : le ${day(on)} (article L. 232-4).`,
    en: `Reasons asked for on ${day(askedOn)}, plus 1 month: ${day(on)} (article L. 232-4).`,
  }),
};
