import type { Delivery, Examination, StepKey } from '../workflows/contract.ts';
import { firstRow, rows, type Sql } from './sql.ts';

/** What an activity was asked to do: a step of a request, an email, or a file to be examined. */
export type FailingInput = StepKey | Delivery | Examination;

export interface Failure {
  activity: string;
  input: FailingInput;
  code: string;
  attempt: number;
  failedAt: Date;
  /** Null where the engine does not repeat it by itself. */
  nextAt: Date | null;
}

/** Writes down what fails, over what its last attempt said. */
export async function keepFailure(on: Sql, failure: Failure): Promise<void> {
  await rows(
    on,
    `with kept as (
       insert into step_failure (request_id, activity, step, input, code, attempt, failed_at, next_at)
       select r.id, :activity, :step, :input, :code, :attempt, :failedAt, :nextAt
       from request r where r.id = coalesce(:requestId::uuid, (select request_id from email where id = :emailId::uuid))
       on conflict (request_id, activity, step) do update
         set input = excluded.input, code = excluded.code, attempt = excluded.attempt,
             failed_at = excluded.failed_at, next_at = excluded.next_at
     )
     select 1`,
    { ...failure, ...placeOf(failure.input), input: JSON.stringify(failure.input) },
  );
}

/** What failed has been done. */
export async function forgetFailure(on: Sql, activity: string, input: FailingInput): Promise<void> {
  await rows(
    on,
    `with gone as (
       delete from step_failure where activity = :activity and step = :step
         and request_id = coalesce(:requestId::uuid, (select request_id from email where id = :emailId::uuid))
     )
     select 1`,
    { activity, ...placeOf(input) },
  );
}

function placeOf(input: FailingInput) {
  if ('emailId' in input) return { step: input.emailId, requestId: null, emailId: input.emailId };
  const step = 'documentId' in input ? input.documentId : String(input.ordinal);
  return { step, requestId: input.requestId, emailId: null };
}

export interface FailingStep extends Failure {
  requestId: string;
  reference: string;
  type: string;
  revision: number;
  /** The email's template, where it is an email that can not be delivered. */
  template: string | null;
}

// A worker that was killed, or a run that was begun again, leaves its row behind: what still fails says so at each
// attempt, and the engine waits ten minutes for the next at most.
const fails = `
  coalesce(f.next_at, f.failed_at + interval '10 minutes') > clock_timestamp() - interval '1 minute'
  and (f.activity <> 'deliver' or exists (select from email where id::text = f.step and state in ('queued', 'no address')))`;

/** The steps that fail now, the longest repeated first; of one request, if any is given. */
export function failingSteps(on: Sql, limit: number, requestId?: string): Promise<FailingStep[]> {
  return rows<FailingStep>(
    on,
    `select f.request_id as "requestId", r.reference, r.type, r.revision, f.activity, f.input, f.code, f.attempt,
            f.failed_at as "failedAt", f.next_at as "nextAt", e.template
     from step_failure f join request r on r.id = f.request_id
     left join email e on f.activity = 'deliver' and e.id::text = f.step
     where ${fails} and f.request_id = coalesce(:requestId::uuid, f.request_id)
     order by f.attempt desc, f.failed_at limit :limit`,
    { limit, requestId: requestId ?? null },
  );
}

export async function countFailingSteps(on: Sql): Promise<number> {
  return (await firstRow<{ failing: number }>(
    on,
    `select count(*)::int as failing from step_failure f where ${fails}`,
  ))!.failing;
}
