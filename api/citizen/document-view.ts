import type { DocumentRow } from '../../db/documents.ts';
import { fileSize, longDate } from '../../templates/format.ts';
import type { DocumentView, Language, PieceStateView } from '../../templates/views.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { delayText } from './form-view.ts';
import type { PieceStanding } from './pieces.ts';

export function documentView(document: DocumentRow, type: RequestType, lang: Language, base: string): DocumentView {
  return {
    title: type.pieces[document.piece]?.title[lang] ?? document.piece,
    file: fileOf(document, lang, base),
    sentOn: longDate(document.receivedAt, lang),
    state: document.state,
    stateText: states[document.state][lang],
    reason: document.reason ?? undefined,
  };
}

/** Nothing for what came on paper. */
function fileOf({ id, fileName, sizeBytes }: DocumentRow, lang: Language, base: string): DocumentView['file'] {
  if (fileName === null || sizeBytes === null) return undefined;
  return { name: fileName, size: fileSize(sizeBytes, lang), url: `${base}/documents/${id}` };
}

export function pieceStateView(
  { piece, state, reason }: PieceStanding,
  type: RequestType,
  lang: Language,
): PieceStateView {
  const { title, validFor } = type.pieces[piece]!;
  const tooOld = state === 'expired' && validFor ? expiredText(delayText(validFor, lang), lang) : undefined;
  return { title: title[lang], state, stateText: states[state][lang], reason: reason ?? tooOld };
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
