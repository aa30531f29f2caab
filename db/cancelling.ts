import type { CancelTasks } from '../workflows/contract.ts';
import { rows, type Sql } from './sql.ts';
import { assertSameStep, closedEarly, keptStep } from './steps.ts';

/**
 * Closes the waits that are no longer needed, those included that have not come to open yet, and keeps what the step
 * ended with.
 *
 * @param on a transaction
 * @returns the result of the first time
 */
export async function cancelTasks(on: Sql, step: CancelTasks): Promise<{ result: string }> {
  // A wait that is opening at this moment holds this lock: the next statement must see it.
  await rows(on, 'select 1 from request where id = :requestId for no key update', { requestId: step.requestId });
  const kept = await rows<{ name: string; result: string }>(
    on,
    `with locked as (
       select id from request where id = :requestId for no key update
     ), stepped as (
       insert into step (request_id, ordinal, verb, name, result, at)
       select id, :ordinal, split_part(:name, ': ', 1), :name, :result, :at::timestamptz from locked
       on conflict do nothing
       returning request_id
     ), forestalled as (
       insert into step (request_id, ordinal, verb, name, at)
       select stepped.request_id, late.ordinal, '${closedEarly}', :name, :at::timestamptz
       from stepped, unnest(:ordinals::integer[]) as late (ordinal)
       on conflict do nothing
     ), cancelled as (
       update task set state = 'cancelled' from stepped
       where task.request_id = stepped.request_id and task.ordinal = any(:ordinals::integer[]) and state = 'open'
       returning task.id, task.request_id, task.name
     ), noted as (
       insert into journal (request_id, at, kind, actor, data)
       select request_id, :at::timestamptz, 'task cancelled', 'process', jsonb_build_object('task', id, 'name', name)
       from cancelled
     ), moved as (
       update request set step = coalesce(wait.step, request.step), waiting_for = coalesce(wait.waiting_for, 'nobody')
       from (select request_id, count(*) from cancelled group by request_id) closed
       left join lateral request_wait(closed.request_id) wait on true
       where request.id = closed.request_id and request.status = 'open'
     )
     ${keptStep}`,
    { ...step },
  );
  assertSameStep(kept, step);
  return { result: kept[0]?.result ?? step.result };
}
