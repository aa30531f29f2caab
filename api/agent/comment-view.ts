/** What is said about published requests, as agents read it before everybody does. */
import type { AgentRow } from '../../db/agents.ts';
import { type CommentRow, commentsOf, waitingComments } from '../../db/comments.ts';
import { dateAndTime } from '../../templates/format.ts';
import type { CommentView } from '../../templates/pages/agent-view.ts';
import type { WorklistView } from '../../templates/pages/worklist-view.ts';
import type { Language } from '../../templates/views.ts';
import { can, moderatedServices } from '../auth/policy.ts';
import { publicComment } from '../citizen/comments.ts';
import type { Services } from '../services.ts';
import type { AgentAccess, Typed } from './views.ts';

/** Of those that were read already; a debate may be long. */
const readShown = 20;
const waitingShown = 100;

/** Those that wait come first. */
export async function commentViews(
  services: Services,
  { request, agent }: AgentAccess,
  error: Typed['commentError'],
  lang: Language,
): Promise<CommentView[]> {
  const base = `/agent/demandes/${request.reference}/commentaires`;
  const reviewable = can(agent, 'review comment', request);
  const view = (row: CommentRow): CommentView => ({
    id: row.id,
    at: row.at.toISOString(),
    atText: dateAndTime(row.at, lang, services.zone),
    from: publicComment(row, lang).author,
    text: row.text,
    state: row.state,
    stateText: states[row.state][lang],
    reason: row.reason ?? undefined,
    reviewAction: reviewable ? `${base}/${row.id}/revue` : undefined,
    reasonError: row.id === error?.id ? error.text : undefined,
  });
  const [waiting, read] = await Promise.all([
    commentsOf(services.db, { requestId: request.id, states: ['waiting'], limit: waitingShown }),
    commentsOf(services.db, { requestId: request.id, states: ['published', 'refused'], limit: readShown }),
  ]);
  return [...waiting, ...read].map(view);
}

/** Where comments wait for this agent. */
export async function commentsToRead(services: Services, agent: AgentRow): Promise<WorklistView['comments']> {
  const found = await waitingComments(services.db, moderatedServices(agent));
  return found.map(({ reference, waiting }) => ({
    reference,
    url: `/agent/demandes/${reference}#commentaires`,
    waiting,
  }));
}

const states = {
  waiting: { fr: 'À lire', en: 'To be read' },
  published: { fr: 'Publié', en: 'Published' },
  refused: { fr: 'Refusé', en: 'Refused' },
};
