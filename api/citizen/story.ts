/** What the API says of one request. */
import { documentsOf } from '../../db/documents.ts';
import { type JoinedRow, joinedWith } from '../../db/joining.ts';
import { type JournalRow, journalOf } from '../../db/journal.ts';
import { legalDatesOf } from '../../db/legal-dates.ts';
import { messagesOf } from '../../db/messages.ts';
import type { RequestRow } from '../../db/requests.ts';
import { tasksOf } from '../../db/worklist.ts';
import { explainedDate } from '../../templates/legal-dates.ts';
import { legalStanding } from '../../templates/legal-standing.ts';
import { legalView } from '../../templates/legal-words.ts';
import { timelineText, withoutRepeatedSupports } from '../../templates/timeline.ts';
import type { Language } from '../../templates/views.ts';
import { civilDate } from '../../workflows/kit/calendar.ts';
import { serviceNames } from '../public/request-types.ts';
import type { Services } from '../services.ts';
import type { Access } from './access.ts';
import { expectationOf } from './expectation.ts';
import { citizensPieces, piecesOf } from './pieces.ts';

export async function storyOf(services: Services, request: RequestRow, lang: Language) {
  const { db, zone } = services;
  const type = services.types.find(request.type, request.revision);
  const [entries, documents, messages, tasks, names, legalDates] = await Promise.all([
    journalOf(db, request.id),
    documentsOf(db, request.id),
    messagesOf(db, request.id),
    tasksOf(db, request.id),
    serviceNames(services, lang),
    legalDatesOf(db, request.id),
  ]);
  const journal: JournalRow[] = withoutRepeatedSupports(entries);
  const reader = { type, lang, services: names };
  const timeline = journal.flatMap((entry) => {
    const text = timelineText(entry, reader);
    return text === undefined ? [] : [{ at: entry.at, kind: entry.kind, text }];
  });
  return {
    type,
    reader,
    entries,
    journal,
    timeline,
    documents,
    messages,
    tasks,
    legalDates,
    legal: legalView(legalDates, lang),
    standing: legalStanding(journal),
    pieces: piecesOf(documents, type.pieces, { zone, closures: request.closures }),
  };
}

/** As its owner reads it, or an agent: what only agents bring is not asked of the citizen. */
export async function requestJson(services: Services, { request, agent }: Access, lang: Language) {
  const { type, timeline, documents, messages, tasks, pieces, legalDates } = await storyOf(services, request, lang);
  const expected = await expectationOf(services, request, tasks);
  const shown = agent ? Object.keys(type.pieces) : citizensPieces(type);
  return {
    ...requestSummary(request),
    step: request.step,
    waitingFor: request.waitingFor,
    expectedOn: expected?.from ?? (request.endedAt ? civilDate(request.endedAt, services.zone) : request.dueOn),
    ...(expected && { expectedBetween: expected }),
    legalDates: legalDates.map(({ kind, on, rule, inputs }) => ({
      kind,
      date: on,
      rule,
      explanation: explainedDate({ kind, on, rule, inputs }, legalDates, lang),
    })),
    joined: request.joinedTo !== null,
    ...(agent && joinedJson(await joinedWith(services.db, request.id))),
    timeline,
    pieces: pieces
      .filter(({ piece }) => shown.includes(piece))
      .map((one) => ({ ...one, title: type.pieces[one.piece]!.title[lang] })),
    documents: documents.map(({ id, piece, state, fileName, sizeBytes, reason, receivedAt, examinedAt }) => ({
      id,
      piece,
      state,
      fileName,
      sizeBytes,
      ...(reason && { reason }),
      receivedAt,
      examinedAt,
    })),
    messages: messages.map(({ id, author, text, at }) => ({ id, author, text, at })),
    // The citizen's own open waits, which `POST /tasks/:id/answer` takes.
    tasks: tasks
      .filter((task) => task.state === 'open' && task.kind === 'citizen')
      .map(({ id, name, answers, pieces, dueAt }) => ({ id, name, answers, pieces, dueAt })),
  };
}

function joinedJson(others: JoinedRow[]) {
  return {
    joinedTo: others.find(({ main }) => main)?.reference ?? null,
    joinedHere: others.filter(({ main }) => !main).map(({ reference }) => reference),
  };
}

export function requestSummary(request: RequestRow) {
  const { id, reference, type, status, serviceId, channel, dueOn, outcome, receivedAt, endedAt } = request;
  return { id, reference, type, status, service: serviceId, channel, dueOn, outcome, receivedAt, endedAt };
}
