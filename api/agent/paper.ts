/** What a citizen brings or posts on paper: marked as received by who has it in hand, without a file. */
import { addDocument, onPaper } from '../../db/documents.ts';
import { newId } from '../../db/ids.ts';
import type { RequestView } from '../../templates/pages/agent-view.ts';
import type { Language } from '../../templates/views.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { findRequestType } from '../../workflows/request-types/index.ts';
import { can } from '../auth/policy.ts';
import { citizensPieces, type PieceStanding } from '../citizen/pieces.ts';
import { type Answer, once } from '../idempotency.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import type { AgentAccess } from './views.ts';

export interface ReceivedPaper {
  id: string;
  piece: string;
}

/**
 * Records a piece as the upload of its file does: the wait for which it was the last one missing is answered with it.
 *
 * @throws Problem FORBIDDEN, UNKNOWN_PIECE, REQUEST_ENDED
 */
export async function receivePaper(
  services: Services,
  { request, agent }: AgentAccess,
  { piece, key }: { piece: string; key: string | undefined },
): Promise<Answer<ReceivedPaper>> {
  if (!can(agent, 'receive document', request)) throw new Problem('FORBIDDEN');
  const pieces = citizensPieces(findRequestType(request.type, request.revision));
  if (!pieces.includes(piece)) throw new Problem('UNKNOWN_PIECE', { pieces });
  const call = { scope: `paper ${agent.id}`, key, body: { of: request.id, piece } };
  return once(services, call, async (transaction) => {
    const document = { ...onPaper, id: newId(), requestId: request.id, piece, sentBy: agent.id, at: new Date() };
    if (!(await addDocument(transaction, document))) throw new Problem('REQUEST_ENDED');
    return { status: 201, body: { id: document.id, piece } };
  });
}

/** The pieces that are not there, or no longer stand. */
export function paperView(
  { request, agent }: AgentAccess,
  type: RequestType,
  pieces: readonly PieceStanding[],
  base: string,
  lang: Language,
): RequestView['paper'] {
  const stands = ({ state }: PieceStanding) => state === 'received' || state === 'accepted';
  const missing = pieces.filter((one) => !stands(one) && citizensPieces(type).includes(one.piece));
  if (missing.length === 0 || !can(agent, 'receive document', request)) return undefined;
  return {
    action: `${base}/papier`,
    pieces: missing.map(({ piece }) => ({ id: piece, title: type.pieces[piece]!.title[lang] })),
  };
}
