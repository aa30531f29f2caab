import { mailedByRelay } from './outbox.ts';
import { firstRow, type Sql } from './sql.ts';

export interface Call {
  requestId: string;
  taskId: string;
  agentId: string;
  noteId: string;
  /** Why, for the managers and colleagues to read on the request's page. */
  reason: string;
  at: Date;
}

/**
 * Writes to each other manager of the service whose open task it is, now, and keeps the reason as a note. Who was told by
 * hand is not told again when the deadline is near.
 *
 * @param on a transaction, to be given up when nobody was told
 * @returns how many managers are told; undefined when the task is no longer open
 */
export async function callManagers(on: Sql, call: Call): Promise<number | undefined> {
  const called = await firstRow<{ managers: number }>(on, callStatement, { ...call });
  return called?.managers;
}

const callStatement = `
  with locked as (
    select id from request where id = :requestId for no key update
  ), escalated as (
    update task set escalated_at = coalesce(escalated_at, :at::timestamptz) from locked
    where task.id = :taskId and task.request_id = locked.id and task.state = 'open'
    returning task.id, task.request_id, task.name, task.ordinal, task.service_id
  ), explained as (
    insert into note (id, request_id, agent_id, text, at)
    select :noteId, request_id, :agentId::uuid, :reason, :at::timestamptz from escalated
    returning id, request_id
  ), mailed as (
    insert into email (id, request_id, key, template, to_address, recipient_name, audience, state, created_at)
    select gen_random_uuid(), e.request_id, e.request_id || '/' || e.ordinal || '/call/' || :noteId || '/' || manager.id,
           'manager-called', manager.email, manager.display_name, 'manager', 'queued', :at::timestamptz
    from escalated e join membership m on m.service_id = e.service_id
    join agent manager on manager.id = m.agent_id and manager.role = 'manager' and manager.active
    where manager.id <> :agentId::uuid
    returning id, request_id
  ), told as (
    ${mailedByRelay}
  ), noted as (
    insert into journal (request_id, at, kind, actor, agent_id, data)
    select request_id, :at::timestamptz, 'task escalated', 'agent', :agentId::uuid,
           jsonb_build_object('task', id, 'ordinal', ordinal, 'name', name, 'service', service_id, 'note', :noteId::text,
                              'managers', (select count(*) from mailed))
    from escalated
  )
  select (select count(*) from mailed)::int as managers from escalated`;
