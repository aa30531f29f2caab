/** What the API says of one request. */
import { documentsOf } from '../../db/documents.ts';
import { journalOf } from '../../db/journal.ts';
import { messagesOf } from '../../db/messages.ts';
import type { RequestRow } from '../../db/requests.ts';
import { tasksOf } from '../../db/worklist.ts';
import { timelineText } from '../../templates/timeline.ts';
import type { Language } from '../../templates/views.ts';
import { findRequestType } from '../../workflows/request-types/index.ts';
import type { Services } from '../services.ts';

export async function storyOf({ db }: Services, request: RequestRow, lang: Language) {
  const type = findRequestType(request.type, request.revision);
  const [journal, documents, messages, tasks] = await Promise.all([
    journalOf(db, request.id),
    documentsOf(db, request.id),
    messagesOf(db, request.id),
    tasksOf(db, request.id),
  ]);
  const timeline = journal.flatMap((entry) => {
    const text = timelineText(entry, type, lang);
    return text === undefined ? [] : [{ at: entry.at, kind: entry.kind, text }];
  });
  return { type, timeline, documents, messages, tasks };
}

export async function requestJson(services: Services, request: RequestRow, lang: Language) {
  const { timeline, documents, messages, tasks } = await storyOf(services, request, lang);
  return {
    ...requestSummary(request),
    step: request.step,
    waitingFor: request.waitingFor,
    expectedOn: request.dueOn,
    timeline,
    documents: documents.map(({ id, piece, state, fileName, sizeBytes, reason, receivedAt }) => ({
      id,
      piece,
      state,
      fileName,
      sizeBytes,
      ...(reason && { reason }),
      receivedAt,
    })),
    messages: messages.map(({ id, author, text, at }) => ({ id, author, text, at })),
    // The citizen's own open waits, which `POST /tasks/:id/answer` takes.
    tasks: tasks
      .filter((task) => task.state === 'open' && task.kind === 'citizen')
      .map(({ id, name, answers, pieces, dueAt }) => ({ id, name, answers, pieces, dueAt })),
  };
}

export function requestSummary(request: RequestRow) {
  const { id, reference, type, status, serviceId, channel, dueOn, outcome, receivedAt, endedAt } = request;
  return { id, reference, type, status, service: serviceId, channel, dueOn, outcome, receivedAt, endedAt };
}
