/** What happens to an open wait while nobody answers it. */
import type { StepKey, TaskState } from '../workflows/contract.ts';
import { firstRow, rows, type Sql } from './sql.ts';

/** The deadline's side of the guard in `answerTask`; gives the state that the task ended in. */
export async function expireTask(on: Sql, step: StepKey): Promise<{ state: TaskState; answer: string | null }> {
  await rows(
    on,
    `with locked as (
       select id from request where id = :requestId for no key update
     ), expired as (
       update task set state = 'expired' from locked
       where task.request_id = locked.id and task.ordinal = :ordinal and task.state = 'open'
       returning task.id, task.request_id, task.name, task.kind
     ), moved as (
       update request set step = coalesce(wait.step, request.step), waiting_for = coalesce(wait.waiting_for, 'nobody')
       from expired left join lateral request_wait(expired.request_id) wait on true
       where request.id = expired.request_id and request.status = 'open'
     ), noted as (
       insert into journal (request_id, at, kind, actor, data)
       select request_id, :at::timestamptz, 'task expired', 'process',
              jsonb_build_object('task', id, 'name', name, 'for', kind)
       from expired
     )
     select 1`,
    { ...step },
  );
  const task = await firstRow<{ state: TaskState; answer: string | null }>(
    on,
    'select state, answer from task where request_id = :requestId and ordinal = :ordinal',
    { ...step },
  );
  return task!;
}

/**
 * Notes once that a task's deadline has passed; it stays open.
 * @returns the deadline where it has been put off
 */
export async function markLate(on: Sql, step: StepKey): Promise<Date | undefined> {
  const putOff = await firstRow<{ until: Date }>(
    on,
    `with locked as (
       select id from request where id = :requestId for no key update
     ), present as (
       select t.* from locked join task t on t.request_id = locked.id where t.ordinal = :ordinal and t.state = 'open'
     ), noted as (
       insert into journal (request_id, at, kind, actor, data)
       select t.request_id, :at::timestamptz, 'task late', 'process',
              jsonb_build_object('task', t.id, 'ordinal', t.ordinal, 'name', t.name)
       from present t
       where t.due_at <= :at::timestamptz
         and not exists (select from journal j where j.request_id = t.request_id and j.kind = 'task late'
                                                 and (j.data->>'ordinal')::int = t.ordinal)
     )
     select due_at as until from present where due_at > :at::timestamptz`,
    { ...step },
  );
  return putOff?.until;
}

/**
 * Writes, once, an email to each manager of the service whose task is about to miss its deadline; none when it has been
 * answered meanwhile.
 *
 * @returns the ids of the emails, also when they were written before; until when it was put off, where it was
 */
export async function escalateTask(on: Sql, step: StepKey): Promise<string[] | Date> {
  const putOff = await firstRow<{ until: Date }>(
    on,
    `with locked as (
       select id from request where id = :requestId for no key update
     ), escalated as (
       update task set escalated_at = :at::timestamptz from locked
       where task.request_id = locked.id and task.ordinal = :ordinal and task.state = 'open' and escalated_at is null
         and coalesce(escalate_at <= :at::timestamptz, true)
       returning task.id, task.request_id, task.name, task.ordinal, task.service_id
     ), mailed as (
       insert into email (id, request_id, key, template, to_address, recipient_name, audience, state, created_at)
       select gen_random_uuid(), e.request_id, :prefix || manager.id, 'deadline-near', manager.email,
              manager.display_name, 'manager', 'queued', :at::timestamptz
       from escalated e join membership m on m.service_id = e.service_id
       join agent manager on manager.id = m.agent_id and manager.role = 'manager' and manager.active
       returning id
     ), noted as (
       insert into journal (request_id, at, kind, actor, data)
       select request_id, :at::timestamptz, 'task escalated', 'process',
              jsonb_build_object('task', id, 'ordinal', ordinal, 'name', name, 'service', service_id,
                                 'managers', (select count(*) from mailed))
       from escalated
     )
     select t.escalate_at as until from locked join task t on t.request_id = locked.id
     where t.ordinal = :ordinal and t.state = 'open' and t.escalated_at is null and t.escalate_at > :at::timestamptz`,
    { requestId: step.requestId, ordinal: step.ordinal, at: step.at, prefix: prefixOf(step) },
  );
  if (putOff) return putOff.until;
  const emails = await rows<{ id: string }>(
    on,
    'select id from email where request_id = :requestId and starts_with(key, :prefix) order by key',
    { requestId: step.requestId, prefix: prefixOf(step) },
  );
  return emails.map(({ id }) => id);
}

const prefixOf = ({ requestId, ordinal }: StepKey) => `${requestId}/${ordinal}/escalation/`;
