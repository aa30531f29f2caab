import type { DocumentRow } from '../../db/documents.ts';
import { newId } from '../../db/ids.ts';
import type { RequestRow } from '../../db/requests.ts';
import { dateAndTime, fileSize, longDate } from '../../templates/format.ts';
import { serviceView } from '../../templates/request-words.ts';
import type { DocumentView, ErrorLink, Language, Pages } from '../../templates/views.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { wordsOf } from '../../workflows/kit/words.ts';
import type { Services } from '../services.ts';
import { storyOf } from './story.ts';
import { acceptedTypes, maxFileBytes } from './upload.ts';

/** The follow-up page of one request. */
export async function followView(
  services: Services,
  request: RequestRow,
  lang: Language,
  { errors = [], notice }: { errors?: ErrorLink[]; notice?: string | undefined },
): Promise<Pages['follow']> {
  const { type, timeline, documents, messages, tasks } = await storyOf(services, request, lang);
  const base = `/suivi/${request.reference}`;
  const open = request.status === 'open';
  const asked = tasks.some((task) => task.kind === 'citizen');
  return {
    title: type.title[lang],
    reference: request.reference,
    status: wordsOf(type, open ? request.step : request.outcome!)[lang],
    ended: !open,
    waitingFor: waitingText(request, lang),
    dueOn: longDate(request.dueOn, lang),
    service: serviceView(request, lang),
    timeline: timeline.map(({ at, text }) => ({ at: at.toISOString(), atText: dateAndTime(at, lang), text })),
    documents: documents.map((document) => documentView(document, type, lang, base)),
    messages: messages.map(({ at, author, text }) => ({
      at: at.toISOString(),
      atText: dateAndTime(at, lang),
      from: authors[author][lang],
      text,
    })),
    pieces: open
      ? Object.entries(type.pieces).map(([id, piece]) => ({ id, title: piece.title[lang], required: piece.required }))
      : [],
    uploadAction: `${base}/documents`,
    messageAction: open ? `${base}/messages` : undefined,
    letterUrl: open && asked ? `${base}/courrier.pdf` : undefined,
    reply: open ? undefined : (tasks.findLast((task) => task.kind === 'agent' && task.reply)?.reply ?? undefined),
    once: newId(),
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

function waitingText(request: RequestRow, lang: Language): string {
  if (request.status === 'ended') return { fr: 'Cette demande est terminée.', en: 'This request has ended.' }[lang];
  const { citizen, agent, nobody } = {
    citizen: {
      fr: 'C’est à vous d’agir : des documents sont attendus.',
      en: 'It is your turn: documents are awaited.',
    },
    agent: { fr: 'Le service s’occupe de votre demande.', en: 'The service is dealing with your request.' },
    nobody: { fr: 'Votre demande est en cours d’enregistrement.', en: 'Your request is being registered.' },
  };
  return { citizen, agent, nobody }[request.waitingFor][lang];
}
