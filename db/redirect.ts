import type { Redirect } from '../workflows/contract.ts';
import type { Words } from '../workflows/kit/fields.ts';
import { handOver } from './handover.ts';
import { firstRow, rows, type Sql } from './sql.ts';
import { assertSameStep, keptStep } from './steps.ts';

/** Where the town's routing table sends a request, and why; without `rule` none fits and it stays where it is. */
export interface Routed {
  service: string;
  because: Words;
  /** Id of the rule within its type. */
  rule?: string;
}
/** Asks the town's routing table; a town without one gives nothing. */
export type Route = (on: Sql, requestId: string) => Promise<Routed | undefined>;

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

  const routed = step.to === undefined ? await route(on, requestId) : undefined;
  const service = step.to ?? routed?.service ?? request!.service;
  if (step.to ?? routed) await handOver(on, { requestId, to: service, because: routed?.because, reason: '', at });
  await rows(
    on,
    `with stepped as (
       insert into step (request_id, ordinal, verb, name, result, at)
       values (:requestId, :ordinal, split_part(:name, ': ', 1), :name, :service, :at::timestamptz)
     ), noted as (
       insert into journal (request_id, at, kind, actor, data)
       select :requestId, :at::timestamptz, 'request routed', 'process',
              jsonb_build_object('service', :service::text, 'rule', :rule::text)
       where :rule::text is not null
     )
     select 1`,
    { requestId, ordinal, name: step.name, service, rule: routed?.rule ?? null, at },
  );
  return service;
}
