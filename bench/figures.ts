import type { SystemName } from './plan.ts';

export interface Percentiles {
  p50: number;
  p95: number;
  p99: number;
}

/** What one request took, in milliseconds of the generator's clock. */
export interface Sample {
  startAckMs: number;
  requestVisibleMs: number;
  answerVisibleMs: number;
  approveMailMs: number;
  completedAt: number;
}

/** One window at one load. The names and units of the first seven are fixed for readers of `results.json`. */
export interface Figures {
  completedPerSecond: number;
  startAckMs: Percentiles;
  answerVisibleMs: Percentiles;
  approveMailMs: Percentiles;
  /** In PostgreSQL, over all databases of the server. */
  writeTxPerRequest: number;
  cpuSecondsPerRequest: number;
  peakRssMb: number;
  /** In the engine's own store. */
  engineWritesPerRequest: number;
  requestVisibleMs: Percentiles;
  completed: number;
  /** Share of `cpuSecondsPerRequest`, by process. */
  cpuByProcess: Record<string, number>;
  /** Share of `engineWritesPerRequest`, by the engine's own names. */
  engineOperations: Record<string, number>;
  /** The same journeys begun at a steady rate, whatever is still under way; kept with the load `1`. */
  paced?: Pick<Figures, 'startAckMs' | 'requestVisibleMs' | 'answerVisibleMs' | 'approveMailMs' | 'completed'>;
}

/** By requests in flight. */
export type SystemFigures = Record<string, Figures>;

export interface Results {
  machine: string;
  at: string;
  systems: Partial<Record<SystemName, SystemFigures>>;
}

export function latencies(samples: Sample[]) {
  return {
    startAckMs: percentiles(samples.map((sample) => sample.startAckMs)),
    requestVisibleMs: percentiles(samples.map((sample) => sample.requestVisibleMs)),
    answerVisibleMs: percentiles(samples.map((sample) => sample.answerVisibleMs)),
    approveMailMs: percentiles(samples.map((sample) => sample.approveMailMs)),
    completed: samples.length,
  };
}

/** The median of each number of several repetitions; a count that one of them lacks was nought there. */
export function medianOf<Shape>(repetitions: Shape[]): Shape {
  if (repetitions.every((one) => typeof one !== 'object'))
    return middle(repetitions.map((one) => Number(one ?? 0))) as Shape;
  const records = repetitions as Record<string, unknown>[];
  const names = [...new Set(records.flatMap((one) => Object.keys(one ?? {})))];
  return Object.fromEntries(names.map((name) => [name, medianOf(records.map((one) => one?.[name]))])) as Shape;
}

function percentiles(values: number[]): Percentiles {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (share: number) => rounded(sorted[Math.max(Math.ceil(sorted.length * share) - 1, 0)] ?? Number.NaN);
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

function middle(values: number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const half = sorted.length / 2;
  const median = sorted.length % 2 ? sorted[Math.floor(half)]! : (sorted[half - 1]! + sorted[half]!) / 2;
  return rounded(median);
}

/** Three digits say all that such a measurement knows. */
export const rounded = (value: number) => Number(value.toPrecision(value >= 100 ? 4 : 3));
