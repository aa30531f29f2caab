import type { DataSource } from 'typeorm';
import {
  beginAllAgain,
  countDoubts,
  deliverAgain,
  emailsNotSentBy,
  holdEmails,
  type KeptEmail,
  type KeptRequest,
  raiseDoubts,
  requestsToCompare,
  waitingEmails,
} from '../../db/reconciling.ts';
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
  lost: KeptRequest[];
  ahead: KeptRequest[];
  behind: KeptRequest[];
  /** Behind, of a request that needs no run any more. */
  ended: KeptRequest[];
  /** Runs of requests that the database does not have: filed after the backup. */
  unknown: RunningRequest[];
  perhapsSent: KeptEmail[];
  undelivered: KeptEmail[];
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
  const { applicationAsOf, engineAsOf } = restoration ?? {};
  // The engine is listed first: what is committed meanwhile is in the database before it has a run.
  const running = await runs.requests();
  const startedAt = new Map(running.map((run) => [run.requestId, run.startedAt]));
  const kept = await requestsToCompare(db, [...startedAt.keys()]);
  const known = new Set(kept.map(({ id }) => id));
  const unknown = running.filter(({ requestId }) => !known.has(requestId));
  // Without a restoration the town lives on, and what waits is on its way.
  const requests = kept.filter(({ beginsAgain, waits }) => !beginsAgain && (restoration || !waits));

  const idle = requests.filter(({ id, needsRun }) => needsRun && !startedAt.has(id));
  const confirmed = await runs.confirmed(idle.map(({ id }) => id));
  const withoutRun = idle.filter(({ id }) => !confirmed.has(id));
  // A run that was begun after the restoration has read what was restored.
  const asBefore = requests.filter(({ id }) => restoration && startedAt.has(id) && startedAt.get(id)! < restoration.at);
  const looked = [...[...asBefore, ...withoutRun].map(({ id }) => id), ...unknown.map(({ requestId }) => requestId)];
  const traces = applicationAsOf ? await runs.lastEvents(looked) : new Map<string, Date>();

  const after = (at: Date | undefined, asOf: Date | null | undefined) =>
    at !== undefined && asOf != null && at.getTime() > asOf.getTime() - clocksApartMs;
  const ahead = [...asBefore, ...withoutRun].filter(({ id }) => after(traces.get(id), applicationAsOf));
  const lost = withoutRun.filter((one) => !ahead.includes(one));
  const older = asBefore.filter((one) => !ahead.includes(one) && after(one.changedAt, engineAsOf));
  const again = new Set([...lost, ...ahead, ...older].map(({ id }) => id));
  return {
    restoration,
    lastTrace: latest(applicationAsOf, traces),
    lost,
    ahead,
    behind: older.filter(({ needsRun }) => needsRun),
    ended: older.filter(({ needsRun }) => !needsRun),
    unknown,
    perhapsSent: applicationAsOf ? await emailsNotSentBy(db, later(applicationAsOf, clocksApartMs)) : [],
    undelivered: await withoutDelivery(db, runs, { restoration, again, startedAt, now }),
    doubts: applicationAsOf ? await countDoubts(db, now) : 0,
  };
}

/** Emails that wait and that no run delivers; those that are perhaps sent wait for nobody. */
async function withoutDelivery(
  db: DataSource,
  runs: Runs,
  { restoration, again, startedAt, now }: Surroundings,
): Promise<KeptEmail[]> {
  if (restoration?.applicationAsOf) return [];
  const waiting = await waitingEmails(db, restoration ? now : later(now, -60_000));
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
  const { restoration, unknown, perhapsSent, undelivered } = found;
  await inParts(perhapsSent, (ids) => holdEmails(db, ids));
  if (restoration?.applicationAsOf) await raiseDoubts(db, now);
  for (const because of ['lost', 'ahead', 'behind', 'ended'] as const)
    await inParts(found[because], (ids) => beginAllAgain(db, ids, because));
  await inParts(undelivered, (ids) => deliverAgain(db, ids));
  // Without a restoration it may be the wrong database that is looked at, and the runs are another town's.
  if (!restoration) return;
  for (const { requestId } of unknown) await runs.end(requestId, 'the request is not in the restored database');
  await closeRestoration(db, figuresOf(found));
}

export function figuresOf(found: Findings): Record<string, number> {
  const lists = Object.entries(found).flatMap(([kind, list]) => (Array.isArray(list) ? [[kind, list.length]] : []));
  return { ...Object.fromEntries(lists), doubts: found.doubts };
}

/** A statement for each few hundred: the town may be at work, and each holds locks. */
async function inParts(things: readonly { id: string }[], mendThese: (ids: string[]) => Promise<void>): Promise<void> {
  for (let from = 0; from < things.length; from += 200)
    await mendThese(things.slice(from, from + 200).map(({ id }) => id));
}

function latest(asOf: Date | null | undefined, traces: ReadonlyMap<string, Date>): Date | undefined {
  const last = [...traces.values()].reduce((latest, at) => Math.max(latest, at.getTime()), 0);
  return asOf && last > asOf.getTime() ? new Date(last) : undefined;
}

const later = (at: Date, ms: number) => new Date(at.getTime() + ms);
