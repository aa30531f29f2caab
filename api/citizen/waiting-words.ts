/** Who has to act, by when, and what comes next: a request's waits in sentences for its citizen. */
import type { BookingRow } from '../../db/bookings.ts';
import type { RequestRow } from '../../db/requests.ts';
import type { TaskRow } from '../../db/worklist.ts';
import { dayAndHours, dayRange, longDate } from '../../templates/format.ts';
import { unbreakable } from '../../templates/texts.ts';
import type { Language } from '../../templates/views.ts';
import type { Zone } from '../../workflows/contract.ts';
import { civilDate } from '../../workflows/kit/calendar.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import type { Expectation } from './expectation.ts';
import type { OpenTasks } from './follow-view.ts';
import { delayText } from './form-view.ts';

/**
 * « probablement entre le 3 et le 9 décembre ; au plus tard le mardi 15 décembre 2026 ». The time to answer runs from the
 * documents; until they are there, no date would be true.
 */
export function answerBy(
  request: RequestRow,
  type: RequestType,
  {
    piecesAwaited,
    agentDue,
    expected,
  }: { piecesAwaited: boolean; agentDue: Date | undefined; expected: Expectation | undefined },
  lang: Language,
  zone: Zone,
): string {
  if (piecesAwaited) {
    const delay = delayText(type.answerWithin, lang);
    const one = /^1\s/.test(delay);
    return {
      fr: one ? `dans le ${delay.slice(2)} qui suit vos documents` : `dans les ${delay} qui suivent vos documents`,
      en: `within ${delay} of your documents`,
    }[lang];
  }
  const agentDueOn = agentDue ? civilDate(agentDue, zone) : '';
  const dueOn = [agentDueOn, request.dueOn].sort().at(-1)!;
  const date = longDate(dueOn, lang);
  if (!expected) return { fr: `au plus tard le ${date}`, en: `by ${date}` }[lang];
  const probably = dayRange(expected.from, expected.to, civilDate(Date.now(), zone), lang);
  const kept = expected.to <= dueOn;
  return {
    fr: `probablement ${probably}\u00a0; ${kept ? 'au plus tard' : 'la date promise est'} le ${date}`,
    en: `probably ${probably}; ${kept ? 'at the latest' : 'the promised date is'} ${date}`,
  }[lang];
}

export function waitingText(request: RequestRow, open: OpenTasks, lang: Language, zone: Zone): string {
  const until = (task: TaskRow | undefined) =>
    task
      ? {
          fr: ` avant le ${longDate(civilDate(task.dueAt, zone), 'fr')}`,
          en: ` by ${longDate(civilDate(task.dueAt, zone), 'en')}`,
        }
      : { fr: '', en: '' };
  const asked = until(open.citizen);
  const words = {
    ended: { fr: 'Cette demande est terminée.', en: 'This request has ended.' },
    withdrawn: { fr: 'Vous avez retiré cette demande.', en: 'You have withdrawn this request.' },
    merged: {
      fr: 'Nous traitons votre autre demande sur le même sujet. Vous n’avez rien à faire.',
      en: 'We are dealing with your other request about the same thing. You have nothing to do.',
    },
    documents: {
      fr: `C’est à vous d’agir : envoyez vos documents${asked.fr}.`,
      en: `It is your turn: send your documents${asked.en}.`,
    },
    question: {
      fr: `C’est à vous d’agir : répondez à la question ci-dessous${asked.fr}.`,
      en: `It is your turn: answer the question below${asked.en}.`,
    },
    public: {
      fr: `Les habitants peuvent soutenir votre proposition${until(open.public).fr}.`,
      en: `Residents may support your proposal${until(open.public).en}.`,
    },
    agent: {
      fr: 'Le service s’occupe de votre demande. Vous n’avez rien à faire.',
      en: 'The service is dealing with your request. You have nothing to do.',
    },
    nobody: {
      fr: 'Votre demande avance. Vous n’avez rien à faire pour le moment.',
      en: 'Your request is moving on. You have nothing to do for the moment.',
    },
  };
  const sentence = words[stateOf(request, open)];
  return lang === 'fr' ? unbreakable(sentence.fr) : sentence.en;
}

function stateOf(request: RequestRow, open: OpenTasks) {
  if (request.status === 'ended') return 'ended';
  if (request.withdrawnAt) return request.joinedTo ? 'merged' : 'withdrawn';
  if (request.waitingFor !== 'citizen') return request.waitingFor;
  if (open.public && !open.citizen) return 'public';
  return open.citizen?.pieces.length === 0 ? 'question' : 'documents';
}

/** « Salle du parc, le samedi 12 décembre 2026, de 8 h à 13 h (à confirmer) ». */
export function bookingText({ nameFr, nameEn, from, to, state }: BookingRow, lang: Language, zone: Zone): string {
  const words = {
    tentative: { fr: ' (à confirmer)', en: ' (to be confirmed)' },
    confirmed: { fr: '', en: '' },
    cancelled: { fr: ' (annulé)', en: ' (cancelled)' },
  };
  return `${lang === 'fr' ? nameFr : nameEn}, ${dayAndHours(from, to, lang, zone)}${words[state][lang]}`;
}

/** « 12 soutiens sur les 50 attendus ». */
export function supportsText(supports: number, task: TaskRow, lang: Language): string {
  if (lang === 'en') return `${supports} of the ${task.supports} supports needed`;
  return `${supports} soutien${supports > 1 ? 's' : ''} sur les ${task.supports} attendus`;
}

/** What the confirmation announces. */
export function nextSteps(request: RequestRow, withLetter: boolean, lang: Language): string[] {
  const steps = {
    email: { fr: 'Vous recevez un accusé de réception par courriel.', en: 'You get an acknowledgement by email.' },
    documents: {
      fr: 'Envoyez vos documents en ligne, ou par la poste avec le courrier à imprimer.',
      en: 'Send your documents online, or by post with the letter to print.',
    },
    unknown: {
      fr: 'Votre page de suivi vous dira si des documents sont attendus.',
      en: 'Your follow-up page will tell whether documents are awaited.',
    },
    service: {
      fr: 'Le service prépare la réponse et vous écrit.',
      en: 'The service prepares the answer and writes to you.',
    },
  };
  return [
    ...(request.email ? [steps.email] : []),
    ...(withLetter ? [request.step === 'received' ? steps.unknown : steps.documents] : []),
    steps.service,
  ].map((step) => step[lang]);
}
