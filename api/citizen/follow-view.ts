import type { DocumentRow } from '../../db/documents.ts';
import { newId } from '../../db/ids.ts';
import type { RequestRow } from '../../db/requests.ts';
import { dateAndTime, fileSize, longDate } from '../../templates/format.ts';
import { serviceView } from '../../templates/request-words.ts';
import type { DocumentView, ErrorLink, Language, Pages } from '../../templates/views.ts';
import { civilDate } from '../../workflows/kit/calendar.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { wordsOf } from '../../workflows/kit/words.ts';
import type { Services } from '../services.ts';
import { delayText } from './form-view.ts';
import { storyOf } from './story.ts';
import { acceptedTypes, maxFileBytes } from './upload.ts';

/** The follow-up page of one request. */
export async function followView(
  services: Services,
  request: RequestRow,
  lang: Language,
  { errors = [], notice, draft = '' }: { errors?: ErrorLink[]; notice?: string | undefined; draft?: string },
): Promise<Pages['follow']> {
  const { type, timeline, documents, messages, tasks } = await storyOf(services, request, lang);
  const base = `/suivi/${request.reference}`;
  const open = request.status === 'open';
  const asked = tasks.filter((task) => task.kind === 'citizen');
  // Before the first step nobody knows what will be asked.
  const unknown = tasks.length === 0 && Object.keys(type.pieces).length > 0;
  const maySend = open && (asked.length > 0 || unknown);
  const awaited = asked.find((task) => task.state === 'open');
  const agentDue = tasks.find((task) => task.kind === 'agent' && task.state === 'open')?.dueAt;
  return {
    title: type.title[lang],
    reference: request.reference,
    status: wordsOf(type, open ? request.step : request.outcome!)[lang],
    ended: !open,
    waitingFor: waitingText(request, awaited?.dueAt, lang),
    answerBy: answerBy(request, type, { awaited: awaited !== undefined, agentDue }, lang),
    service: serviceView(request, lang),
    timeline: timeline.map(({ at, text }) => ({ at: at.toISOString(), atText: dateAndTime(at, lang), text })),
    documents: documents.map((document) => documentView(document, type, lang, base)),
    messages: messages.map(({ at, author, text }) => ({
      at: at.toISOString(),
      atText: dateAndTime(at, lang),
      from: authors[author][lang],
      text,
    })),
    pieces: maySend
      ? Object.entries(type.pieces).map(([id, piece]) => ({ id, title: piece.title[lang], required: piece.required }))
      : [],
    piecesAwaited: awaited !== undefined || unknown,
    uploadAction: `${base}/documents`,
    messageAction: open ? `${base}/messages` : undefined,
    letterUrl: open && (awaited || unknown) ? `${base}/courrier.pdf` : undefined,
    reply: open ? undefined : (tasks.findLast((task) => task.kind === 'agent' && task.reply)?.reply ?? undefined),
    once: newId(),
    draft,
    accept: acceptedTypes.join(','),
    maxSize: fileSize(maxFileBytes, lang),
    errors,
    notice,
  };
}

export function documentView(document: DocumentRow, type: RequestType, lang: Language, base: string): DocumentView {
  return {
    title: type.pieces[document.piece]?.title[lang] ?? document.piece,
    fileName: document.fileName,
    size: fileSize(document.sizeBytes, lang),
    sentOn: longDate(document.receivedAt, lang),
    state: document.state,
    stateText: states[document.state][lang],
    reason: document.reason ?? undefined,
    url: `${base}/documents/${document.id}`,
  };
}

const states = {
  received: { fr: 'Reçu', en: 'Received' },
  accepted: { fr: 'Accepté', en: 'Accepted' },
  refused: { fr: 'Refusé', en: 'Refused' },
  infected: { fr: 'Écarté : virus détecté', en: 'Set aside: virus found' },
};

const authors = { citizen: { fr: 'Vous', en: 'You' }, agent: { fr: 'Le service', en: 'The service' } };

/** The time to answer runs from the documents; until they are there, no date would be true. */
function answerBy(
  request: RequestRow,
  type: RequestType,
  { awaited, agentDue }: { awaited: boolean; agentDue: Date | undefined },
  lang: Language,
): string {
  if (awaited) {
    const delay = delayText(type.answerWithin, lang);
    return { fr: `dans les ${delay} qui suivent vos documents`, en: `within ${delay} of your documents` }[lang];
  }
  const agentDueOn = agentDue ? civilDate(agentDue.getTime()) : '';
  const date = longDate([agentDueOn, request.dueOn].sort().at(-1)!, lang);
  return { fr: `au plus tard le ${date}`, en: `by ${date}` }[lang];
}

function waitingText(request: RequestRow, sendBy: Date | undefined, lang: Language): string {
  if (request.status === 'ended') return { fr: 'Cette demande est terminée.', en: 'This request has ended.' }[lang];
  const until = sendBy && { fr: ` avant le ${longDate(sendBy, 'fr')}`, en: ` by ${longDate(sendBy, 'en')}` }[lang];
  const { citizen, agent, nobody } = {
    citizen: {
      fr: `C’est à vous d’agir\u00a0: envoyez vos documents${until ?? ''}.`,
      en: `It is your turn: send your documents${until ?? ''}.`,
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
  return { citizen, agent, nobody }[request.waitingFor][lang];
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
