import { firstRow, type Sql } from './sql.ts';

export interface Postponement {
  id: string;
  emailId: string;
  requestId: string;
  agentId: string;
  cause: string;
  /** For the citizen. */
  reason: string;
  /** Civil dates: the promise so far, and the new one. */
  from: string;
  to: string;
  at: Date;
}

/**
 * Promises the answer for a later day. The agents' open tasks are due as many days later: when a timer of the running
 * process fires, it finds that it is not yet time (`deadlines.ts`). The citizen is told by an email.
 *
 * @returns false when the request has ended, or has got another date meanwhile
 */
export async function postpone(on: Sql, postponement: Postponement): Promise<boolean> {
  return (await firstRow(on, postponeStatement, { ...postponement })) !== undefined;
}

const later = (column: string) =>
  `((${column} at time zone 'Europe/Paris') + (:to::date - :from::date) * interval '1 day') at time zone 'Europe/Paris'`;

const postponeStatement = `
  with locked as (
    select r.id, c.email from request r join citizen c on c.id = r.citizen_id
    where r.id = :requestId and r.status = 'open' and r.withdrawn_at is null and r.due_on = :from::date
    for no key update of r
  ), postponed as (
    insert into postponement (id, request_id, agent_id, cause, reason, from_on, to_on, at)
    select :id, id, :agentId::uuid, :cause, :reason, :from::date, :to::date, :at::timestamptz from locked
    returning id, request_id
  ), promised as (
    update request set due_on = :to::date from postponed where request.id = postponed.request_id
  ), moved as (
    update task set due_at = ${later('due_at')},
                    escalate_at = case when escalated_at is null then ${later('escalate_at')} else escalate_at end
    from postponed where task.request_id = postponed.request_id and task.state = 'open' and task.kind = 'agent'
  ), mailed as (
    insert into email (id, request_id, key, template, to_address, state, created_at)
    select :emailId, id, id || '/0/' || :id, 'answer-postponed', email,
           case when email is null then 'no address' else 'queued' end, :at::timestamptz
    from locked
    returning id, request_id, state
  ), told as (
    insert into outbox (request_id, kind, payload)
    select request_id, 'email', jsonb_build_object('email', id) from mailed where state = 'queued'
  ), noted as (
    insert into journal (request_id, at, kind, actor, agent_id, data)
    select request_id, :at::timestamptz, 'answer postponed', 'agent', :agentId::uuid,
           jsonb_build_object('cause', :cause::text, 'before', :from::text, 'on', :to::text)
    from postponed
    union all
    select request_id, :at::timestamptz, 'email queued', 'process', null,
           jsonb_build_object('email', id, 'template', 'answer-postponed')
    from mailed
  )
  select id from postponed`;
