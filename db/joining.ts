/** Several requests about the same thing: one goes on, the others are joined to it and hear what becomes of it. */
import { firstRow, rows, type Sql } from './sql.ts';

export type JoinFault = 'unknown' | 'itself' | 'another type' | 'ended' | 'joined elsewhere' | 'others joined';

/**
 * Joins a request to another one.
 *
 * @param on a transaction
 * @returns why it can not be; undefined when it was joined
 */
export async function joinRequest(
  on: Sql,
  join: { requestId: string; to: string; agentId: string; at: Date },
): Promise<JoinFault | undefined> {
  if (join.requestId === join.to) return 'itself';
  const { requestId, to } = join;
  await lockBoth(on, requestId, to);
  const fault = await firstRow<{ fault: JoinFault }>(
    on,
    faultStatement("when main.type <> r.type then 'another type'"),
    { requestId, to },
  );
  if (fault) return fault.fault;
  // Who follows this one hears from now on what becomes of the other.
  await rows(on, joinStatement, { ...join });
  return undefined;
}

/** By one order, and before anything is decided: of two that are joined to each other at once, one is refused. */
export async function lockBoth(on: Sql, requestId: string, to: string): Promise<void> {
  const both = 'select 1 from request where id in (:requestId, :to) order by id for no key update';
  await rows(on, both, { requestId, to });
}

/** Why one request can not join another. @param before the first case, in SQL, of who joins for a reason of its own */
export const faultStatement = (before: string) => `
  select fault from (
    select case ${before}
                when main.status = 'ended' or main.withdrawn_at is not null then 'ended'
                when main.joined_to is not null then 'joined elsewhere'
                when exists (select from request other where other.joined_to = r.id) then 'others joined' end as fault
    from request r, request main where r.id = :requestId and main.id = :to
  ) checked where fault is not null`;

/** Both requests' lines in the journal. @param joined the part of the statement that gives `id` and `joined_to` */
export const notedIn = (joined: string) => `
    insert into journal (request_id, at, kind, actor, agent_id, data)
    select id, :at::timestamptz, 'joined to another', 'agent', :agentId::uuid, jsonb_build_object('request', joined_to)
    from ${joined}
    union all
    select joined_to, :at::timestamptz, 'another joined', 'agent', :agentId::uuid, jsonb_build_object('request', id)
    from ${joined}`;

const joinStatement = `
  with joined as (
    update request set joined_to = :to where id = :requestId returning id, joined_to
  ), followed as (
    update follower set request_id = :to
    where request_id = :requestId
      and not exists (select from follower known where known.request_id = :to and known.address = follower.address)
  ), noted as (${notedIn('joined')}
  )
  select 1`;

/** Locks the request that this one is joined to, before this one, as an email does that reaches both. */
export async function lockMain(on: Sql, requestId: string): Promise<void> {
  const main = 'select joined_to from request where id = :requestId';
  await rows(on, `select 1 from request where id = (${main}) for no key update`, { requestId });
}

/** Lets a request go on by itself again, if it was joined. @param on a transaction that holds the locks of both */
export async function partRequest(on: Sql, requestId: string, at: Date): Promise<void> {
  await rows(
    on,
    `with joined as (
       select id, joined_to from request where id = :requestId and joined_to is not null
     ), parted as (
       update request set joined_to = null from joined where request.id = joined.id
     ), noted as (
       insert into journal (request_id, at, kind, actor, data)
       select joined_to, :at::timestamptz, 'another parted', 'process', jsonb_build_object('request', id) from joined
     )
     select 1`,
    { requestId, at },
  );
}

export interface JoinedRow {
  id: string;
  reference: string;
  receivedAt: Date;
  /** The one that the others go on under. */
  main: boolean;
  /** Of one person who has made the request twice: why the later one was ended. */
  mergedBecause: string | null;
}

/** The request that this one is joined to, or those that are joined to it, the first received first. */
export function joinedWith(on: Sql, requestId: string): Promise<JoinedRow[]> {
  return rows<JoinedRow>(
    on,
    `select other.id, other.reference, other.received_at as "receivedAt", r.joined_to is not null as main,
            coalesce(r.merged_because, other.merged_because) as "mergedBecause"
     from request r join request other on other.id = r.joined_to or other.joined_to = r.id
     where r.id = :requestId order by other.received_at, other.id`,
    { requestId },
  );
}

/**
 * Part of a statement that writes a citizen's email in `mailed (id, request_id)`: those whose requests are joined to
 * this one are written to as well, each with the own reference and code, and those who follow it. Whose emails are
 * `news (id)`. The journal, which is the citizen's timeline, tells nothing of followers.
 */
export const newsForOthers = `
  news as (
    insert into email (id, request_id, key, template, news_of, audience, follower_id, language, to_address, state, created_at)
    select gen_random_uuid(), listener.request_id, concat_ws('/', listener.request_id, 0, mailed.id, listener.follower_id),
           case when listener.follower_id is null then 'joined-news' else 'followed-news' end, mailed.id,
           case when listener.follower_id is null then 'citizen' else 'public' end, listener.follower_id,
           listener.language, listener.address,
           case when listener.address is null then 'no address' else 'queued' end, :at::timestamptz
    from mailed cross join lateral request_listeners(mailed.request_id) listener
    returning id, request_id, audience
  ), news_noted as (
    insert into journal (request_id, at, kind, actor, data)
    select request_id, :at::timestamptz, 'email queued', 'process',
           jsonb_build_object('email', id, 'template', 'joined-news')
    from news where audience = 'citizen'
  )`;

/** The news that a step's email has brought, now or when the step ran before. */
export const newsOf = (emailId: string) => `
  array(select id from news union select id from email where news_of = ${emailId}) as news`;
