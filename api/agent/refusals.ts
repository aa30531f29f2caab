import { dateAndTime } from '../../templates/format.ts';
import { unbreakable } from '../../templates/texts.ts';
import type { ErrorLink, Language } from '../../templates/views.ts';
import type { Zone } from '../../workflows/contract.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { wordsOf } from '../../workflows/kit/words.ts';
import { type Problem, problemText } from '../problems.ts';

/**
 * Why an agent's form was not taken: what is wrong in it, or which colleague was first.
 * @param kept where the page still has what was typed
 */
export function refusals(
  problem: Problem,
  type: RequestType,
  lang: Language,
  zone: Zone,
  kept: '#reply' | '#main',
): ErrorLink[] {
  const { errors, answeredBy, answeredAt, answer, assignee } = problem.extra;
  if (errors) {
    return errors.map(({ field, message }) => ({ href: `#${field}`, text: message }));
  }
  if (problem.code === 'TASK_ALREADY_ANSWERED' && answeredBy) {
    const said = wordsOf(type, String(answer))[lang];
    const at = dateAndTime(answeredAt as Date, lang, zone);
    const text = {
      fr: `${answeredBy} a déjà répondu « ${said} » le ${at}. Votre réponse n’a pas été envoyée.`,
      en: `${answeredBy} already answered “${said}” on ${at}. Your answer was not sent.`,
    };
    return [{ href: kept, text: lang === 'fr' ? unbreakable(text.fr) : text.en }];
  }
  if (problem.code === 'TASK_CLAIMED' && assignee) {
    const text = {
      fr: `${assignee} s’occupe déjà de cette demande.`,
      en: `${assignee} has already taken this request.`,
    };
    return [{ href: '#main', text: text[lang] }];
  }
  return [{ href: problem.status === 422 ? '#answer' : '#main', text: problemText(problem.code, lang) }];
}
