import { setTimeout as delay } from 'node:timers/promises';
import { firstRow, rows } from '../../db/sql.ts';
import { type TaskKind, type TaskRole, workflowIdOf } from '../../workflows/contract.ts';
import type { SimulatedTown } from './town.ts';

export interface OpenTask {
  id: string;
  name: string;
  kind: TaskKind;
  role: TaskRole;
  service: string;
  /** How many supports answer it; null where it is no matter of supports. */
  supports: number | null;
  answers: string[];
  pieces: string[];
  openedAt: Date;
  dueAt: Date;
}

const giveUpMs = 60_000;

/**
 * Resolves when a run has done all that it can until somebody answers or time passes: with its open tasks, of which
 * parallel waits then are all there, or with nothing when it has ended.
 */
export async function rest(
  town: SimulatedTown,
  requestId: string,
  stopping?: AbortSignal,
): Promise<OpenTask[] | undefined> {
  const giveUpAt = Date.now() + giveUpMs;
  for (let pauseMs = 5; Date.now() < giveUpAt; pauseMs = Math.min(pauseMs * 1.5, 40)) {
    stopping?.throwIfAborted();
    const state = (await delivered(town, requestId)) ? await stateOf(town, requestId) : 'busy';
    if (state === 'ended') return undefined;
    if (state === 'idle') return openTasks(town, requestId);
    await delay(pauseMs);
  }
  throw new Error(
    `the process makes no step for ${giveUpMs / 1000} s: look at the logs of npm start for what stops it`,
  );
}

async function delivered({ db }: SimulatedTown, requestId: string): Promise<boolean> {
  return !(await firstRow(db, 'select 1 from outbox where request_id = :requestId limit 1', { requestId }));
}

async function stateOf({ client }: SimulatedTown, requestId: string): Promise<'busy' | 'idle' | 'ended'> {
  const { status, raw } = await client.workflow.getHandle(workflowIdOf(requestId)).describe();
  if (status.name === 'CONTINUED_AS_NEW') return 'busy';
  if (status.name !== 'RUNNING') return 'ended';
  return raw.pendingWorkflowTask || raw.pendingActivities?.length ? 'busy' : 'idle';
}

function openTasks({ db }: SimulatedTown, requestId: string): Promise<OpenTask[]> {
  return rows<OpenTask>(
    db,
    `select id, name, kind, role, service_id as service, supports, answers, pieces, opened_at as "openedAt", due_at as "dueAt" from task
     where request_id = :requestId and state = 'open' order by ordinal`,
    { requestId },
  );
}
