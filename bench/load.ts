import { setTimeout as delay } from 'node:timers/promises';
import { type Counters, perRequest } from './counters.ts';
import { type Figures, latencies, type Sample } from './figures.ts';
import type { Journey } from './journey.ts';

/** What became of the requests begun so far, over all loads of one run. */
export interface Tally {
  started: number;
  completed: number;
  failures: string[];
}

export interface Window {
  rampSeconds: number;
  windowSeconds: number;
}

/** Keeps `inFlight` requests under way (each lane begins the next when one is done) and measures one window of it. */
export async function closedLoop(
  journey: Journey,
  tally: Tally,
  counters: Counters,
  inFlight: number,
  { rampSeconds, windowSeconds }: Window,
): Promise<Figures> {
  const samples: Sample[] = [];
  let over = false;
  const lane = async () => {
    while (!over && tally.failures.length < failuresAtMost) await travelOnce(journey, tally, samples);
  };
  const lanes = Array.from({ length: inFlight }, lane);

  await delay(rampSeconds * 1_000);
  const before = await counters.read();
  let peakRssMb = 0;
  const watch = setInterval(() => {
    peakRssMb = Math.max(peakRssMb, counters.rssMb());
  }, 1_000);
  await delay(windowSeconds * 1_000);
  clearInterval(watch);
  const after = await counters.read();
  over = true;
  await Promise.all(lanes);

  const within = samples.filter(({ completedAt }) => completedAt > before.at && completedAt <= after.at);
  return {
    completedPerSecond: (within.length * 1_000) / (after.at - before.at),
    ...latencies(within),
    ...perRequest(before, after, within.length),
    peakRssMb,
  };
}

/** Begins requests at a steady rate, whatever is still under way. */
export async function paced(journey: Journey, tally: Tally, perSecond: number, seconds: number) {
  const samples: Sample[] = [];
  const running: Promise<void>[] = [];
  const began = performance.now();
  for (let n = 0; n < perSecond * seconds && tally.failures.length < failuresAtMost; n += 1) {
    await delay(Math.max(began + (n * 1_000) / perSecond - performance.now(), 0));
    running.push(travelOnce(journey, tally, samples));
  }
  await Promise.all(running);
  return latencies(samples);
}

/** A system that fails so often is not measured to the end. */
const failuresAtMost = 20;

async function travelOnce(journey: Journey, tally: Tally, samples: Sample[]): Promise<void> {
  tally.started += 1;
  try {
    samples.push(await journey.run());
    tally.completed += 1;
  } catch (error) {
    tally.failures.push((error as Error).message);
  }
}
