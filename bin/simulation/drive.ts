import { setTimeout as delay } from 'node:timers/promises';
import { newId } from '../../db/ids.ts';
import { type JournalRow, journalOf } from '../../db/journal.ts';
import { reopenRequest } from '../../db/reopening.ts';
import { firstRow, rows } from '../../db/sql.ts';
import { type TaskKind, workflowIdOf } from '../../workflows/contract.ts';
import { explore } from '../../workflows/kit/explorer.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { Clock } from './clock.ts';
import { dueOnFrom, file, legalAgainFrom } from './filing.ts';
import { People } from './people.ts';
import { type OpenTask, rest } from './rest.ts';
import type { SimulatedTown } from './town.ts';

/** What happens in a simulated request. */
export interface Scenario {
  type: RequestType;
  /** Choices of the form by field; the others are the first of each. */
  fields?: Readonly<Record<string, string>>;
  /**
   * Answers by the name of the wait, in turn; the others get their first answer. `no reply` leaves a wait alone until its
   * time runs out, `withdrawn` is the citizen who takes the request back there, `taken` a place that somebody else has.
   */
  answers?: Readonly<Record<string, readonly string[]>>;
  /** How long each person takes to answer, in days; at the latest an hour before the wait would be over. */
  answerAfterDays?: number;
  /** Once it has ended, the citizen has it looked at again; the answers go on in turn. */
  reopened?: boolean;
}

export interface Simulated {
  reference: string;
  outcome: string;
  timeline: JournalRow[];
  emails: { at: Date; template: string; subject: string | null; to: string | null }[];
  waits: SimulatedWait[];
  /** Waits for which answers are left over. */
  neverAsked: string[];
  /** What the engine holds of the run. */
  workflowId: string;
}
export interface SimulatedWait {
  name: string;
  kind: TaskKind;
  service: string;
  openedAt: Date;
  dueAt: Date;
  state: 'answered' | 'expired' | 'cancelled';
  answer: string | null;
}

/** Files one request and takes it to the end of its process, through the engine, its timers going off as time is moved. */
export async function drive(town: SimulatedTown, scenario: Scenario, stopping?: AbortSignal): Promise<Simulated> {
  const paths = await explore(scenario.type);
  const { id, reference } = await file(town, scenario, paths);
  const workflowId = workflowIdOf(id);
  const people = await People.of(town, id, scenario, paths);
  const toItsEnd = async () => {
    const clock = new Clock(town.connection, town.namespace, workflowId);
    for (let open = await rest(town, id, stopping); open; open = await rest(town, id, stopping)) {
      await next(open, clock, people);
    }
  };
  await toItsEnd();
  if (scenario.reopened) {
    await reopen(town, id, scenario);
    await toItsEnd();
  }
  return { ...(await resultOf(town, id)), neverAsked: people.leftOver(), reference, workflowId };
}

/** What is planned first happens: somebody answers, or a wait's time runs out. */
async function next(open: OpenTask[], clock: Clock, people: People): Promise<void> {
  const moments = open.map((task) => ({ task, ...people.plan(task) }));
  const { task, atMs, answer } = moments.reduce((one, other) => (other.atMs < one.atMs ? other : one));
  if (atMs === Number.POSITIVE_INFINITY) {
    throw new Error(`"${task.name}" stays open until somebody answers: give one of ${task.answers.join(', ')}`);
  }
  await clock.forwardTo(atMs);
  if (answer !== undefined) await people.answer(task, answer, new Date(Math.max(clock.now(), task.openedAt.getTime())));
  // Its timer has gone off; the run has still to take it in.
  else await delay(10);
}

async function reopen({ db, calendar }: SimulatedTown, requestId: string, { type }: Scenario): Promise<void> {
  const at = new Date();
  const reason = { messageId: newId(), text: 'Exemple' };
  const again = {
    dueOn: dueOnFrom(type, at, calendar),
    closures: calendar.closures,
    legal: legalAgainFrom(type, at, calendar),
  };
  const reopening = { requestId, actor: 'citizen' as const, reason, at, ...again };
  if (!(await db.transaction((own) => reopenRequest(own, reopening)))) {
    throw new Error(`${type.id} can not be reopened here: it ended without a decision of an agent, or by a withdrawal`);
  }
}

async function resultOf({ db }: SimulatedTown, id: string) {
  const request = await firstRow<{ outcome: string }>(db, 'select outcome from request where id = :id', { id });
  const timeline = await journalOf(db, id);
  const emails = await rows<Simulated['emails'][number]>(
    db,
    `select created_at as at, template, subject, to_address as "to" from email where request_id = :id order by created_at, id`,
    { id },
  );
  const waits = await rows<SimulatedWait>(
    db,
    `select name, kind, service_id as service, opened_at as "openedAt", due_at as "dueAt", state, answer
     from task where request_id = :id order by ordinal`,
    { id },
  );
  return { outcome: request!.outcome, timeline, emails, waits };
}
