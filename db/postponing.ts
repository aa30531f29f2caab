import { mailedByRelay } from './outbox.ts';
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
  /** Civil date: by when documents are awaited that the law requires, for which the time of silence is suspended. */
  suspendedUntil?: string | undefined;
  at: Date;
}

/**
 * Promises the answer for a later day. The agents' open tasks are due as many days later: when a timer of the running
 * process fires, it finds that it is not yet time (`deadlines.ts`). The citizen is told by an email.
 *
 * @returns false when the request has ended, or has got another date meanwhile
 */
export async function postpone(on: Sql, postponement: Postponement): Promise<boolean> {
  const moved = { suspendedUntil: null, silenceOrdinal: null, ...postponement, ...later };
  return (await firstRow(on, moveStatement, moved)) !== undefined;
}

/**
 * Promises the answer for an earlier day, because what it was put off for has come. The agents' open tasks are due as
 * many days earlier, but none earlier than it was before it was put off; their runs are told, since their timers are
 * set for later, as silence's is. The citizen is told by an email.
 *
 * @param silenceOrdinal by which the run knows the timer of silence
 * @returns false when the request has ended, or has got another date meanwhile
 */
export async function bringForward(
  on: Sql,
  change: Omit<Postponement, 'cause' | 'suspendedUntil'> & { silenceOrdinal: number },
): Promise<boolean> {
  return (await firstRow(on, moveStatement, { suspendedUntil: null, ...change, ...sooner })) !== undefined;
}

export interface PutOff {
  /** Civil date: what was promised before it was put off. */
  first: string;
  /** Since when, and why it was put off last. */
  since: Date;
  cause: string;
}

/** Since when a request's answer is put off; undefined when it is not. What was before a reopening counts no more. */
export function putOffOf(on: Sql, requestId: string): Promise<PutOff | undefined> {
  return firstRow<PutOff>(
    on,
    `select to_char(min(p.from_on), 'YYYY-MM-DD') as first, min(p.at) as since,
            (array_agg(p.cause order by p.at desc) filter (where p.to_on > p.from_on))[1] as cause
     from postponement p join request r on r.id = p.request_id
     where r.id = :requestId and p.at > coalesce(
       (select max(at) from journal j where j.request_id = r.id and j.kind = 'request reopened'), '-infinity')
     having min(p.from_on) < min(r.due_on)`,
    { requestId },
  );
}

const later = { template: 'answer-postponed', kind: 'answer postponed' };
const sooner = { template: 'answer-sooner', kind: 'answer brought forward', cause: 'taken up again' };

const moved = (column: string) =>
  `((${column} at time zone town_clock()) + by.days * interval '1 day') at time zone town_clock()`;

// A task moves by as many days as the promise, and never to before the day that it had at first.
const moveStatement = `
  with locked as (
    select r.id, c.email from request r join citizen c on c.id = r.citizen_id
    where r.id = :requestId and r.status = 'open' and r.withdrawn_at is null and r.due_on = :from::date
    for no key update of r
  ), postponed as (
    insert into postponement (id, request_id, agent_id, cause, reason, from_on, to_on, suspended_until, at)
    select :id, id, :agentId::uuid, :cause, :reason, :from::date, :to::date, :suspendedUntil::date, :at::timestamptz
    from locked
    returning id, request_id
  ), promised as (
    update request set due_on = :to::date from postponed where request.id = postponed.request_id
  ), moved as (
    update task set due_at = ${moved('task.due_at')},
                    escalate_at = case when task.escalated_at is null then ${moved('task.escalate_at')}
                                       else task.escalate_at end
    from postponed join task open on open.request_id = postponed.request_id and open.state = 'open' and open.kind = 'agent'
      and not open.aside
    cross join lateral (
      select greatest(:to::date - :from::date, -coalesce(sum(before.to_on - before.from_on), 0)) as days
      from postponement before where before.request_id = open.request_id and before.at >= open.opened_at
    ) by
    where task.id = open.id
    returning task.request_id, task.ordinal
  ), mailed as (
    insert into email (id, request_id, key, template, to_address, state, created_at)
    select :emailId, id, id || '/0/' || :id, :template, email,
           case when email is null then 'no address' else 'queued' end, :at::timestamptz
    from locked
    returning id, request_id
  ), told as (
    ${mailedByRelay}
    union all
    select request_id, 'moved', jsonb_build_object('ordinal', ordinal) from moved where :to::date < :from::date
    union all
    select request_id, 'moved', jsonb_build_object('ordinal', :silenceOrdinal::integer) from postponed
    where :silenceOrdinal::integer is not null
  ), noted as (
    insert into journal (request_id, at, kind, actor, agent_id, data)
    select request_id, :at::timestamptz, :kind, 'agent', :agentId::uuid,
           jsonb_build_object('cause', :cause::text, 'before', :from::text, 'on', :to::text)
    from postponed
    union all
    select request_id, :at::timestamptz, 'email queued', 'process', null,
           jsonb_build_object('email', id, 'template', :template::text)
    from mailed
  )
  select id from postponed`;
