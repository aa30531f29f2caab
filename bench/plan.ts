import { parseArgs } from 'node:util';

export type SystemName = 'guichet' | 'control';

/** How long each part of a run takes, in seconds. */
export interface Plan {
  warmUpSeconds: number;
  /** Between the start of a load and the beginning of its window: the lanes fall out of step. */
  rampSeconds: number;
  windowSeconds: number;
  pacedSeconds: number;
  pacedPerSecond: number;
  inFlight: number[];
  repetitions: number;
  systems: SystemName[];
  /** The whole bench is given up then. */
  limitMinutes: number;
}

/** @throws on a flag that there is not */
export function planOf(args: string[]): Plan {
  const { values } = parseArgs({ args, options: { quick: { type: 'boolean' }, only: { type: 'string' } } });
  const { quick, only } = values;
  if (only !== undefined && !isSystem(only)) throw new Error(`--only is one of: ${systemNames.join(', ')}`);
  return {
    ...(quick ? quickTimes : fullTimes),
    pacedPerSecond: 10,
    inFlight: [1, 8, 32],
    repetitions: 3,
    systems: only ? [only] : [...systemNames],
  };
}

const systemNames: readonly SystemName[] = ['guichet', 'control'];
const quickTimes = { warmUpSeconds: 5, rampSeconds: 1.5, windowSeconds: 12, pacedSeconds: 8, limitMinutes: 10 };
const fullTimes = { warmUpSeconds: 15, rampSeconds: 3, windowSeconds: 60, pacedSeconds: 60, limitMinutes: 40 };

const isSystem = (name: string): name is SystemName => systemNames.some((known) => known === name);
