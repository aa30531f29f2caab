import { type Duration, durationsOf } from '../../db/durations.ts';
import type { RequestRow } from '../../db/requests.ts';
import type { TaskRow } from '../../db/worklist.ts';
import { civilDate } from '../../workflows/kit/calendar.ts';
import type { Services } from '../services.ts';

/** When a request will probably end; both are civil dates. */
export interface Expectation {
  /** Half of those before it were done by then. */
  from: string;
  /** Nine in ten were. */
  to: string;
}

/**
 * By what ended requests of the type really took: from the wait that is open now where enough have passed it, else from
 * receipt. Undefined where too few have ended, and for a request that takes longer than nearly all of them: about it they
 * say nothing.
 */
export async function expectationOf(
  services: Services,
  request: RequestRow,
  tasks: readonly TaskRow[],
  now = Date.now(),
): Promise<Expectation | undefined> {
  if (request.status === 'ended' || request.withdrawnAt) return undefined;
  const durations = await lately(services, request.type);
  const step = tasks.find(({ name }) => name === request.step);
  const fromStep = step && durations.find((duration) => duration.step === step.name);
  const duration = fromStep ?? durations.find((one) => one.step === null);
  if (!duration) return undefined;
  const since = (fromStep ? step.openedAt : request.receivedAt).getTime();
  if (since + duration.mostMs < now) return undefined;
  return {
    from: civilDate(Math.max(since + duration.medianMs, now), services.zone),
    to: civilDate(since + duration.mostMs, services.zone),
  };
}

/** What they took changes slowly, and every page of every request of the type asks for it. */
const keptMs = 10 * 60_000;
const kept = new WeakMap<object, Map<string, { until: number; durations: Promise<Duration[]> }>>();

/** Of a type's latest ended requests, from receipt (`step` null) and from each wait. */
export function lately({ db }: Services, type: string): Promise<Duration[]> {
  const ofTown = kept.get(db) ?? new Map();
  kept.set(db, ofTown);
  const known = ofTown.get(type);
  if (known && known.until > Date.now()) return known.durations;
  const durations = durationsOf(db, type);
  ofTown.set(type, { until: Date.now() + keptMs, durations });
  durations.catch(() => ofTown.delete(type));
  return durations;
}
