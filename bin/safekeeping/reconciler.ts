import type { DataSource } from 'typeorm';
import * as kept from '../../db/reconciling.ts';
import { closeRestoration, openRestoration, type Restoration } from '../../db/restorations.ts';
import type { RunningRequest, Runs } from '../../relay/runs.ts';

export interface Reconciling {
  db: DataSource;
  runs: Runs;
  /** One that the database has not noted; without it, those that it has. */
  restoration?: Findings['restoration'];
  /** Nothing is mended. */
  dryRun?: boolean;
  /** How far the clocks of application and engine may be apart, and what they write behind each other. */
  clocksApartMs?: number;
}

/** Where application and engine do not agree. */
export interface Findings {
  restoration: Omit<Restoration, 'id'> | undefined;
  /** The engine's last trace, where it goes on after the application: until then the application's work is lost. */
  lastTrace: Date | undefined;
  lost: kept.KeptRequest[];
  ahead: kept.KeptRequest[];
  behind: kept.KeptRequest[];
  ended: kept.KeptRequest[];
  /** Runs of requests that the database does not have: filed after the backup. */
  unknown: RunningRequest[];
  perhapsSent: kept.KeptEmail[];
  undelivered: kept.KeptEmail[];
  /** How many processes may write for a second time when they run again; those emails are held back. */
  doubts: number;
}

/** Compares the database with the engine's runs, and mends what does not agree. A second time there is nothing left. */
export async function reconcile(options: Reconciling): Promise<Findings> {
  const { db, runs, dryRun } = options;
  const now = new Date();
  const found = await compare(options, now);
  if (!dryRun) await mend(db, runs, found, now);
  return found;
}

async function compare({ db, runs, clocksApartMs = 10_000, ...given }: Reconciling, now: Date): Promise<Findings> {
  const restoration = given.restoration ?? (await openRestoration(db));
  // The engine is listed first: what is committed meanwhile is in the database before it has a run.
  const running = await runs.requests();
  const { applicationAsOf, engineAsOf } = restoration ?? {};
  const startedAt = new Map(running.map((run) => [run.requestId, run.startedAt]));
  const requests = await kept.requestsToCompare(db, [...startedAt.keys()]);
  const known = new Set(requests.map(({ id }) => id));
  // Without a restoration the town lives on, and what is on its way has a minute to arrive.
  const settled = ({ endedAt }: kept.KeptRequest) =>
    restoration || !endedAt || endedAt.getTime() < now.getTime() - 60_000;
  const toCompare = requests.filter(({ beginsAgain, waits }) => !beginsAgain && (restoration || !waits));

  const idle = toCompare.filter(({ id, needsRun }) => needsRun && !startedAt.has(id));
  const useless = toCompare.filter((one) => !one.needsRun && (!one.unsent || applicationAsOf) && settled(one));
  const underWay = await runs.confirmed([...idle, ...useless].map(({ id }) => id));
  const withoutRun = idle.filter(({ id }) => !underWay.has(id));
  const ended = useless.filter(({ id }) => underWay.has(id));

  const asBefore = toCompare.filter(
    ({ id, needsRun }) => needsRun && startedAt.has(id) && restoration && startedAt.get(id)! < restoration.at,
  );
  const after = (at: Date | undefined, asOf: Date | null | undefined) =>
    at !== undefined && asOf != null && at.getTime() > asOf.getTime() - clocksApartMs;
  const unknown = running.filter(({ requestId }) => !known.has(requestId));
  const traces = applicationAsOf
    ? await runs.lastEvents(
        [...asBefore, ...withoutRun, ...unknown.map(({ requestId: id }) => ({ id }))].map(({ id }) => id),
      )
    : new Map<string, Date>();
  const ahead = [...asBefore, ...withoutRun].filter(({ id }) => after(traces.get(id), applicationAsOf));
  const lost = withoutRun.filter((one) => !ahead.includes(one));
  const behind = asBefore.filter((one) => !ahead.includes(one) && after(one.changedAt, engineAsOf));

  const again = new Set([...lost, ...ahead, ...behind].map(({ id }) => id));
  return {
    restoration,
    lastTrace: latest(applicationAsOf, traces),
    lost,
    ahead,
    behind,
    ended,
    unknown,
    perhapsSent: applicationAsOf ? await kept.emailsNotSentBy(db, later(applicationAsOf, clocksApartMs)) : [],
    undelivered: await withoutDelivery(db, runs, { restoration, again, startedAt, now }),
    doubts: applicationAsOf ? await kept.countDoubts(db, now) : 0,
  };
}

/** Emails that wait and that no run delivers; those that are perhaps sent wait for nobody. */
async function withoutDelivery(
  db: DataSource,
  runs: Runs,
  { restoration, again, startedAt, now }: Surroundings,
): Promise<kept.KeptEmail[]> {
  if (restoration?.applicationAsOf) return [];
  const waiting = await kept.waitingEmails(db, restoration ? now : later(now, -60_000));
  if (waiting.length === 0) return [];
  const own = await runs.emails();
  return waiting.filter(({ id, requestId, byProcess }) =>
    byProcess ? !again.has(requestId) && !startedAt.has(requestId) && !own.has(id) : !own.has(id),
  );
}

interface Surroundings {
  restoration: Findings['restoration'];
  /** Requests whose runs begin again, which deliver what they find. */
  again: Set<string>;
  startedAt: Map<string, Date>;
  now: Date;
}

/** The emails first: whatever begins again must find them held. */
async function mend(db: DataSource, runs: Runs, found: Findings, now: Date): Promise<void> {
  await inParts(
    found.perhapsSent,
    ({ id }) => id,
    (ids) => kept.holdEmails(db, ids),
  );
  if (found.restoration?.applicationAsOf) await kept.raiseDoubts(db, now);
  for (const because of ['lost', 'ahead', 'behind'] as const)
    await inParts(
      found[because],
      ({ id }) => id,
      (ids) => kept.beginAllAgain(db, ids, because),
    );
  await inParts(
    found.undelivered,
    ({ id }) => id,
    (ids) => kept.deliverAgain(db, ids),
  );
  for (const { requestId } of found.unknown) await runs.end(requestId, 'the request is not in the restored database');
  for (const { id } of found.ended) await runs.end(id, 'the request has ended in the database');
  if (found.restoration) await closeRestoration(db, figuresOf(found));
}

export function figuresOf(found: Findings): Record<string, number> {
  const lists = Object.entries(found).flatMap(([kind, list]) => (Array.isArray(list) ? [[kind, list.length]] : []));
  return { ...Object.fromEntries(lists), doubts: found.doubts };
}

/** A statement for each few hundred: the town may be at work, and each holds locks. */
async function inParts<Thing>(
  things: readonly Thing[],
  idOf: (thing: Thing) => string,
  mendThese: (ids: string[]) => Promise<void>,
): Promise<void> {
  const ids = things.map(idOf);
  for (let from = 0; from < ids.length; from += 200) await mendThese(ids.slice(from, from + 200));
}

function latest(asOf: Date | null | undefined, traces: ReadonlyMap<string, Date>): Date | undefined {
  const last = [...traces.values()].reduce((latest, at) => Math.max(latest, at.getTime()), 0);
  return asOf && last > asOf.getTime() ? new Date(last) : undefined;
}

const later = (at: Date, ms: number) => new Date(at.getTime() + ms);
