import { setTimeout as delay } from 'node:timers/promises';
import { factsOf } from '../../api/forms.ts';
import { addDocument } from '../../db/documents.ts';
import { newId } from '../../db/ids.ts';
import { type JournalRow, journalOf } from '../../db/journal.ts';
import { fileRequest } from '../../db/requests.ts';
import { newTrackingCode, seal, trackingHashOf } from '../../db/secrets.ts';
import { firstRow, rows } from '../../db/sql.ts';
import { answerTask } from '../../db/tasks.ts';
import { type TaskKind, workflowIdOf } from '../../workflows/contract.ts';
import { addDuration, civilDate } from '../../workflows/kit/calendar.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { Clock } from './clock.ts';
import { exampleFields } from './example-fields.ts';
import type { SimulatedTown } from './town.ts';

/** What happens in a simulated request. */
export interface Scenario {
  type: RequestType;
  /** Choices of the form by field; the others are the first of each. */
  fields?: Readonly<Record<string, string>>;
  /** Answers by the name of the wait, in turn; 'no reply' lets its time run out. The others get their first answer. */
  answers?: Readonly<Record<string, readonly string[]>>;
  /** How long each person takes to answer, in days. */
  answerAfterDays?: number;
}

export interface Simulated {
  reference: string;
  outcome: string;
  timeline: JournalRow[];
  emails: { at: Date; template: string; subject: string | null; to: string | null }[];
  /** What the engine holds of the run. */
  workflowId: string;
}

const dayMs = 86_400_000;
const giveUpMs = 60_000;

/** Files one request and takes it to the end of its process, through the engine, its timers going off as time is moved. */
export async function drive(town: SimulatedTown, scenario: Scenario): Promise<Simulated> {
  const { id, reference } = await file(town, scenario);
  const workflowId = workflowIdOf(id);
  const clock = new Clock(town.connection, town.namespace, workflowId);
  const left = new Map(Object.entries(scenario.answers ?? {}).map(([name, answers]) => [name, [...answers]]));
  const giveUpAt = Date.now() + giveUpMs;
  while (await isRunning(town, workflowId)) {
    const task = await firstOpenTask(town, id);
    if (task) await settle(town, task, clock, left, scenario);
    else await delay(10);
    if (Date.now() > giveUpAt)
      throw new Error(`the simulated request does not end: it waits for "${task?.name ?? 'nothing'}"`);
  }
  return { ...(await resultOf(town, id)), reference, workflowId };
}

interface OpenTask {
  id: string;
  name: string;
  kind: TaskKind;
  answers: string[];
  pieces: string[];
  dueAt: Date;
}

async function settle(
  town: SimulatedTown,
  task: OpenTask,
  clock: Clock,
  left: Map<string, string[]>,
  { answerAfterDays = 0 }: Scenario,
): Promise<void> {
  const answer = left.get(task.name)?.shift() ?? (task.kind === 'wait' ? 'no reply' : task.answers[0]!);
  if (answer === 'no reply' || answer === 'no opinion') await clock.forwardTo(task.dueAt.getTime() + 1_000);
  else {
    await clock.forwardTo(clock.now() + answerAfterDays * dayMs);
    await answerNow(town, task, answer, new Date(clock.now()));
  }
  await closed(town, task);
}

async function answerNow({ db }: SimulatedTown, task: OpenTask, answer: string, at: Date): Promise<void> {
  if (task.kind === 'citizen' && task.pieces.length > 0) {
    const { requestId } = (await firstRow<{ requestId: string }>(
      db,
      'select request_id as "requestId" from task where id = :id',
      { id: task.id },
    ))!;
    for (const piece of task.pieces)
      await db.transaction((own) => addDocument(own, { ...aDocument(), requestId, piece, at }));
  } else await answerTask(db, { taskId: task.id, answer, at });
}

// A row alone: the process asks whether a piece has come, never what is in it.
const aDocument = () => ({
  id: newId(),
  fileName: 'exemple.pdf',
  mediaType: 'application/pdf',
  sizeBytes: 1,
  sha256: Buffer.alloc(32),
});

async function closed({ db }: SimulatedTown, task: OpenTask): Promise<void> {
  const giveUpAt = Date.now() + giveUpMs;
  while (await firstRow(db, `select 1 from task where id = :id and state = 'open'`, { id: task.id })) {
    if (Date.now() > giveUpAt) throw new Error(`the wait "${task.name}" does not end`);
    await delay(10);
  }
}

function firstOpenTask({ db }: SimulatedTown, requestId: string): Promise<OpenTask | undefined> {
  return firstRow<OpenTask>(
    db,
    `select id, name, kind, answers, pieces, due_at as "dueAt" from task
     where request_id = :requestId and state = 'open' order by kind = 'wait', ordinal limit 1`,
    { requestId },
  );
}

/** Also true before the relay has started it. */
async function isRunning({ client }: SimulatedTown, workflowId: string): Promise<boolean> {
  const described = await client.workflow
    .getHandle(workflowId)
    .describe()
    .catch(() => undefined);
  return described === undefined || described.status.name === 'RUNNING';
}

async function resultOf({ db }: SimulatedTown, id: string) {
  const request = await firstRow<{ outcome: string }>(db, 'select outcome from request where id = :id', { id });
  const timeline = await journalOf(db, id);
  const emails = await rows<Simulated['emails'][number]>(
    db,
    `select created_at as at, template, subject, to_address as "to" from email where request_id = :id order by created_at, id`,
    { id },
  );
  return { outcome: request!.outcome, timeline, emails };
}

async function file({ db, key }: SimulatedTown, { type, fields: choices }: Scenario) {
  const id = newId();
  const fields = exampleFields(type.form, choices);
  const trackingCode = newTrackingCode();
  const receivedAt = new Date();
  const { reference } = await fileRequest(db, {
    id,
    type: type.id,
    revision: type.revision,
    service: type.service,
    channel: 'web',
    language: 'fr',
    citizen: { id: newId(), givenName: 'Simulation', familyName: 'Exemple', email: 'simulation@citoyen.example' },
    fields,
    facts: factsOf(type.form, fields),
    receivedAt,
    dueOn: addDuration(civilDate(receivedAt.getTime()), type.answerWithin, 'metropole'),
    trackingHash: trackingHashOf(trackingCode),
    trackingSealed: seal(key, Buffer.from(trackingCode)),
    fileKeySealed: seal(key, Buffer.alloc(32)),
  });
  return { id, reference };
}
