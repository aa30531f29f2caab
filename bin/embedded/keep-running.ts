import { setTimeout as delay } from 'node:timers/promises';
import type { Running } from './leash.ts';

export interface Kept<Part> {
  /** As it was first started. A later one has another pid, and the same ports. */
  first: Part;
  stop(): Promise<void>;
}

export interface KeepOptions<Part> {
  name: string;
  /** Starts the part; the one that died is given, so that its ports can be used again. */
  start(previous: Part | undefined): Promise<Part>;
  stopTimeoutMs: number;
  say(line: string): void;
}

/**
 * Starts a part and, each time that it dies, starts it again: after 1 s, then 2 s, 4 s … 30 s when it keeps dying.
 * @throws what `start` throws the first time; later failures are said and tried again
 */
export async function keepRunning<Part extends Running>(options: KeepOptions<Part>): Promise<Kept<Part>> {
  const stopping = new AbortController();
  const first = await options.start(undefined);
  const state = { current: first };
  const watching = watch(options, state, stopping.signal);

  async function stop() {
    stopping.abort();
    await state.current.stop(options.stopTimeoutMs);
    await watching;
  }
  return { first, stop };
}

const shortestWaitMs = 1_000;
const longestWaitMs = 30_000;
const steadyAfterMs = 60_000;

async function watch<Part extends Running>(
  options: KeepOptions<Part>,
  state: { current: Part },
  stopping: AbortSignal,
) {
  const { name, say } = options;
  let waitMs = shortestWaitMs;
  for (;;) {
    const since = Date.now();
    let reason = await state.current.exited;
    if (Date.now() - since > steadyAfterMs) waitMs = shortestWaitMs;

    for (let runs = false; !runs; ) {
      if (stopping.aborted) return;
      say(`${name} ended (${reason}): starting it again in ${waitMs / 1000} s.`);
      await delay(waitMs, undefined, { signal: stopping }).catch(() => undefined);
      if (stopping.aborted) return;
      waitMs = Math.min(waitMs * 2, longestWaitMs);
      try {
        state.current = await options.start(state.current);
        runs = true;
      } catch (error) {
        reason = (error as Error).message;
      }
    }
    if (stopping.aborted) return state.current.stop(options.stopTimeoutMs);
    say(`${name} runs again.`);
  }
}
