/** Where each piece of a request stands, by its newest document. */
import { type DocumentRow, documentsOf } from '../../db/documents.ts';
import type { RequestRow } from '../../db/requests.ts';
import type { Language, PieceView } from '../../templates/views.ts';
import type { PieceState } from '../../workflows/contract.ts';
import { addDuration, type Calendar, civilDate } from '../../workflows/kit/calendar.ts';
import type { Piece, RequestType } from '../../workflows/kit/request-type.ts';
import { findRequestType } from '../../workflows/request-types/index.ts';
import type { Services } from '../services.ts';

export interface PieceStanding {
  piece: string;
  state: PieceState;
  /** Why it was refused. */
  reason?: string;
  /** The id of the document. */
  document?: string;
}

/** @param documents of the request, oldest first; @param today a civil date */
export function piecesOf(
  documents: readonly DocumentRow[],
  pieces: Readonly<Record<string, Piece>>,
  calendar: Calendar,
  today = civilDate(Date.now(), calendar.zone),
): PieceStanding[] {
  return Object.entries(pieces).map(([piece, { validFor }]) => {
    const newest = documents.findLast((document) => document.piece === piece);
    if (!newest) return { piece, state: 'missing' };
    const { id, state, reason, receivedAt } = newest;
    const lastDay = validFor && addDuration(civilDate(receivedAt, calendar.zone), validFor, calendar);
    const stands = state === 'received' || state === 'accepted';
    if (stands && lastDay !== undefined && lastDay < today) return { piece, state: 'expired', document: id };
    return { piece, state, ...(reason !== null && state === 'refused' && { reason }), document: id };
  });
}

/** The pieces of a request that are there and stand. */
export async function standing({ db, zone }: Services, request: RequestRow): Promise<string[]> {
  const type = findRequestType(request.type, request.revision);
  return piecesOf(await documentsOf(db, request.id), type.pieces, { zone, closures: request.closures })
    .filter(({ state }) => state === 'received' || state === 'accepted')
    .map(({ piece }) => piece);
}

/** What a citizen may send; the rest is brought by agents. */
export const citizensPieces = ({ pieces }: RequestType): string[] =>
  Object.keys(pieces).filter((piece) => pieces[piece]!.from !== 'agent');

export const pieceViews = (type: RequestType, lang: Language): PieceView[] =>
  citizensPieces(type).map((id) => ({ id, title: type.pieces[id]!.title[lang], required: type.pieces[id]!.required }));
