import { dayMinutes } from './working-time.ts';

export interface Dice {
  /** From 0 on, below 1. */
  next(): number;
  exponential(mean: number): number;
  /** Minutes until the next request comes. */
  gap(perDay: number): number;
}

/** Mulberry32: thirty-two bits are enough for waiting times, and a seed gives the same crowd again. */
export function seeded(seed: number): Dice {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const exponential = (mean: number) => -Math.log(1 - next()) * mean;
  return { next, exponential, gap: (perDay) => exponential(dayMinutes / perDay) };
}
