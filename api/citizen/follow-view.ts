import { bookingsOf } from '../../db/bookings.ts';
import { newId } from '../../db/ids.ts';
import { personalFiles } from '../../db/personal-files.ts';
import type { RequestRow } from '../../db/requests.ts';
import { countSupports } from '../../db/supports.ts';
import type { TaskRow } from '../../db/worklist.ts';
import { dateAndTime, fileSize, longDate } from '../../templates/format.ts';
import { silenceForCitizen } from '../../templates/legal-standing.ts';
import type { FollowView } from '../../templates/pages/citizen-view.ts';
import { serviceView } from '../../templates/request-words.ts';
import type { ErrorLink, Language } from '../../templates/views.ts';
import type { Zone } from '../../workflows/contract.ts';
import { civilDate } from '../../workflows/kit/calendar.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { wordsOf } from '../../workflows/kit/words.ts';
import { collectedFor } from '../rights/personal-data.ts';
import type { Services } from '../services.ts';
import { concerns, documentView, pieceStateView } from './document-view.ts';
import { expectationOf } from './expectation.ts';
import { acceptedTypes, maxFileBytes } from './multipart.ts';
import { citizensPieces } from './pieces.ts';
import { mayAskForReasons } from './reasons.ts';
import { lastDayToReopen } from './reopening.ts';
import { storyOf } from './story.ts';
import { asksForSurvey } from './survey.ts';
import { answerBy, bookingText, supportsText, waitingText } from './waiting-words.ts';

export interface Typed {
  errors?: ErrorLink[];
  notice?: string | undefined;
  /** The last line of the journal that was written before this was read. */
  seen?: number;
  /** A message, or a reason to reopen, that was not taken. */
  draft?: string;
  reason?: string;
}

/** The follow-up page of one request. */
export async function followView(
  services: Services,
  request: RequestRow,
  lang: Language,
  { errors = [], notice, seen = 0, draft = '', reason = '' }: Typed,
): Promise<FollowView> {
  const story = await storyOf(services, request, lang);
  const { type, journal, timeline, documents, messages, tasks, pieces, legal, legalDates, standing } = story;
  const base = `/suivi/${request.reference}`;
  const bookings = journal.some(({ kind }) => kind === 'booked') ? await bookingsOf(services.db, request.id) : [];
  const open = request.status === 'open' && !request.withdrawnAt;
  const asked = tasks.filter((task) => task.kind === 'citizen');
  const now = openTasks(tasks);
  const expected = await expectationOf(services, request, tasks);
  // Before the first step nobody knows what will be asked.
  const unknown = tasks.length === 0 && required(type).length > 0;
  const piecesAwaited = unknown || (now.citizen?.pieces.length ?? 0) > 0;
  const wanted = now.citizen?.pieces ?? required(type);
  const stands = (piece: string) =>
    pieces.some((one) => one.piece === piece && (one.state === 'received' || one.state === 'accepted'));
  return {
    title: type.title[lang],
    reference: request.reference,
    status: wordsOf(type, request.outcome ?? request.step)[lang],
    ended: request.status === 'ended',
    waitingFor: waitingText(request, now, lang, services.zone),
    answerBy: answerBy(request, type, { piecesAwaited, agentDue: now.agent?.dueAt, expected }, lang, services.zone),
    silence: request.withdrawnAt ? undefined : silenceForCitizen(legal, standing, lang),
    attestationUrl: legal.mode === 'accept' && standing.bySilence ? `${base}/attestation.pdf` : undefined,
    reasonsAction: mayAskForReasons(services, request, legalDates, standing) ? `${base}/motifs` : undefined,
    service: serviceView(request, lang),
    timeline: timeline.map(({ at, text }) => ({
      at: at.toISOString(),
      atText: dateAndTime(at, lang, services.zone),
      text,
    })),
    pieceStates: pieces
      .filter(concerns(asked))
      .filter(({ piece }) => citizensPieces(type).includes(piece))
      // After the end nothing is awaited any more.
      .filter(({ state }) => open || state !== 'missing')
      .map((piece) => pieceStateView(piece, type, lang)),
    documents: documents.map((document) => documentView(document, type, lang, services.zone, base)),
    messages: messages.map(({ at, author, text }) => ({
      at: at.toISOString(),
      atText: dateAndTime(at, lang, services.zone),
      from: authors[author][lang],
      text,
    })),
    pieces: citizensPieces(type)
      .filter((id) => open && (asked.length > 0 || unknown || !type.pieces[id]!.required))
      .map((id) => ({ id, title: type.pieces[id]!.title[lang], required: type.pieces[id]!.required })),
    missing: wanted.filter((piece) => !stands(piece)).map((piece) => type.pieces[piece]!.title[lang]),
    piecesAwaited: open && piecesAwaited,
    question:
      open && now.citizen?.pieces.length === 0 ? questionView(now.citizen, type, base, lang, services.zone) : undefined,
    joined: request.joinedTo !== null,
    supports: now.public && supportsText(await countSupports(services.db, request.id), now.public, lang),
    uploadAction: `${base}/documents`,
    messageAction: request.status === 'open' ? `${base}/messages` : undefined,
    letterUrl: open && piecesAwaited ? `${base}/courrier.pdf` : undefined,
    withdrawUrl: open ? `${base}/retrait` : undefined,
    surveyUrl: asksForSurvey(request, services.zone) ? `${base}/avis` : undefined,
    correctUrl: open && !tasks.some(begun) ? `${base}/correction` : undefined,
    receiptUrl: `${base}/recepisse.pdf`,
    collected: await collectedView(services, request, base, lang),
    bookings: bookings.map((booking) => bookingText(booking, lang, services.zone)),
    cancelled: bookings.length > 0 && bookings.every(({ state }) => state === 'cancelled'),
    calendarUrl: bookings.length > 0 ? `${base}/rendez-vous.ics` : undefined,
    reopen: reopenView(services, request, base, { reason }, lang),
    reply: open
      ? undefined
      : (tasks.findLast(({ kind, role, aside, reply }) => kind === 'agent' && role === 'agent' && !aside && reply)
          ?.reply ?? undefined),
    live: `${base}/flux`,
    seen,
    once: newId(),
    draft,
    accept: acceptedTypes.join(','),
    maxSize: fileSize(maxFileBytes, lang),
    errors,
    notice,
  };
}

async function collectedView(services: Services, request: RequestRow, base: string, lang: Language) {
  const collection = request.type === 'personal-data' ? await collectedFor(services, request) : undefined;
  if (!collection) return undefined;
  const until = longDate(civilDate(collection.until, services.zone), lang);
  const files = await personalFiles(services.db, { ...collection, accounts: [] });
  const bytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const zipSize = bytes > 0 ? fileSize(bytes, lang) : undefined;
  return {
    jsonUrl: `${base}/donnees.json`,
    pdfUrl: `${base}/donnees.pdf`,
    zipUrl: `${base}/donnees.zip`,
    zipSize,
    until,
  };
}

export type OpenTasks = Partial<Record<TaskRow['kind'], TaskRow>>;

/** One open task of each kind; of several the one that was opened first. */
function openTasks(tasks: readonly TaskRow[]): OpenTasks {
  const open = tasks.filter(({ state }) => state === 'open');
  return Object.fromEntries(open.reverse().map((task) => [task.kind, task]));
}

/** An agent works on it, or has. */
const begun = ({ kind, assigneeId, answeredBy }: TaskRow) =>
  kind !== 'citizen' && (assigneeId !== null || answeredBy !== null);

const required = (type: RequestType) => citizensPieces(type).filter((piece) => type.pieces[piece]!.required);

function questionView(
  task: TaskRow,
  type: RequestType,
  base: string,
  lang: Language,
  zone: Zone,
): FollowView['question'] {
  return {
    name: wordsOf(type, task.name)[lang],
    until: longDate(civilDate(task.dueAt, zone), lang),
    action: `${base}/taches/${task.id}/reponse`,
    answers: task.answers.map((id) => ({ id, label: wordsOf(type, id)[lang] })),
  };
}

/** The form that has a request looked at again, while there is time. */
export function reopenView(
  services: Services,
  request: RequestRow,
  base: string,
  typed: { reason: string; asked?: boolean },
  lang: Language,
): FollowView['reopen'] {
  const { reason, asked } = typed;
  const lastDay = lastDayToReopen(services, request);
  if (lastDay === undefined || lastDay < civilDate(Date.now(), services.zone)) return undefined;
  return {
    action: `${base}/reouverture`,
    lastDay: longDate(lastDay, lang),
    reason,
    byAgent: asked === undefined ? undefined : { asked },
  };
}

const authors = { citizen: { fr: 'Vous', en: 'You' }, agent: { fr: 'Le service', en: 'The service' } };
