/** Letters in the words of the agents' pages. */
import type { EmailRow } from '../../db/emails.ts';
import type { LetterRow } from '../../db/letters.ts';
import { emailTitles } from '../../templates/emails/titles.ts';
import { decidingEmails, type EmailName } from '../../templates/emails.ts';
import { dateAndTime, longDate, wholeNumber } from '../../templates/format.ts';
import type { LetterLine, LettersView } from '../../templates/pages/letter-view.ts';
import type { Language } from '../../templates/views.ts';
import type { Zone } from '../../workflows/contract.ts';
import { civilDate } from '../../workflows/kit/calendar.ts';
import { appealFrom } from '../../workflows/kit/silence.ts';
import { requestTypes } from '../../workflows/request-types/index.ts';

export function letterLine(letter: LetterRow, lang: Language, zone: Zone): LetterLine {
  return {
    ...named(letter, lang),
    writtenOn: longDate(civilDate(letter.createdAt, zone), lang),
    why: letter.state === 'undeliverable' ? refused[lang] : noEmail[lang],
    byHand: letter.hasAddress ? undefined : byHand(letter, lang),
    printed: printedText(letter, lang, zone),
    ready: letter.worded,
  };
}

export function postedLine(letter: LetterRow, lang: Language): LettersView['posted'][number] {
  return { ...named(letter, lang), how: postedText(letter.postedOn!, letter.postedBy!, lang) };
}

/** A colleague has made the file already: it may lie in the printer. */
export const printedText = (
  { printedAt, printedBy }: Pick<LetterRow, 'printedAt' | 'printedBy'>,
  lang: Language,
  zone: Zone,
) =>
  printedAt
    ? {
        fr: `Imprimée le ${dateAndTime(printedAt, lang, zone)} par ${printedBy}`,
        en: `Printed on ${dateAndTime(printedAt, lang, zone)} by ${printedBy}`,
      }[lang]
    : undefined;

export const postedText = (on: string, by: string, lang: Language) =>
  ({ fr: `Postée le ${longDate(on, lang)}, noté par ${by}`, en: `Posted on ${longDate(on, lang)}, noted by ${by}` })[
    lang
  ];

/** What it means for the law's time that a letter has not been posted, or on which day it was. */
export function standingText({ template, state, postedOn }: EmailRow, zone: Zone, lang: Language): string | undefined {
  if (state === 'posted') {
    if (template !== ('request-refused' satisfies EmailName)) return undefined;
    const until = longDate(appealFrom(postedOn!, zone).on!, lang);
    return {
      fr: `Recours possible au moins jusqu’au ${until} : ce jour vaut si la lettre est reçue le jour de l’envoi.`,
      en: `An appeal is possible at least until ${until}: the day that holds if the letter is received on the day of the post.`,
    }[lang];
  }
  const known = unposted[template as EmailName] ?? (isDeciding(template) ? decision : nothingMore);
  return known[lang];
}

export function countText(count: number, shown: number, lang: Language): string {
  if (count === 0) return { fr: 'Aucune lettre n’attend.', en: 'No letter waits.' }[lang];
  const number = wholeNumber(count, lang);
  const more = shown < count ? { fr: `, les ${shown} plus anciennes ici`, en: `, the oldest ${shown} here` }[lang] : '';
  return {
    fr: `${number} lettre${count > 1 ? 's' : ''} à poster${more}.`,
    en: `${number} letter${count > 1 ? 's' : ''} to post${more}.`,
  }[lang];
}

const named = ({ id, reference, template, citizen, type }: LetterRow, lang: Language) => ({
  id,
  reference,
  citizen,
  url: `/agent/demandes/${reference}#courriels`,
  title: emailTitles[template as EmailName][lang],
  about: requestTypes.find((one) => one.id === type)?.title[lang] ?? type,
});

const isDeciding = (template: string) => (decidingEmails as readonly string[]).includes(template);

const noEmail = { fr: 'Pas d’adresse électronique', en: 'No email address' };
const refused = { fr: 'Courriel refusé', en: 'Email refused' };

function byHand({ phone }: LetterRow, lang: Language): string {
  const call = phone ? { fr: `, ou prévenez la personne au ${phone}`, en: `, or call ${phone}` }[lang] : '';
  return {
    fr: `Sans adresse postale : remettez-la au guichet${call}.`,
    en: `No postal address: hand it over at the counter${call}.`,
  }[lang];
}

const unposted: Partial<Record<EmailName, Record<Language, string>>> = {
  acknowledgement: {
    fr: 'Pas encore postée : tant que l’accusé de réception n’est pas parvenu, aucun délai de recours n’est opposable à la personne (CRPA, art. L. 112-6).',
    en: 'Not posted yet: until the acknowledgement has come, no time for appeal counts against the person (CRPA, art. L. 112-6).',
  },
  'documents-awaited': {
    fr: 'Pas encore postée : elle ne suspend aucun délai.',
    en: 'Not posted yet: it suspends nothing.',
  },
};
const decision = {
  fr: 'Pas encore postée : la décision n’est pas notifiée, et le délai de recours ne court pas.',
  en: 'Not posted yet: the person has not been told the decision, and no time for appeal runs.',
};
const nothingMore = { fr: 'Pas encore postée.', en: 'Not posted yet.' };
