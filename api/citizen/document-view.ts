import type { DocumentRow } from '../../db/documents.ts';
import { fileSize, longDate } from '../../templates/format.ts';
import { foundVirus } from '../../templates/infected.ts';
import type { DocumentView, PieceStateView } from '../../templates/pages/document-view.ts';
import type { Language } from '../../templates/views.ts';
import type { Zone } from '../../workflows/contract.ts';
import { civilDate } from '../../workflows/kit/calendar.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { delayText } from './form-view.ts';
import type { PieceStanding } from './pieces.ts';

export function documentView(
  document: DocumentRow,
  type: RequestType,
  lang: Language,
  zone: Zone,
  base: string,
): DocumentView {
  return {
    title: type.pieces[document.piece]?.title[lang] ?? document.piece,
    file: fileOf(document, lang),
    url: document.fileName === null || document.state === 'infected' ? undefined : `${base}/documents/${document.id}`,
    sentOn: longDate(civilDate(document.receivedAt, zone), lang),
    state: document.state,
    stateText: states[document.state][lang],
    reason: document.reason ?? infectedText(document, lang),
    unexamined: false,
  };
}

/** For agents, who open what others have sent: whether the antivirus has. */
export const isUnexamined = ({ fileName, examinedAt }: DocumentRow) => fileName !== null && examinedAt === null;

const infectedText = ({ state }: { state: PieceStanding['state'] }, lang: Language) =>
  state === 'infected' ? foundVirus[lang] : undefined;

/** Nothing for what came on paper. */
function fileOf({ fileName, sizeBytes }: DocumentRow, lang: Language): DocumentView['file'] {
  return fileName === null || sizeBytes === null ? undefined : { name: fileName, size: fileSize(sizeBytes, lang) };
}

export function pieceStateView(
  { piece, state, reason }: PieceStanding,
  type: RequestType,
  lang: Language,
): PieceStateView {
  const { title, validFor } = type.pieces[piece]!;
  const tooOld = state === 'expired' && validFor ? expiredText(delayText(validFor, lang), lang) : undefined;
  return {
    title: title[lang],
    state,
    stateText: states[state][lang],
    reason: reason ?? tooOld ?? infectedText({ state }, lang),
  };
}

const expiredText = (delay: string, lang: Language) =>
  ({
    fr: `envoyé il y a plus de ${delay}, ce document ne vaut plus ; envoyez-en un récent.`,
    en: `this document was sent more than ${delay} ago and is no longer good; send a recent one.`,
  })[lang];

/** A piece that was neither asked for nor sent is nobody's to miss. */
export const concerns =
  (tasks: readonly { pieces: string[] }[]) =>
  ({ piece, document }: PieceStanding): boolean =>
    document !== undefined || tasks.some((task) => task.pieces.includes(piece));

const states = {
  missing: { fr: 'Manquant', en: 'Missing' },
  received: { fr: 'Reçu', en: 'Received' },
  accepted: { fr: 'Accepté', en: 'Accepted' },
  refused: { fr: 'Refusé', en: 'Refused' },
  infected: { fr: 'Écarté : virus détecté', en: 'Set aside: virus found' },
  expired: { fr: 'Trop ancien', en: 'Too old' },
};
