import { listCannedReplies } from '../../db/canned-replies.ts';
import { notesOf } from '../../db/notes.ts';
import type { TaskRow } from '../../db/worklist.ts';
import { dateAndTime } from '../../templates/format.ts';
import type { DeskView } from '../../templates/pages/desk-view.ts';
import type { Language } from '../../templates/views.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { wordsOf } from '../../workflows/kit/words.ts';
import { can } from '../auth/policy.ts';
import type { Services } from '../services.ts';
import { filledReply } from './canned-variables.ts';
import { relatedView } from './related.ts';
import type { AgentAccess, Shown } from './views.ts';

/** What an agent has beside a request's task. */
export async function deskView(
  services: Services,
  { request, agent }: AgentAccess,
  { type, tasks, typed }: { type: RequestType; tasks: readonly TaskRow[]; typed: Shown },
  lang: Language,
): Promise<DeskView> {
  const [notes, canned, related] = await Promise.all([
    notesOf(services.db, request.id),
    listCannedReplies(services.db, agent.services),
    relatedView(services, { request, agent }, lang),
  ]);
  const base = `/agent/demandes/${request.reference}`;
  const open = tasks.filter(({ state }) => state === 'open').map(({ name }) => wordsOf(type, name)[lang]);
  const step = open.length > 0 ? open.join(', ') : wordsOf(type, request.outcome ?? request.step)[lang];
  return {
    live: {
      news: `${base}/flux`,
      typing: `${base}/frappe`,
      page: typed.taskId ? `${base}?tache=${encodeURIComponent(typed.taskId)}` : base,
      seen: typed.seen,
    },
    notes: notes.map(({ at, agent: from, text }) => ({
      at: at.toISOString(),
      atText: dateAndTime(at, lang),
      from,
      text,
    })),
    noteAction: `${base}/notes`,
    note: typed.note ?? '',
    canned: canned.map((reply) => ({
      value: reply.id,
      label: reply.title,
      text: filledReply(reply, { request, agent }),
    })),
    diagram: {
      url: `${base}/processus.svg?lang=${lang}&etat=${typed.seen}`,
      alt: stepText(type.title[lang], step, lang),
    },
    related,
    journalUrl: can(agent, 'see journal', request) ? `${base}/journal` : undefined,
  };
}

const stepText = (title: string, step: string, lang: Language) =>
  ({
    fr: `Schéma du processus « ${title} ». Étape actuelle : ${step}.`,
    en: `Diagram of the process “${title}”. Present step: ${step}.`,
  })[lang];
