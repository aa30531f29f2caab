/** Bundled for a replay alone: tells outside, step by step, where the process is. */
import { proxySinks, type WorkflowInterceptors } from '@temporalio/workflow';
import type { RequestInput, StepKey } from '../contract.ts';

export type ReplaySinks = {
  replay: { began(input: RequestInput): void; came(step: Pick<StepKey, 'ordinal' | 'name'>): void };
};

const { replay } = proxySinks<ReplaySinks>();

export const interceptors = (): WorkflowInterceptors => ({
  inbound: [
    {
      execute(input, next) {
        replay.began(input.args[0] as RequestInput);
        return next(input);
      },
    },
  ],
  outbound: [
    {
      scheduleLocalActivity(input, next) {
        const { ordinal, name } = input.args[0] as StepKey;
        replay.came({ ordinal, name });
        return next(input);
      },
    },
  ],
});
