/** The application's half of the comparison with the engine after a restoration: what is there, and how it is mended. */
import { firstRow, rows, type Sql } from './sql.ts';

export interface KeptRequest {
  id: string;
  reference: string;
  /** It is open, or its process goes on after its end. */
  needsRun: boolean;
  /** Its run is to begin again already. */
  beginsAgain: boolean;
  /** The engine is still to be told something of it. */
  waits: boolean;
  /** The last line of its journal that is no reading. */
  changedAt: Date;
}

const needsRun = `(r.status = 'open' or exists (select from task t where t.request_id = r.id and t.state = 'open'))`;

/** Every request that needs a run, and those that have one. */
export function requestsToCompare(on: Sql, running: readonly string[]): Promise<KeptRequest[]> {
  return rows<KeptRequest>(
    on,
    `select r.id, r.reference, ${needsRun} as "needsRun", coalesce(o.again, false) as "beginsAgain",
            o.again is not null as waits,
            (select j.at from journal j where j.request_id = r.id and j.kind <> 'request read'
             order by j.seq desc limit 1) as "changedAt"
     from request r
     left join (select request_id, bool_or(kind in ('reopened', 'restarted')) as again from outbox where kind <> 'email'
                group by request_id) o on o.request_id = r.id
     where ${needsRun} or r.id = any(:running::uuid[])
     order by r.received_at`,
    { running },
  );
}

export interface KeptEmail {
  id: string;
  requestId: string;
  reference: string;
  template: string;
  /** Its request's run delivers it; any other has a run of its own. */
  byProcess: boolean;
}

const emailColumns = `
  select e.id, e.request_id as "requestId", r.reference, e.template, email_by_process(e) as "byProcess"
  from email e join request r on r.id = e.request_id`;

/** Emails that had not left when the backup was made: what came after it may have sent them. */
export function emailsNotSentBy(on: Sql, asOf: Date): Promise<KeptEmail[]> {
  return rows<KeptEmail>(
    on,
    `${emailColumns} where e.state = 'queued' and e.created_at <= :asOf order by e.created_at`,
    {
      asOf,
    },
  );
}

/** Emails that wait, and that the engine is not about to be told of. */
export function waitingEmails(on: Sql, before: Date): Promise<KeptEmail[]> {
  return rows<KeptEmail>(
    on,
    `${emailColumns} where e.state = 'queued' and e.created_at <= :before
       and not exists (select from outbox o where o.kind = 'email' and o.payload ->> 'email' = e.id::text)
     order by e.created_at`,
    { before },
  );
}

// Of somebody of the public no address is kept once the mail server may have spoken.
export async function holdEmails(on: Sql, ids: readonly string[]): Promise<void> {
  await rows(
    on,
    `with held as (
       update email set state = 'perhaps sent', to_address = case when audience = 'public' then null else to_address end
       where id = any(:ids::uuid[]) and state = 'queued'
     )
     select 1`,
    { ids },
  );
}

export async function deliverAgain(on: Sql, ids: readonly string[]): Promise<void> {
  await rows(
    on,
    `with told as (
       insert into outbox (request_id, kind, payload)
       select request_id, 'email', jsonb_build_object('email', id) from email where id = any(:ids::uuid[])
     )
     select 1`,
    { ids },
  );
}

// Where it waits for nobody, or something was due since the backup, its process writes to somebody as soon as it runs.
const moments = `(
    select unnest(array[case when t.reminded_at is null then t.remind_at end,
                        case when t.escalated_at is null then t.escalate_at end,
                        case when t.kind <> 'agent' then t.due_at end]) as moment
    from task t where t.request_id = r.id and t.state = 'open'
    union all
    select (select on_day from legal_date d where d.request_id = r.id and d.kind = 'claimable from'
            order by d.id desc limit 1)::timestamp at time zone town_clock()
    where not exists (select from step where step.request_id = r.id and step.verb = 'silence'
                                         and step.ordinal > 1000 * cardinality(r.reopened_from))
  ) due where moment`;
const inDoubt = `
  request r where ${needsRun} and (
    not exists (select from task t where t.request_id = r.id and t.state = 'open')
    or exists (select from ${moments} <= :now))`;

export async function countDoubts(on: Sql, now: Date): Promise<number> {
  return (await firstRow<{ doubts: number }>(on, `select count(*)::int as doubts from ${inDoubt}`, { now }))!.doubts;
}

/** Holds back what these processes write until they wait for somebody again, or for something that is still to come. */
export async function raiseDoubts(on: Sql, now: Date): Promise<void> {
  await rows(
    on,
    `with raised as (
       insert into doubt (request_id, until)
       select r.id, coalesce((select min(moment) from ${moments} > :now), 'infinity') from ${inDoubt}
       on conflict (request_id) do update set until = excluded.until
     )
     select 1`,
    { now },
  );
}

/**
 * Has these requests' runs begin again from the top. What the engine was still to be told of them is in the database, where
 * the new run finds it.
 */
export async function beginAllAgain(on: Sql, ids: readonly string[], because: string): Promise<void> {
  await rows(
    on,
    `with locked as (
       select id from request where id = any(:ids::uuid[]) order by id for no key update
     ), covered as (
       delete from outbox o using locked where o.request_id = locked.id and o.kind in ('start', 'answered', 'withdrawn')
     ), told as (
       insert into outbox (request_id, kind) select id, 'restarted' from locked
     ), forgotten as (
       delete from step_failure f using locked where f.request_id = locked.id
     ), noted as (
       insert into journal (request_id, at, kind, actor, data)
       select id, now(), 'request repaired', 'process',
              jsonb_build_object('what', 'begun again', 'because', :because::text)
       from locked
     )
     select 1`,
    { ids, because },
  );
}
