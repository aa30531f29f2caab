/** A task as agents see it, in the list and on the request's page. */
import type { AgentRow } from '../../db/agents.ts';
import type { TaskRow } from '../../db/worklist.ts';
import { longDate, relativeDays } from '../../templates/format.ts';
import type { Mark, TaskView } from '../../templates/pages/agent-view.ts';
import type { TaskLine, WorklistView } from '../../templates/pages/worklist-view.ts';
import { citizenName } from '../../templates/request-words.ts';
import type { Language } from '../../templates/views.ts';
import type { Zone } from '../../workflows/contract.ts';
import { civilDate } from '../../workflows/kit/calendar.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { wordsOf } from '../../workflows/kit/words.ts';
import { requestTypes } from '../../workflows/request-types/index.ts';
import { canAnswer } from '../auth/policy.ts';
import type { Services } from '../services.ts';
import { channels, saidIn } from './words.ts';

/** One row of the list, for a reader who may deal with it or not. */
export function worklistRow(
  services: Services,
  task: TaskRow,
  agent: AgentRow,
  serviceNames: Map<string, string>,
  lang: Language,
): WorklistView['tasks'][number] {
  return {
    id: task.id,
    ...taskLine(services, task, serviceNames, lang),
    selectable: canAnswer(agent, task) && isAgents(task),
    because: saidIn(task.routedBecause, lang),
    assignee: holderOf(task, lang) ?? undefined,
  };
}

/** Who has it, or who else is awaited. */
export const holderOf = ({ kind, assignee }: TaskRow, lang: Language): string | null =>
  awaited[kind as keyof typeof awaited]?.[lang] ?? assignee;

/** Who must act where no agent does. */
const awaited = {
  citizen: { fr: 'La personne', en: 'The citizen' },
  public: { fr: 'Les soutiens', en: 'Supporters' },
  wait: { fr: 'Personne : une date', en: 'Nobody: a date' },
};
const isAgents = ({ kind }: TaskRow) => !(kind in awaited);

export function taskLine(
  { types, zone }: Services,
  task: TaskRow,
  serviceNames: Map<string, string>,
  lang: Language,
): TaskLine {
  const district = types.districts.find(({ id }) => id === task.district);
  const type = requestTypes.find((candidate) => candidate.id === task.type);
  return {
    url: taskUrl(task),
    reference: task.reference,
    title: type?.title[lang] ?? task.type,
    step: wordsOf(type ?? {}, task.name)[lang],
    marks: marksOf(task, lang),
    citizen: citizenName(task),
    service: serviceNames.get(task.serviceId) ?? task.serviceId,
    channel: channels[task.channel][lang],
    district: district && (lang === 'fr' ? district.nameFr : district.nameEn),
    ...dueView(task.dueAt, lang, zone),
  };
}

/** The request with this task open, of several that the reader may answer. */
export const taskUrl = ({ reference, id }: TaskRow) => `/agent/demandes/${reference}?tache=${id}`;

export function taskView(
  task: TaskRow,
  type: RequestType,
  agent: AgentRow,
  typed: Readonly<Record<string, string>>,
  lang: Language,
  zone: Zone,
): TaskView {
  const held = task.assigneeId === agent.id;
  const proof = task.pieces.map((piece) => type.pieces[piece]?.title[lang] ?? piece).join(', ');
  return {
    name: wordsOf(type, task.name)[lang],
    // That the request was sent back stands above, with the reason.
    marks: marksOf({ ...task, bounced: false }, lang),
    expert: task.expert ?? undefined,
    ...dueView(task.dueAt, lang, zone),
    answers: task.answers.map((id) => ({ id, label: wordsOf(type, id)[lang] })),
    // What may be sent back is words of somebody else; a manager who decides alone writes them.
    withReply: task.kind === 'agent' && !task.answers.includes('sent back'),
    publicReply: [...(type.publication?.official ?? []), ...(type.publication?.progress ?? [])].includes(task.name),
    fields: fieldsAsked(task, type, typed, lang),
    proof: task.answers.includes('done') && proof ? proof : undefined,
    answerAction: `/agent/taches/${task.id}/reponse`,
    previewAction: `/agent/taches/${task.id}/apercu`,
    draftAction: `/agent/taches/${task.id}/brouillon`,
    claimAction: task.assigneeId === null ? `/agent/taches/${task.id}/prise` : undefined,
    releaseAction: held ? `/agent/taches/${task.id}/remise` : undefined,
    assignee: task.assignee ?? undefined,
  };
}

/** What the answers of a task must come with, and what has been typed so far. */
function fieldsAsked(
  task: TaskRow,
  { answerFields = {}, ...type }: RequestType,
  typed: Readonly<Record<string, string>>,
  lang: Language,
): TaskView['fields'] {
  return task.answers.flatMap((answer) =>
    Object.entries(answerFields[answer] ?? {}).map(([name, field]) => ({
      id: `fields.${name}`,
      kind: field.kind === 'date' ? ('date' as const) : ('text' as const),
      label: field.title[lang],
      answer: wordsOf(type, answer)[lang],
      value: typed[name] ?? '',
    })),
  );
}

function marksOf(task: TaskRow, lang: Language): Mark[] {
  const kinds = [
    task.bounced && ('bounced' as const),
    task.escalatedAt && ('escalated' as const),
    task.role === 'manager' && ('visa' as const),
    task.kind === 'opinion' && ('opinion' as const),
    task.kind === 'intervention' && ('visit' as const),
  ].filter((kind) => kind !== false && kind !== null);
  return kinds.map((kind) => ({ kind, text: marks[kind][lang] }));
}

const marks = {
  bounced: { fr: 'Renvoyée', en: 'Sent back' },
  escalated: { fr: 'Responsable prévenu', en: 'Manager told' },
  visa: { fr: 'Visa', en: 'Approval' },
  opinion: { fr: 'Avis', en: 'Opinion' },
  visit: { fr: 'Intervention', en: 'Visit' },
};

/** Under two days left is soon: what an agent still can do something about. */
export function dueView(dueAt: Date, lang: Language, zone: Zone) {
  const day = civilDate(dueAt, zone);
  const days = Math.round((Date.parse(day) - Date.parse(civilDate(Date.now(), zone))) / 86_400_000);
  const urgency = dueAt.getTime() < Date.now() ? ('late' as const) : days <= 2 ? ('soon' as const) : ('ahead' as const);
  const warning = urgency === 'ahead' ? undefined : warnings[urgency][lang];
  return { dueOn: longDate(day, lang), dueIn: relativeDays(days, lang), warning, urgency };
}

const warnings = { late: { fr: 'En retard', en: 'Late' }, soon: { fr: 'Bientôt', en: 'Soon' } };
