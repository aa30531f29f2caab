import type { CloseRequest } from '../workflows/contract.ts';
import { newsForOthers, newsOf } from './joining.ts';
import { firstRow, type Sql } from './sql.ts';
import { assertSameStep, keptStepName } from './steps.ts';

/**
 * Ends a request for the process: status, open waits, bookings, journal and the last email's row, in one statement. A
 * request that the citizen has withdrawn ends as withdrawn, and one that was made twice as joined, whatever the process
 * had come to.
 *
 * @param emailId of the row that is written
 * @returns the ids of the emails to those whose requests are joined to this one
 */
export async function closeRequest(on: Sql, close: CloseRequest & { emailId: string }): Promise<string[]> {
  const key = `${close.requestId}/${close.ordinal}`;
  const closed = await firstRow<{ name: string | null; news: string[] }>(on, closeStatement, { ...close, key });
  const { name, news } = closed!;
  assertSameStep(name === null ? [] : [{ name }], close);
  return news;
}

const closeStatement = `
  with locked as (
    select r.id, c.email,
           case when r.withdrawn_at is null then :outcome::text
                when r.merged_because is null then 'withdrawn' else 'joined' end as outcome,
           case when r.withdrawn_at is null then :template::text
                when r.merged_because is null then 'request-withdrawn' else 'request-merged' end as template,
           case when r.withdrawn_at is null and :keepBookings::boolean then 'kept' else 'released' end as bookings
    from request r join citizen c on c.id = r.citizen_id where r.id = :requestId for no key update of r
  ), stepped as (
    insert into step (request_id, ordinal, verb, name, result, at)
    select id, :ordinal, split_part(:name, ': ', 1), :name, outcome, :at::timestamptz from locked
    on conflict do nothing
    returning request_id
  ), ending as (
    select locked.* from locked join stepped on stepped.request_id = locked.id
  ), ended as (
    update request set status = 'ended', waiting_for = 'nobody', step = 'ended', outcome = ending.outcome,
                       ended_at = :at::timestamptz
    from ending where request.id = ending.id
  ), cancelled as (
    update task set state = 'cancelled' from ending where task.request_id = ending.id and state = 'open'
  ), freed as (
    update booking set state = ending.bookings from ending
    where booking.request_id = ending.id and state <> 'released'
  ), mailed as (
    insert into email (id, request_id, key, template, to_address, state, created_at)
    select :emailId, id, :key, template, email, case when email is null then 'no address' else 'queued' end,
           :at::timestamptz
    from ending
    returning id, request_id
  ), noted as (
    insert into journal (request_id, at, kind, actor, data)
    select id, :at::timestamptz, 'request ended', 'process', jsonb_build_object('outcome', outcome) from ending
  ), ${newsForOthers}, followed as (
    -- Once the news of this end is written to them: those who followed it hear what becomes of the other.
    update follower set request_id = main.id
    from ending join request r on r.id = ending.id and r.merged_because is not null
    join request main on main.id = r.joined_to and main.type = r.type
    where follower.request_id = ending.id and (select count(*) from news) >= 0
      and not exists (select from follower known where known.request_id = main.id and known.address = follower.address)
  )
  select ${keptStepName}, ${newsOf(':emailId')}`;
