/** What was done for a person's rights over a request's data, in the words of the email that tells it. */
import type { RightTold } from '../db/email-to-send.ts';
import type { RequestType } from '../workflows/kit/request-type.ts';
import { questionAt } from './answers.ts';
import type { Language } from './views.ts';

/** The services that are told too are the citizen's to know; the reason is not theirs. */
export function rightText(told: RightTold, type: RequestType, forCitizen: boolean, lang: Language): string {
  const done = doneText(told, type, lang);
  if (!forCitizen) return done;
  const because = { fr: `Motif : ${told.reason}`, en: `Reason: ${told.reason}` }[lang];
  const services = told.services.join(', ');
  const others = {
    fr: `Ces services, qui avaient ces données, sont informés : ${services}.`,
    en: `These services, which had the data, are told: ${services}.`,
  }[lang];
  return [done, because, ...(services ? [others] : [])].join('\n\n');
}

function doneText({ act, fields }: RightTold, type: RequestType, lang: Language): string {
  if (act === 'rectification') {
    const names = fields.map((field) => questionAt(type, field, lang).label).join(', ');
    return { fr: `Données corrigées : ${names}.`, en: `Data put right: ${names}.` }[lang];
  }
  return actWords[act][lang];
}

const actWords = {
  restriction: {
    fr: 'L’usage des données de cette demande est limité : elles ne sont que conservées, jusqu’à nouvel avis.',
    en: 'The use of the data of this request is restricted: they are only kept, until further notice.',
  },
  lifting: {
    fr: 'L’usage des données de cette demande ne sera plus limité, à partir de demain.',
    en: 'The use of the data of this request will no longer be restricted, from tomorrow on.',
  },
};
