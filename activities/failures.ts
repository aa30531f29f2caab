import { activityInfo } from '@temporalio/activity';
import type { RetryPolicy } from '@temporalio/common';
import type { DataSource } from 'typeorm';
import { type FailingInput, forgetFailure, keepFailure } from '../db/step-failures.ts';

/**
 * Keeps for the operator what fails, with its next attempt: of a local activity the engine itself knows nothing as long
 * as it is repeated. That this can not be written either changes nothing for the step.
 *
 * @param final the engine does not repeat it
 */
export async function noteFailure(
  db: DataSource,
  failed: { activity: string; input: FailingInput; code: string; final: boolean },
): Promise<void> {
  const { final, ...failure } = failed;
  const { attempt, retryPolicy } = activityInfo();
  const failedAt = new Date();
  const nextAt = final ? null : new Date(failedAt.getTime() + backoffMs(attempt, retryPolicy));
  await keepFailure(db, { ...failure, attempt, failedAt, nextAt }).catch(() => {});
}

/** Called when an activity is done: only one that had failed before has anything to be forgotten. */
export async function noteSuccess(db: DataSource, activity: string, input: FailingInput): Promise<void> {
  if (activityInfo().attempt > 1) await forgetFailure(db, activity, input).catch(() => {});
}

/** As the engine counts it: doubled, or more, from attempt to attempt, up to a longest. */
function backoffMs(attempt: number, policy: RetryPolicy = {}): number {
  const { initialInterval = 1_000, backoffCoefficient = 2, maximumInterval = 100_000 } = policy;
  return Math.min(Number(initialInterval) * backoffCoefficient ** (attempt - 1), Number(maximumInterval));
}
