import { listCannedReplies } from '../../db/canned-replies.ts';
import { notesOf } from '../../db/notes.ts';
import type { RequestRow } from '../../db/requests.ts';
import type { TaskRow } from '../../db/worklist.ts';
import { dateAndTime, longDate } from '../../templates/format.ts';
import type { DeskView } from '../../templates/pages/desk-view.ts';
import { postponingCauses } from '../../templates/texts/postponing.ts';
import type { Language } from '../../templates/views.ts';
import type { Zone } from '../../workflows/contract.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { wordsOf } from '../../workflows/kit/words.ts';
import { can } from '../auth/policy.ts';
import { mayCollect } from '../rights/collecting-page.ts';
import { restrictionView } from '../rights/restricting-pages.ts';
import type { Services } from '../services.ts';
import { filledReply } from './canned-variables.ts';
import { holdView } from './hold-pages.ts';
import { mergeView } from './merging-pages.ts';
import { latest, mayPostpone } from './postponing-pages.ts';
import { relatedTo, relatedView } from './related.ts';
import { resumeView } from './resuming-pages.ts';
import type { AgentAccess, Shown } from './views.ts';

/** What an agent has beside a request's task. */
export async function deskView(
  services: Services,
  { request, agent }: AgentAccess,
  { type, tasks, typed }: { type: RequestType; tasks: readonly TaskRow[]; typed: Shown },
  lang: Language,
): Promise<DeskView> {
  const isPostponed = request.status === 'open' && !request.withdrawnAt && can(agent, 'postpone answer', request);
  const [notes, canned, related, postpone, resume, keeping, restriction] = await Promise.all([
    notesOf(services.db, request.id),
    listCannedReplies(services.db, agent.services),
    relatedTo(services, { request, agent }),
    isPostponed && mayPostpone(type),
    isPostponed ? resumeView(services, request, typed.resumption, lang) : undefined,
    holdView(services, { request, agent }, typed.hold, lang),
    restrictionView(services, { request, agent }, typed.restriction, lang),
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
      atText: dateAndTime(at, lang, services.zone),
      from,
      text,
    })),
    noteAction: `${base}/notes`,
    note: typed.note ?? '',
    canned: canned.map((reply) => ({
      value: reply.id,
      label: reply.title,
      text: filledReply(reply, { request, agent, zone: services.zone }),
    })),
    diagram: {
      url: `${base}/processus.svg?lang=${lang}&etat=${typed.seen}`,
      alt: stepText(type.title[lang], step, lang),
    },
    related: relatedView(related, { request, agent }, lang, services.zone),
    postpone: postpone ? postponeView(request, typed.postponement, lang, services.zone) : undefined,
    keeping,
    restriction,
    collectUrl: mayCollect({ request, agent }, tasks) ? `${base}/donnees` : undefined,
    rectifyUrl: can(agent, 'rectify data', request) ? `${base}/rectification` : undefined,
    resume,
    merge: mergeView({ request, agent }, related, typed.merging, lang, services.zone),
    journalUrl: can(agent, 'see journal', request) ? `${base}/journal` : undefined,
  };
}

function postponeView(request: RequestRow, typed = { cause: '', date: '', reason: '' }, lang: Language, zone: Zone) {
  const last = latest(request.dueOn, zone);
  return {
    action: `/agent/demandes/${request.reference}/report`,
    causes: Object.entries(postponingCauses).map(([value, { title }]) => ({
      value,
      label: title[lang],
      checked: value === typed.cause,
    })),
    ...typed,
    last: longDate(last, lang),
  };
}

const stepText = (title: string, step: string, lang: Language) =>
  ({
    fr: `Schéma du processus « ${title} ». Étape actuelle : ${step}.`,
    en: `Diagram of the process “${title}”. Present step: ${step}.`,
  })[lang];
