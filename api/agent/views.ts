import type { AgentRow } from '../../db/agents.ts';
import { correctionsOf } from '../../db/corrections.ts';
import { emailsOf } from '../../db/emails.ts';
import { newId } from '../../db/ids.ts';
import { redirectionsOf } from '../../db/redirections.ts';
import type { RequestRow } from '../../db/requests.ts';
import { surveyOf } from '../../db/surveys.ts';
import type { TaskRow } from '../../db/worklist.ts';
import { answersOf } from '../../templates/answers.ts';
import { dateAndTime, fileSize, longDate } from '../../templates/format.ts';
import { silenceForAgents } from '../../templates/legal-standing.ts';
import type { RequestView } from '../../templates/pages/agent-view.ts';
import { citizenName, serviceView } from '../../templates/request-words.ts';
import { scoreWords } from '../../templates/texts/survey.ts';
import { journalText } from '../../templates/timeline.ts';
import type { ErrorLink, Language } from '../../templates/views.ts';
import { wordsOf } from '../../workflows/kit/words.ts';

import { can, canAnswer } from '../auth/policy.ts';
import { isKept, keepReading } from '../auth/reading.ts';

import { concerns, documentView, isUnexamined, pieceStateView } from '../citizen/document-view.ts';
import { reopenView } from '../citizen/follow-view.ts';
import { acceptedTypes, maxFileBytes } from '../citizen/multipart.ts';
import { storyOf } from '../citizen/story.ts';
import { correctionsView } from '../rights/rectification-pages.ts';
import type { Services } from '../services.ts';
import { assignView } from './assigning-pages.ts';
import { commentViews } from './comment-view.ts';
import { deskView } from './desk-view.ts';
import { emailLines } from './email-lines.ts';
import { decisionView, piecesToAdd, redirectionView } from './history-view.ts';
import { interventionRounds } from './intervention-view.ts';
import { joinedView, joinView } from './joining.ts';
import { paperView } from './paper.ts';
import { redirectView } from './redirecting.ts';
import { refusalChoices } from './refusal-reasons.ts';
import { dueView, taskUrl, taskView } from './task-view.ts';
import { authors, channels, waiting } from './words.ts';

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
  /** What the answer must come with. */
  fields: Readonly<Record<string, string>>;
}

export interface Typed {
  draft?: Draft;
  message?: string;
  note?: string;
  /** Until when the answer is put off, and why. */
  postponement?: { cause: string; date: string; reason: string };
  /** Why the request must not be erased. */
  hold?: string;
  /** Why the use of its data is restricted, or no longer. */
  restriction?: string;
  /** Why a manager is called. */
  call?: string;
  /** By when the answer comes after all, and why. */
  resumption?: { date: string; reason: string };
  /** Which request goes on in its place, and why. */
  merging?: { to: string; reason: string };
  /** To which service, and why. */
  redirection?: { service: string; reason: string };
  /** Why the request should be looked at again. */
  reopening?: { reason: string; asked: boolean };
  errors?: ErrorLink[];
  /** Why a document's review was not taken, or a comment's. */
  reasonError?: { id: string; text: string };
  commentError?: { id: string; text: string };
  notice?: string | undefined;
  /** Of several tasks, the one to show. */
  taskId?: string | undefined;
}

export interface Shown extends Typed {
  /** The last line of the journal that the page knows of. */
  seen: number;
}

/** So many lines of the history are in sight. */
const latest = 8;

/** One request, as the agents see it whom it waits for. */
export async function requestView(
  services: Services,
  { request, agent }: AgentAccess,
  lang: Language,
  typed: Shown,
): Promise<RequestView> {
  const { draft, message = '', errors = [], reasonError, notice } = typed;
  const [
    { type, reader, journal, documents, messages, tasks, pieces, legal, standing },
    emails,
    redirections,
    joined,
    comments,
    survey,
    corrections,
    interventions,
  ] = await Promise.all([
    storyOf(services, request, lang),
    emailsOf(services.db, request.id),
    redirectionsOf(services.db, request.id),
    joinedView(services, request, lang),
    commentViews(services, { request, agent }, typed.commentError, lang),
    // A service that was asked for its opinion has no part in it.
    can(agent, 'see request', request) ? surveyOf(services.db, request.id) : undefined,
    correctionsOf(services.db, request.id),
    interventionRounds(services, request, lang),
    keepReading(services, { request, agent }),
  ]);
  const timeline = journal.map((entry) => ({
    at: entry.at.toISOString(),
    atText: dateAndTime(entry.at, lang, services.zone),
    text: journalText(entry, reader),
  }));
  const base = `/agent/demandes/${request.reference}`;
  const open = request.status === 'open';
  const reviewable = open && can(agent, 'review document', request);
  const answerable = answerableBy(agent, tasks);
  const desk = await deskView(services, { request, agent }, { type, tasks, typed }, lang);
  const task = answerable.find(({ id }) => id === (draft?.taskId ?? typed.taskId)) ?? answerable[0];
  const stale = draft !== undefined && draft.taskId !== task?.id && draft.reply + draft.note !== '';
  return {
    ...desk,
    title: type.title[lang],
    reference: request.reference,
    status: wordsOf(type, request.outcome ?? request.step)[lang],
    channel: channels[request.channel][lang],
    receivedOn: dateAndTime(request.receivedAt, lang, services.zone),
    dueOn: longDate(request.dueOn, lang),
    legal: silenceForAgents(legal, standing, services.town, lang),
    service: serviceView(request, lang).name,
    redirections: redirections.map((one) => redirectionView(one, reader.services, lang, services.zone)),
    routedBecause: request.routedBecause?.[lang],
    citizen: {
      name: citizenName(request),
      email: request.email ?? undefined,
      phone: request.phone ?? undefined,
      address: request.address ?? undefined,
    },
    answers: answersOf(type, request.fields, lang),
    corrections: correctionsView(type, corrections, lang, services.zone),
    pieceStates: pieces.filter(concerns(tasks)).map((piece) => pieceStateView(piece, type, lang)),
    documents: documents.map((document) => ({
      ...documentView(document, type, lang, services.zone, base),
      unexamined: isUnexamined(document),
      refusals: refusalChoices(type, document.piece, '', lang),
      reviewAction: reviewable && document.state !== 'infected' ? `${base}/documents/${document.id}/revue` : undefined,
      reasonError: document.id === reasonError?.id ? reasonError.text : undefined,
    })),
    pieces: open ? piecesToAdd(type, task, lang) : [],
    paper: open ? paperView({ request, agent }, type, pieces, base, lang) : undefined,
    uploadAction: `${base}/documents`,
    accept: acceptedTypes.join(','),
    maxSize: fileSize(maxFileBytes, lang),
    readingsUrl: isKept(request) && can(agent, 'see readings', request) ? `${base}/consultations` : undefined,
    timeline: timeline.slice(-latest),
    earlier: timeline.slice(0, -latest),
    messages: messages.map(({ at, author, text }) => ({
      at: at.toISOString(),
      atText: dateAndTime(at, lang, services.zone),
      from: authors[author][lang],
      text,
    })),
    decisions: tasks.filter(isDecision).map((one) => decisionView(one, type, lang, services.zone)),
    ...emailLines(services, { request, agent }, emails, lang),
    task: task && {
      ...taskView(task, type, agent, draft?.fields ?? {}, lang, services.zone),
      assign: await assignView(services, agent, task),
    },
    join: await joinView(services, { request, agent }, type, task, draft?.fields.joinTo ?? '', lang),
    ...joined,
    interventions,
    comments,
    otherTasks: answerable
      .filter(({ id }) => id !== task?.id)
      .map((one) => ({
        name: wordsOf(type, one.name)[lang],
        dueIn: dueView(one.dueAt, lang, services.zone).dueIn,
        url: taskUrl(one),
      })),
    waitingFor: waiting[request.waitingFor][lang],
    once: newId(),
    draft: draft ?? { answer: '', reply: '', note: '' },
    unsent: stale ? { reply: draft.reply, note: draft.note } : undefined,
    messageAction: open && can(agent, 'send message', request) ? `${base}/messages` : undefined,
    message,
    call: task && open ? { action: `/agent/taches/${task.id}/alerte`, reason: typed.call ?? '' } : undefined,
    redirect: redirectView(request, agent, reader.services, typed.redirection),
    reopen: can(agent, 'reopen request', request)
      ? reopenView(services, request, base, { asked: false, reason: '', ...typed.reopening }, lang)
      : undefined,
    survey: survey && {
      score: `${survey.score}/5, ${scoreWords[survey.score][lang]}`,
      comment: survey.comment ?? undefined,
      at: dateAndTime(survey.at, lang, services.zone),
    },
    errors: [
      ...unreasoned('reason', documents, reasonError),
      ...unreasoned('comment-reason', comments, typed.commentError),
      ...errors,
    ],
    notice,
  };
}

/** Which of several refusals lacks its reason, by the id of its field. */
function unreasoned(field: string, of: readonly { id: string }[], error: Typed['reasonError']): ErrorLink[] {
  const index = of.findIndex(({ id }) => id === error?.id);
  return error && index >= 0 ? [{ href: `#${field}-${index + 1}`, text: error.text }] : [];
}

/** The open tasks that wait for this agent, or a colleague of the same service. */
function answerableBy(agent: AgentRow, tasks: readonly TaskRow[]): TaskRow[] {
  return tasks.filter((task) => task.state === 'open' && task.kind !== 'citizen' && canAnswer(agent, task));
}

/** The last document that an agent adds for the citizen ends a wait, and decides nothing. */
const isDecision = ({ answeredBy, kind, pieces }: TaskRow) =>
  answeredBy !== null && !(kind === 'citizen' && pieces.length > 0);
