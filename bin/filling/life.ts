import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { datedId } from '../../db/ids.ts';
import { firstRow } from '../../db/sql.ts';
import { workflowIdOf } from '../../workflows/contract.ts';
import { explore, type Path } from '../../workflows/kit/explorer.ts';
import { Clock } from '../simulation/clock.ts';
import { seeded } from '../simulation/dice.ts';
import { type OpenTask, rest } from '../simulation/rest.ts';
import { type Life, takeUp, type World } from './acts.ts';
import { type End, lookBack } from './aftermath.ts';
import { fileAs } from './filing.ts';
import type { PlannedRequest } from './plan.ts';
import { type Moment, Townspeople } from './townspeople.ts';

export interface Year {
  seed: number;
  /** Until then people act: the beginning of today, so that the hour of the filling decides nothing. */
  untilMs: number;
  /** Until then time passes, and with it deadlines. */
  nowMs: number;
}

/** What became of a planned request. */
export interface Lived {
  id: string;
  planned: PlannedRequest;
  /** Null while it is open. */
  outcome: string | null;
  /** Whether its process has something left to do. */
  goesOn: boolean;
}

/** Lets a request be filed when its turn has come: references are numbered in the order of receipt. */
export type InTurn = (planned: PlannedRequest, file: () => Promise<void>) => Promise<void>;

/** The id of a planned request; its end is the same for the same seed, whatever the day. */
export const idOf = (seed: number, { number, receivedAtMs }: Pick<PlannedRequest, 'number' | 'receivedAtMs'>) =>
  datedId(receivedAtMs, drawnFrom(seed, number));

/** Lives through one request, from its receipt to its end or to now: whatever is planned first happens. */
export async function live(
  world: World,
  year: Year,
  planned: PlannedRequest,
  { inTurn, stopping }: { inTurn: InTurn; stopping: AbortSignal },
): Promise<Lived> {
  const id = idOf(year.seed, planned);
  const { type } = planned;
  const dice = seeded(drawnFrom(year.seed, planned.number).readInt32BE(8));
  const life: Life = { ...world, id, type, dice, fileKey: randomBytes(32) };
  // The turn is taken before anything is waited for.
  await inTurn(planned, async () => fileAs(life, planned, await pathsOf(planned)));
  const people = new Townspeople(life, await pathsOf(planned));
  const seen = new Set<number>();
  let clock: Clock | undefined;
  for (;;) {
    const open = (await rest(life.town, id, stopping)) ?? [];
    const end = await endOf(life);
    if (end && !seen.has(end.endedAt.getTime())) {
      seen.add(end.endedAt.getTime());
      // A round that was reopened has a run, and a clock, of its own.
      if (await lookBack(life, end, year.untilMs)) clock = undefined;
      continue;
    }
    if (open.length === 0) return { id, planned, outcome: end!.outcome, goesOn: false };
    clock ??= await clockOf(life);
    const next = earliest(open, people);
    if (next && next.moment.atMs <= year.untilMs) await happen(next, clock);
    else if (clock.now() < year.nowMs) await clock.forwardTo(year.nowMs);
    else {
      await takeUp(life, open);
      return { id, planned, outcome: end?.outcome ?? null, goesOn: true };
    }
  }
}

const drawnFrom = (seed: number, number: number) =>
  createHash('sha256').update(`demonstration ${seed}/${number}`).digest().subarray(0, 16);

const explored = new Map<string, Promise<Path[]>>();

function pathsOf({ type }: PlannedRequest): Promise<Path[]> {
  const paths = explored.get(type.id) ?? explore(type);
  explored.set(type.id, paths);
  return paths;
}

function endOf({ town, id }: Life): Promise<End | undefined> {
  return firstRow<End>(
    town.db,
    `select outcome, ended_at as "endedAt", withdrawn_at is not null as withdrawn, cardinality(reopened_from) > 0 as again
     from request where id = :id and status = 'ended'`,
    { id },
  );
}

/** The run's own clock, which began with what the request, or its newest round, began with. */
async function clockOf({ town, begins, id }: Life): Promise<Clock> {
  const workflowId = workflowIdOf(id);
  const { startTime } = await town.client.workflow.getHandle(workflowId).describe();
  return new Clock(town.connection, town.namespace, workflowId, begins.get(workflowId)! - startTime.getTime());
}

interface Next {
  task: OpenTask;
  moment: Moment;
  /** Takes it out of what is still to happen. */
  done(): void;
}

function earliest(open: readonly OpenTask[], people: Townspeople): Next | undefined {
  let first: Next | undefined;
  for (const task of open) {
    const moments = people.momentsOf(task);
    for (const moment of moments) {
      if (first && first.moment.atMs <= moment.atMs) continue;
      first = { task, moment, done: () => void moments.splice(moments.indexOf(moment), 1) };
    }
  }
  return first;
}

async function happen({ task, moment, done }: Next, clock: Clock): Promise<void> {
  await clock.forwardTo(moment.atMs);
  // A timer has gone off; the run has still to take it in.
  if (!moment.act) return void (await delay(10));
  done();
  await moment.act(task, new Date(Math.max(clock.now(), task.openedAt.getTime())));
}
