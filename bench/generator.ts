import { setTimeout as delay } from 'node:timers/promises';
import { type ControlTarget, controlJourney, type Reached } from './control/journey.ts';
import { type CounterTargets, openCounters } from './counters.ts';
import type { SystemFigures } from './figures.ts';
import { type GuichetTarget, guichetJourney } from './guichet/journey.ts';
import type { Journey } from './journey.ts';
import { closedLoop, paced, type Tally } from './load.ts';
import type { Plan } from './plan.ts';
import { openSink, type Sink } from './sink.ts';

// The load generator and the mail server, in one process, so that both read the same clock.

export interface Assignment {
  plan: Plan;
  counters: CounterTargets;
  target: { guichet: GuichetTarget } | { control: ControlTarget };
}
export type ToGenerator = { measure: Assignment } | { reached: Reached };

export interface Report {
  figures: SystemFigures;
  tally: Tally;
  /** One line for each way in which a request was lost or doubled. */
  faults: string[];
  mailBytes: number;
}
export type FromGenerator = { smtpUrl: string } | { said: string } | { report: Report } | { failed: string };

const tell = (message: FromGenerator) => void process.send?.(message);
const listeners: ((reached: Reached) => void)[] = [];
const sink = await openSink();

process.on('disconnect', () => process.exit(1));
process.on('message', (message: ToGenerator) => {
  if ('reached' in message) for (const listener of listeners) listener(message.reached);
  else
    void measure(message.measure, sink).then(
      (report) => tell({ report }),
      (error: Error) => tell({ failed: error.stack ?? error.message }),
    );
});
tell({ smtpUrl: sink.url });

async function measure({ plan, counters: targets, target }: Assignment, sink: Sink): Promise<Report> {
  const journey =
    'guichet' in target
      ? await guichetJourney(target.guichet, sink)
      : await controlJourney(target.control, sink, (listener) => listeners.push(listener));
  const counters = await openCounters(targets, journey.ownPids);
  const tally: Tally = { started: 0, completed: 0, failures: [] };
  const figures: SystemFigures = {};
  await closedLoop(journey, tally, counters, 8, { rampSeconds: plan.warmUpSeconds, windowSeconds: 0 });
  for (const inFlight of plan.inFlight) {
    const measured = await closedLoop(journey, tally, counters, inFlight, plan);
    tell({ said: `${inFlight} in flight: ${measured.completedPerSecond.toFixed(1)} completed/s` });
    const steady = inFlight === 1 ? await paced(journey, tally, plan.pacedPerSecond, plan.pacedSeconds) : undefined;
    figures[inFlight] = { ...measured, ...(steady && { paced: steady }) };
  }
  const faults = await faultsOf(journey, sink, tally);
  await Promise.all([journey.close(), counters.close()]);
  return { figures, tally, faults, mailBytes: Math.round(sink.taken.bytes / sink.taken.mails) };
}

async function faultsOf(journey: Journey, sink: Sink, { started, completed, failures }: Tally): Promise<string[]> {
  // What is doubled comes after what was awaited.
  await delay(1_000);
  const mails = sink.mails.otherThan(2).map(([, count]) => `a request had ${count} mails instead of 2`);
  return [
    ...failures,
    ...(started === completed ? [] : [`${completed} requests of ${started} came to their end`]),
    ...mails.slice(0, 5),
    ...(await journey.faults(completed)),
  ];
}
