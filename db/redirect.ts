import type { Redirect } from '../workflows/contract.ts';
import { handOver } from './handover.ts';
import { firstRow, rows, type Sql } from './sql.ts';
import { assertSameStep, keptStep } from './steps.ts';

/** Asks the town's routing table which service a request is for, and by which of its rules; nothing when none fits. */
export type Route = (on: Sql, requestId: string) => Promise<{ service: string; because: string } | undefined>;

/**
 * Gives a request to the service that the process names, or to the one that the routing table finds.
 *
 * @param on a transaction
 * @returns the service that the request is with now; that of the first time when the step runs again
 */
export async function redirect(on: Sql, step: Redirect, route: Route): Promise<string> {
  const { requestId, ordinal, at } = step;
  const request = await firstRow<{ service: string }>(
    on,
    'select service_id as service from request where id = :requestId for no key update',
    { requestId },
  );
  const kept = await rows<{ name: string; result: string }>(on, keptStep, { requestId, ordinal });
  assertSameStep(kept, step);
  if (kept[0]) return kept[0].result;

  const found = step.to === undefined ? await route(on, requestId) : { service: step.to, because: undefined };
  if (found) await handOver(on, { requestId, to: found.service, because: found.because, reason: '', at });
  const service = found?.service ?? request!.service;
  await rows(
    on,
    `with stepped as (
       insert into step (request_id, ordinal, verb, name, result, at)
       values (:requestId, :ordinal, split_part(:name, ': ', 1), :name, :service, :at::timestamptz)
     )
     select 1`,
    { requestId, ordinal, name: step.name, service, at },
  );
  return service;
}
