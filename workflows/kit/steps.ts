import { ActivityFailure, ApplicationFailure } from '@temporalio/workflow';
import { type KeptStep, type RequestInput, type StepKey, silenceOrdinal, wholeRequest } from '../contract.ts';
import type { Inbox } from './inbox.ts';
import { Withdrawn } from './waits.ts';

/** What happens to the whole request has a number of its own, whatever the step at which it came: a run that starts again finds it. */
export const reasonsOrdinal = silenceOrdinal - 2;
export const reasonsGivenOrdinal = silenceOrdinal - 1;
export const reopeningOrdinal = 998;
export const withdrawalOrdinal = 999;
/** A process that was reopened has its steps from there on once more, under new numbers. */
const roundSize = 1_000;

/**
 * The numbered steps of a run. Each is done once: a run that continues as new has the finished ones with it, and one
 * that starts again from nothing finds them in the database, by the same numbers.
 */
export class Steps {
  readonly #input: RequestInput;
  readonly #inbox: Inbox;
  readonly #kept: Map<number, KeptStep>;
  readonly #ordinals = new WeakMap<Promise<unknown>, number[]>();
  #ordinal = 0;

  constructor(input: RequestInput, inbox: Inbox) {
    this.#input = input;
    this.#inbox = inbox;
    this.#kept = new Map(input.carried?.steps.map((step) => [step.ordinal, step]));
  }

  kept(): KeptStep[] {
    return [...this.#kept.values()];
  }

  /** The number of the verb that is being called: taken at the call, so that parallel waits have theirs in order. */
  reserve(): number {
    this.#ordinal += 1;
    return this.#ordinal;
  }

  next(verb: string, name: string, perform: (step: StepKey) => Promise<string>): Promise<string> {
    return this.perform(this.reserve(), verb, name, perform);
  }

  /** Gives a finished step's kept result, or does it. */
  async perform(
    ordinal: number,
    verb: string,
    name: string,
    perform: (step: StepKey) => Promise<string>,
  ): Promise<string> {
    const kept = this.#kept.get(ordinal);
    if (kept) {
      if (kept.verb === verb && kept.name === name) return kept.result;
      throw new Error(`step ${ordinal} was ${kept.verb} "${kept.name}" and is now ${verb} "${name}": use desk.since`);
    }
    if (ordinal !== withdrawalOrdinal && this.#inbox.has(wholeRequest)) throw new Withdrawn();
    const { requestId } = this.#input;
    const at = new Date(Date.now()).toISOString();
    const step = { requestId, ordinal: this.keyOf(ordinal), name: `${verb}: ${name}`, at };
    const result = await perform(step).catch(stopOnDivergence);
    this.#kept.set(ordinal, { ordinal, verb, name, result });
    return result;
  }

  /** The step's number in the database. */
  keyOf(ordinal: number): number {
    const rounds = this.#input.reopenedFrom?.filter((from) => from <= ordinal).length ?? 0;
    return ordinal + rounds * roundSize;
  }

  /** Remembers which waits a promise stands for. */
  belongs(promise: Promise<unknown>, ordinals: number[]): void {
    this.#ordinals.set(promise, ordinals);
  }

  ordinalsOf(promise: Promise<unknown>): number[] {
    return this.#ordinals.get(promise) ?? [];
  }
}

/** A step that no longer fits stops the workflow task, which goes on once the type has been mended; it ends no request. */
function stopOnDivergence(error: unknown): never {
  // A local activity's failure comes as it is, and not within that of an activity.
  const failure = error instanceof ActivityFailure ? error.cause : error;
  if (failure instanceof ApplicationFailure && failure.type === 'STEP_DIVERGED') throw new Error(failure.message);
  throw error;
}
