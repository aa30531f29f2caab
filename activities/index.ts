import { ApplicationFailure } from '@temporalio/common';
import type { Logger } from 'pino';
import { errorPlace } from '../db/error-place.ts';
import type { FailingInput } from '../db/step-failures.ts';
import { StepDiverged } from '../db/steps.ts';
import type { OutsideActivities, RecordActivities } from '../workflows/contract.ts';
import type { JournalActivities } from '../workflows/kit/journal-check.ts';
import type { RetentionActivities } from '../workflows/kit/retain.ts';
import { emailDelivery, type MailServices } from './email.ts';
import { type ExaminationServices, examination } from './examination.ts';
import { noteFailure, noteSuccess } from './failures.ts';
import { type JournalServices, journalActivities } from './journal-check.ts';
import { recordActivities } from './record.ts';
import { type RetentionServices, retentionActivities } from './retention.ts';
import { routeByTable } from './routing.ts';

/** Everything that a process may do to the world, and what is done each night, given what they need. */
export function createActivities(
  services: WorkerServices,
): RecordActivities & OutsideActivities & RetentionActivities & JournalActivities {
  const { db, log } = services;
  const { attempt, deliver } = emailDelivery(services);
  const ofRequests = {
    ...recordActivities(services, attempt, routeByTable(log)),
    deliver,
    ...examination(services),
  };
  const noted = {
    done: (name: string, input: unknown) => noteSuccess(db, name, input as FailingInput),
    failed: (name: string, input: unknown, { type, nonRetryable }: ApplicationFailure) =>
      noteFailure(db, {
        activity: name,
        input: input as FailingInput,
        code: type ?? 'unknown',
        final: nonRetryable === true,
      }),
  };
  return {
    ...coded(ofRequests, log, noted),
    ...coded({ ...retentionActivities(services), ...journalActivities(services) }, log),
  };
}

export type WorkerServices = MailServices & RetentionServices & ExaminationServices & JournalServices;

/** Where what fails is kept for the operator; what belongs to no request has the engine's own record. */
interface Noted {
  done(name: string, input: unknown): Promise<void>;
  failed(name: string, input: unknown, failure: ApplicationFailure): Promise<void>;
}

/**
 * A database's or a mail server's error may quote a name or an address, and the engine keeps every failure: only the
 * code goes on (I7).
 */
function coded<Activities extends object>(activities: Activities, log: Logger, noted?: Noted): Activities {
  const wrapped = Object.entries(activities).map(([name, activity]) => [
    name,
    async (input: unknown) => {
      try {
        const result = await activity(input);
        await noted?.done(name, input);
        return result;
      } catch (error) {
        const { code } = error as { code?: string };
        log.warn({ activity: name, code, at: errorPlace(error) }, 'activity failed');
        const failure = failureOf(name, error);
        await noted?.failed(name, input, failure);
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
