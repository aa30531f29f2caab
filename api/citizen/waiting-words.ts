/** Who has to act, by when, and what comes next: a request's waits in sentences for its citizen. */
import type { RequestRow } from '../../db/requests.ts';
import type { TaskRow } from '../../db/worklist.ts';
import { longDate } from '../../templates/format.ts';
import { unbreakable } from '../../templates/texts.ts';
import type { Language } from '../../templates/views.ts';
import { civilDate } from '../../workflows/kit/calendar.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import type { OpenTasks } from './follow-view.ts';
import { delayText } from './form-view.ts';

/** The time to answer runs from the documents; until they are there, no date would be true. */
export function answerBy(
  request: RequestRow,
  type: RequestType,
  { piecesAwaited, agentDue }: { piecesAwaited: boolean; agentDue: Date | undefined },
  lang: Language,
): string {
  if (piecesAwaited) {
    const delay = delayText(type.answerWithin, lang);
    return { fr: `dans les ${delay} qui suivent vos documents`, en: `within ${delay} of your documents` }[lang];
  }
  const agentDueOn = agentDue ? civilDate(agentDue.getTime()) : '';
  const date = longDate([agentDueOn, request.dueOn].sort().at(-1)!, lang);
  return { fr: `au plus tard le ${date}`, en: `by ${date}` }[lang];
}

export function waitingText(request: RequestRow, open: OpenTasks, lang: Language): string {
  const until = (task: TaskRow | undefined) =>
    task
      ? { fr: ` avant le ${longDate(task.dueAt, 'fr')}`, en: ` by ${longDate(task.dueAt, 'en')}` }
      : { fr: '', en: '' };
  const asked = until(open.citizen);
  const words = {
    ended: { fr: 'Cette demande est terminée.', en: 'This request has ended.' },
    withdrawn: { fr: 'Vous avez retiré cette demande.', en: 'You have withdrawn this request.' },
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
  if (request.withdrawnAt) return 'withdrawn';
  if (request.waitingFor !== 'citizen') return request.waitingFor;
  if (open.public && !open.citizen) return 'public';
  return open.citizen?.pieces.length === 0 ? 'question' : 'documents';
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
