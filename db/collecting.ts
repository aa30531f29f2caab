/** Whose requests are those of who asks for their data: found by what identifies, and confirmed by an agent one by one. */
import { firstRow, rows, type Sql } from './sql.ts';

export interface PossibleRequest {
  id: string;
  reference: string;
  type: string;
  revision: number;
  serviceId: string;
  receivedAt: Date;
  sameAccount: boolean;
  sameEmail: boolean;
  samePhone: boolean;
  sameName: boolean;
}

/** Of the same account, email, telephone or name as a request has; that request first, then the surest. At most 500. */
export function possibleRequests(on: Sql, requestId: string): Promise<PossibleRequest[]> {
  return rows<PossibleRequest>(on, possibleStatement, { requestId });
}

const possibleStatement = `
  with me as (
    select lower(c.email) as email, nullif(phone_digits(c.phone), '') as phone,
           person_name(c.given_name, c.family_name) as name, l.account_id
    from request r join citizen c on c.id = r.citizen_id left join account_request l on l.request_id = r.id
    where r.id = :requestId
  ), alike as (
    select c.id from citizen c, me where lower(c.email) = me.email
    union
    select c.id from citizen c, me where phone_digits(c.phone) = me.phone
    union
    select c.id from citizen c, me where person_name(c.given_name, c.family_name) = me.name
  ), found as (
    select r.id from request r join alike on alike.id = r.citizen_id
    union
    select l.request_id from account_request l, me where l.account_id = me.account_id
  ), compared as (
    select r.id, r.reference, r.type, r.revision, r.service_id as "serviceId", r.received_at as "receivedAt",
           coalesce(l.account_id = me.account_id, false) as "sameAccount",
           coalesce(lower(c.email) = me.email, false) as "sameEmail",
           coalesce(phone_digits(c.phone) = me.phone, false) as "samePhone",
           coalesce(person_name(c.given_name, c.family_name) = me.name, false) as "sameName"
    from found join request r on r.id = found.id join citizen c on c.id = r.citizen_id
    left join account_request l on l.request_id = r.id cross join me
  )
  select * from compared
  order by id = :requestId desc, "sameAccount" desc, "sameEmail" desc, "samePhone" desc, "receivedAt" desc limit 500`;

export interface Collection {
  requestId: string;
  at: Date;
  until: Date;
  requests: string[];
  address: string | null;
}

export function findCollection(on: Sql, requestId: string): Promise<Collection | undefined> {
  return firstRow<Collection>(
    on,
    `select request_id as "requestId", at, until, requests, address from collection where request_id = :requestId`,
    { requestId },
  );
}

/** Keeps what was confirmed, in place of what was before; each request in it has a reading in its journal. */
export async function keepCollection(on: Sql, collection: Collection & { agentId: string }): Promise<void> {
  await rows(on, keepStatement, { ...collection });
}

const keepStatement = `
  with kept as (
    insert into collection (request_id, agent_id, at, until, requests, address)
    values (:requestId, :agentId, :at::timestamptz, :until::timestamptz, :requests::uuid[], :address::text)
    on conflict (request_id) do update
      set agent_id = excluded.agent_id, at = excluded.at, until = excluded.until, requests = excluded.requests,
          address = excluded.address
  ), noted as (
    insert into journal (request_id, at, kind, actor, agent_id, data)
    select id, :at::timestamptz, 'request read', 'agent', :agentId::uuid, '{"collected": true}'
    from unnest(:requests::uuid[]) as id where id <> :requestId::uuid
    union all
    select :requestId::uuid, :at::timestamptz, 'data collected', 'agent', :agentId::uuid,
           jsonb_build_object('requests', cardinality(:requests::uuid[]))
    order by 1
  )
  select 1`;
