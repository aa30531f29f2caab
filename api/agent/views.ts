import type { AgentRow } from '../../db/agents.ts';
import { emailsOf } from '../../db/emails.ts';
import { newId } from '../../db/ids.ts';
import { journalOf } from '../../db/journal.ts';
import type { RequestRow } from '../../db/requests.ts';
import type { TaskRow } from '../../db/worklist.ts';
import { dateAndTime, longDate, relativeDays } from '../../templates/format.ts';
import { answersOf, citizenName, serviceView } from '../../templates/request-words.ts';
import { journalText } from '../../templates/timeline.ts';
import type { ErrorLink, Language, Pages } from '../../templates/views.ts';
import { civilDate } from '../../workflows/kit/calendar.ts';
import type { Words } from '../../workflows/kit/fields.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { wordsOf } from '../../workflows/kit/words.ts';
import { requestTypes } from '../../workflows/request-types/index.ts';
import { can } from '../auth/policy.ts';
import { documentView } from '../citizen/follow-view.ts';
import { colon } from '../citizen/form-view.ts';
import { storyOf } from '../citizen/story.ts';
import type { Services } from '../services.ts';

export function worklistRow(
  task: TaskRow,
  serviceNames: Map<string, string>,
  lang: Language,
): Pages['worklist']['tasks'][number] {
  const type = requestTypes.find((candidate) => candidate.id === task.type);
  return {
    url: `/agent/demandes/${task.reference}`,
    reference: task.reference,
    title: type?.title[lang] ?? task.type,
    step: wordsOf(type ?? {}, task.name)[lang],
    citizen: citizenName(task),
    service: serviceNames.get(task.serviceId) ?? task.serviceId,
    ...dueView(task.dueAt, lang),
    assignee: task.assignee ?? undefined,
  };
}

export interface AgentAccess {
  request: RequestRow;
  agent: AgentRow;
}

/** What was typed as the answer of one task. */
export interface Draft {
  taskId: string;
  answer: string;
  reply: string;
  note: string;
}

interface Typed {
  draft?: Draft;
  message?: string;
  errors?: ErrorLink[];
  /** Why a document's review was not taken. */
  reasonError?: { id: string; text: string };
  notice?: string | undefined;
}

/** One request, as the agents of its service see it. */
export async function requestView(
  services: Services,
  { request, agent }: AgentAccess,
  lang: Language,
  { draft, message = '', errors = [], reasonError, notice }: Typed,
): Promise<Pages['request']> {
  const [{ type, documents, messages, tasks }, journal, emails] = await Promise.all([
    storyOf(services, request, lang),
    journalOf(services.db, request.id),
    emailsOf(services.db, request.id),
  ]);
  const base = `/agent/demandes/${request.reference}`;
  const reviewable = request.status === 'open' && can(agent, 'review document', request);
  const task = tasks.find((one) => one.kind === 'agent' && one.state === 'open');
  const refused = documents.findIndex(({ id }) => id === reasonError?.id);
  const stale = draft !== undefined && draft.taskId !== task?.id && draft.reply + draft.note !== '';
  return {
    title: type.title[lang],
    reference: request.reference,
    status: wordsOf(type, request.outcome ?? request.step)[lang],
    channel: channels[request.channel][lang],
    receivedOn: dateAndTime(request.receivedAt, lang),
    dueOn: longDate(request.dueOn, lang),
    service: serviceView(request, lang).name,
    citizen: {
      name: citizenName(request),
      email: request.email ?? undefined,
      phone: request.phone ?? undefined,
      address: request.address ?? undefined,
    },
    answers: answersOf(type, request.fields, lang),
    documents: documents.map((document) => ({
      ...documentView(document, type, lang, base),
      reviewAction: reviewable && document.state !== 'infected' ? `${base}/documents/${document.id}/revue` : undefined,
      reasonError: document.id === reasonError?.id ? reasonError.text : undefined,
    })),
    timeline: journal.map((entry) => ({
      at: entry.at.toISOString(),
      atText: dateAndTime(entry.at, lang),
      text: journalText(entry, type, lang),
    })),
    messages: messages.map(({ at, author, text }) => ({
      at: at.toISOString(),
      atText: dateAndTime(at, lang),
      from: authors[author][lang],
      text,
    })),
    decisions: tasks
      .filter((one) => one.kind === 'agent' && one.state === 'answered')
      .map((one) => ({
        title: `${wordsOf(type, one.name)[lang]}${colon[lang]}${wordsOf(type, one.answer ?? '')[lang]}`,
        by: `${one.answeredBy}, ${dateAndTime(one.answeredAt!, lang)}`,
        reply: one.reply ?? undefined,
        note: one.note ?? undefined,
      })),
    emails: emails.map((email) => ({
      subject: email.subject ?? emailNames[email.template]?.[lang] ?? emailNames.reply[lang],
      to: email.toAddress ?? '–',
      stateText: emailStates[email.state][lang],
      atText: dateAndTime(email.sentAt ?? email.createdAt, lang),
    })),
    task: task && can(agent, 'answer task', request) ? taskView(task, type, agent, lang) : undefined,
    waitingFor: waiting[request.waitingFor][lang],
    once: newId(),
    draft: draft ?? { answer: '', reply: '', note: '' },
    unsent: stale ? { reply: draft.reply, note: draft.note } : undefined,
    messageAction: request.status === 'open' && can(agent, 'send message', request) ? `${base}/messages` : undefined,
    message,
    errors: reasonError && refused >= 0 ? [{ href: `#reason-${refused + 1}`, text: reasonError.text }] : errors,
    notice,
  };
}

function taskView(
  task: TaskRow,
  type: RequestType,
  agent: AgentRow,
  lang: Language,
): NonNullable<Pages['request']['task']> {
  const held = task.assigneeId === agent.id;
  return {
    name: wordsOf(type, task.name)[lang],
    ...dueView(task.dueAt, lang),
    answers: task.answers.map((id) => ({ id, label: wordsOf(type, id)[lang] })),
    answerAction: `/agent/taches/${task.id}/reponse`,
    claimAction: task.assigneeId === null ? `/agent/taches/${task.id}/prise` : undefined,
    releaseAction: held ? `/agent/taches/${task.id}/remise` : undefined,
    assignee: task.assignee ?? undefined,
  };
}

/** Under two days left is soon: what an agent still can do something about. */
function dueView(dueAt: Date, lang: Language) {
  const day = civilDate(dueAt.getTime());
  const days = Math.round((Date.parse(day) - Date.parse(civilDate(Date.now()))) / 86_400_000);
  const urgency = dueAt.getTime() < Date.now() ? ('late' as const) : days <= 2 ? ('soon' as const) : ('ahead' as const);
  return { dueOn: longDate(day, lang), dueIn: relativeDays(days, lang), urgency };
}

const authors = { citizen: { fr: 'La personne', en: 'The citizen' }, agent: { fr: 'Le service', en: 'The service' } };

const waiting = {
  citizen: { fr: 'La personne', en: 'The citizen' },
  agent: { fr: 'Le service', en: 'The service' },
  nobody: { fr: 'Personne', en: 'Nobody' },
};

/** Until an email is written, it has no subject. */
const emailNames: Readonly<Record<string, Words>> & { reply: Words } = {
  acknowledgement: { fr: 'Accusé de réception', en: 'Acknowledgement' },
  'documents-reminder': { fr: 'Rappel : documents attendus', en: 'Reminder: documents awaited' },
  reply: { fr: 'Réponse', en: 'Reply' },
};

const emailStates = {
  queued: { fr: 'En attente d’envoi', en: 'Waiting to be sent' },
  sent: { fr: 'Envoyé', en: 'Sent' },
  undeliverable: { fr: 'Non distribuable', en: 'Undeliverable' },
  'no address': { fr: 'Sans adresse : à imprimer', en: 'No address: to be printed' },
};

const channels = {
  web: { fr: 'En ligne', en: 'Web' },
  mobile: { fr: 'Mobile', en: 'Mobile' },
  counter: { fr: 'Guichet', en: 'Counter' },
  phone: { fr: 'Téléphone', en: 'Telephone' },
  post: { fr: 'Courrier', en: 'Post' },
  email: { fr: 'Courriel', en: 'Email' },
  open311: { fr: 'Open311', en: 'Open311' },
};
