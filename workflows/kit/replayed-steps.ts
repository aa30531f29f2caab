/** Bundled for a replay alone: tells outside, step by step, where the process is, and what each step gave. */
import { proxySinks, type WorkflowInterceptors } from '@temporalio/workflow';
import type { Arrival, RequestInput, StepKey } from '../contract.ts';

export type ReplaySinks = {
  replay: {
    began(input: RequestInput): void;
    came(step: Pick<StepKey, 'ordinal' | 'name'>): void;
    gave(step: { ordinal: number; result: string }): void;
  };
};

const { replay } = proxySinks<ReplaySinks>();

export const interceptors = (): WorkflowInterceptors => ({
  inbound: [
    {
      execute(input, next) {
        replay.began(input.args[0] as RequestInput);
        return next(input);
      },
      handleSignal(input, next) {
        const { ordinal, answer } = input.args[0] as Arrival;
        replay.gave({ ordinal, result: answer });
        return next(input);
      },
    },
  ],
  outbound: [
    {
      scheduleLocalActivity(input, next) {
        const { ordinal, name } = input.args[0] as StepKey;
        replay.came({ ordinal, name });
        const done = next(input);
        // Beside the process, which must find its promises as they are without a replay.
        done.then(
          (outcome) => {
            const result = resultOf(input.activityType, outcome as Outcome | undefined);
            if (result !== undefined) replay.gave({ ordinal, result });
            const { ordinals = [] } = input.args[0] as { ordinals?: readonly number[] };
            for (const left of ordinals) replay.gave({ ordinal: left, result: cancelled });
          },
          () => undefined,
        );
        return done;
      },
    },
  ],
});

/** A wait whose time has run out gives what its verb says for that; one that was left for another gives nothing. */
export const expired = 'expired';
export const cancelled = 'cancelled';

interface Outcome {
  state?: string;
  answer?: string;
  result?: string;
}

/** What a step gives that no signal tells. */
function resultOf(activity: string, outcome: Outcome | undefined): string | undefined {
  if (activity === 'openTask') return outcome?.answer ?? (outcome?.state === expired ? expired : undefined);
  if (activity === 'expireTask') return outcome?.answer ?? expired;
  return outcome?.result;
}
