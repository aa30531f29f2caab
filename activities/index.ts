import { ApplicationFailure } from '@temporalio/common';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import type { FailingInput } from '../db/step-failures.ts';
import { StepDiverged } from '../db/steps.ts';
import type { DeliveryActivities, RecordActivities } from '../workflows/contract.ts';
import { emailDelivery, type MailServices } from './email.ts';
import { noteFailure, noteSuccess } from './failures.ts';
import { recordActivities } from './record.ts';
import { routeByTable } from './routing.ts';

/** Everything that a process may do to the world, given what it needs to do it. */
export function createActivities(services: MailServices): RecordActivities & DeliveryActivities {
  const { attempt, deliver } = emailDelivery(services);
  return coded({ ...recordActivities(services, attempt, routeByTable(services.log)), deliver }, services);
}

type Known = { db: DataSource; log: Logger };

/**
 * A database's or a mail server's error may quote a name or an address, and the engine keeps every failure: only the
 * code goes on (I7).
 */
function coded<Activities extends object>(activities: Activities, { db, log }: Known): Activities {
  const wrapped = Object.entries(activities).map(([name, activity]) => [
    name,
    async (input: FailingInput) => {
      try {
        const result = await activity(input);
        await noteSuccess(db, name, input);
        return result;
      } catch (error) {
        const { code, stack } = error as { code?: string; stack?: string };
        log.warn(
          {
            activity: name,
            code,
            at: stack
              ?.split('\n')
              .find((line) => line.includes(' at '))
              ?.trim(),
          },
          'activity failed',
        );
        const failure = failureOf(name, error);
        const told = { activity: name, input, code: failure.type ?? 'unknown', final: failure.nonRetryable === true };
        await noteFailure(db, told);
        throw failure;
      }
    },
  ]);
  return Object.fromEntries(wrapped) as Activities;
}

function failureOf(activity: string, error: unknown): ApplicationFailure {
  // The step names that it quotes come from the request type's own file.
  if (error instanceof StepDiverged) return ApplicationFailure.nonRetryable(error.message, 'STEP_DIVERGED');
  const { code, name } = error as { code?: string; name?: string };
  return ApplicationFailure.retryable(`${activity} failed: ${code ?? name ?? 'unknown'}`, code ?? name);
}
