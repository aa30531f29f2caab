import { Readable } from 'node:stream';
import { openContentStore, type StoredFile } from '../../db/content-store.ts';
import { listDistricts } from '../../db/districts.ts';
import { firstRow, rows } from '../../db/sql.ts';
import { civilDate, instantAt } from '../../workflows/kit/calendar.ts';
import type { Config } from '../config.ts';
import { ownTimes } from '../simulation/own-times.ts';
import { openSimulatedTown } from '../simulation/town.ts';
import type { World } from './acts.ts';
import { Cast } from './cast.ts';
import type { Demonstration } from './demonstration.ts';
import { type InTurn, idOf, type Lived, live, type Year } from './life.ts';
import { copyTables, moveRequests } from './move.ts';
import { type PlannedRequest, planOf } from './plan.ts';
import { startPastWorker } from './worker.ts';

export interface Fill {
  config: Config;
  requests: number;
  seed: number;
  /** Told how many requests have been lived through. */
  progress(done: number, all: number): void;
  stopping: AbortSignal;
}

/**
 * Fills a demonstration town with a year of requests, lived through one beside the other in a town of their own, and
 * moved in together: until then nothing of it is seen, and a fill that is stopped leaves nothing behind.
 *
 * @throws Error in one line where the town has been filled from this seed before
 */
export async function fill(demonstration: Demonstration, options: Fill): Promise<Lived[]> {
  const { config, seed, requests, stopping } = options;
  const nowMs = Date.now();
  const today = civilDate(nowMs, config.holidayZone);
  await refuseSecond(demonstration, seed);
  const town = await openSimulatedTown({
    config,
    signal: stopping,
    key: demonstration.key,
    furnish: (db) => copyTown(demonstration, db, requests),
    worker: (db, engine) => startPastWorker(config, demonstration.publicUrl, db, { ...engine, key: demonstration.key }),
  });
  try {
    const plan = planOf({ requests, seed, today, calendar: town.calendar, districts: await listDistricts(town.db) });
    const begins = ownTimes(town.connection);
    const world: World = { town, begins, cast: await Cast.of(town.db), files: new Map() };
    const lived = await liveAll(
      world,
      { seed, untilMs: instantAt(today, config.holidayZone, 0), nowMs },
      plan,
      options,
    );
    await moveIn(demonstration, world, lived);
    return lived;
  } finally {
    await town.close();
  }
}

async function refuseSecond({ db }: Demonstration, seed: number): Promise<void> {
  const first = idOf(seed, { number: 1, receivedAtMs: 0 });
  const there = await firstRow(db, 'select 1 from request where right(id::text, 17) = right(:first, 17)', { first });
  if (there)
    throw new Error(`this town has been filled with --seed ${seed} before: give another seed, for other people`);
}

/** What a town is made of; its booked places too, since a place is taken once. */
const furniture = ['service', 'agent', 'membership', 'resource', 'district', 'routing_rule', 'closure', 'town'];

async function copyTown({ db }: Demonstration, into: World['town']['db'], requests: number): Promise<void> {
  await copyTables(db, into, furniture);
  const booked = await rows<{ id: string }>(
    db,
    `select distinct request_id as id from booking where state <> 'released'`,
  );
  await into.transaction((own) =>
    moveRequests(
      db,
      own,
      booked.map(({ id }) => id),
    ),
  );
  await rows(into, `select setval('request_number', :last)`, { last: await reserveReferences(db, requests) });
}

/** @returns the last reference before those that nobody else gets from now on */
function reserveReferences(db: Demonstration['db'], requests: number): Promise<number> {
  return db.transaction(async (own) => {
    // A request that is being filed takes its number under this lock.
    await own.query('lock table request in exclusive mode');
    const { last } = (await firstRow<{ last: number }>(own, `select nextval('request_number')::int as last`))!;
    await rows(own, `select setval('request_number', :next)`, { next: last + requests });
    return last;
  });
}

/** Lives that stand side by side: the engine and the database have enough to do by then. */
const lanes = 12;

async function liveAll(world: World, year: Year, plan: PlannedRequest[], { progress, stopping }: Fill) {
  const lived: Lived[] = [];
  const over = new Map<number, Promise<unknown>>();
  let filed: Promise<void> = Promise.resolve();
  const inTurn: InTurn = (planned, file) => {
    filed = filed.then(() => over.get(planned.after ?? 0)).then(file);
    return filed;
  };
  const waiting = [...plan];
  const lane = async () => {
    for (let planned = waiting.shift(); planned; planned = waiting.shift()) {
      stopping.throwIfAborted();
      const life = live(world, year, planned, { inTurn, stopping });
      over.set(planned.number, life);
      lived.push(await life);
      progress(lived.length, plan.length);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return lived.sort((one, other) => one.planned.number - other.planned.number);
}

/**
 * Moves the year into the town, in one transaction. A process that goes on is begun from the top by the town's own relay
 * and worker, as one that the engine has lost: its steps are found done, and it waits where it waited.
 */
async function moveIn(
  { db, documents }: Demonstration,
  { town, files }: World,
  lived: readonly Lived[],
): Promise<void> {
  const store = openContentStore(documents);
  const stored: StoredFile[] = [];
  try {
    for (const [id, { content, fileKey }] of files) {
      stored.push(await store.write(id, fileKey, Readable.from([content])));
    }
    await db.transaction(async (own) => {
      await moveRequests(
        town.db,
        own,
        lived.map(({ id }) => id),
      );
      const goOn = lived.filter(({ goesOn }) => goesOn).map(({ id }) => id);
      await rows(
        own,
        `with told as (insert into outbox (request_id, kind) select unnest(:goOn::uuid[]), 'start') select 1`,
        { goOn },
      );
    });
    await Promise.all(stored.map((file) => file.keep()));
  } catch (error) {
    await Promise.all(stored.map((file) => file.drop()));
    throw error;
  }
  // The planner would otherwise take the town for as empty as it was.
  await db.query('analyze');
}
