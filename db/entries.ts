/** What entering a request for somebody else reads: who has just entered one, and people who asked the same service before. */
import { isRestricted } from './restrictions.ts';
import { firstRow, rows, type Sql } from './sql.ts';

/** Whether this agent has typed the request in, today: the receipt is handed over then. */
export async function enteredLately(on: Sql, by: { requestId: string; agentId: string }): Promise<boolean> {
  const entry = await firstRow(
    on,
    `select 1 from journal
     where request_id = :requestId and agent_id = :agentId and kind in ('request received', 'request entered')
       and at > now() - interval '12 hours'`,
    { ...by },
  );
  return entry !== undefined;
}

/** Of pg_trgm, between two addresses. */
const alikeFrom = 0.45;

export interface PersonSearch {
  /** Whose requests alone are looked at. */
  service: string;
  givenName: string;
  familyName: string;
  email: string;
  phone: string;
  address: string;
}

/** Contact data as they were last given, with the request that has them. */
export interface KnownPerson {
  requestId: string;
  reference: string;
  type: string;
  revision: number;
  open: boolean;
  receivedAt: Date;
  givenName: string;
  familyName: string;
  email: string | null;
  phone: string | null;
  address: string | null;
  /** More than the name says that it is the same person. */
  sure: boolean;
}

/**
 * People whose name is alike, or whose email or telephone is the same, by the requests of one service: the town keeps no
 * file of its population, and a service sees nobody's but its own. At most five, the likeliest first.
 */
export function findKnownPeople(on: Sql, search: PersonSearch): Promise<KnownPerson[]> {
  return rows<KnownPerson>(on, searchStatement, { ...search, alikeFrom });
}

/** One of those that the search may give. */
export function findKnownPerson(on: Sql, by: { requestId: string; service: string }): Promise<KnownPerson | undefined> {
  const statement = `select ${personColumns}, true as sure from citizen c join request r on r.citizen_id = c.id
                     where r.id = :requestId and r.service_id = :service and r.archived_at is null
                       and not ${isRestricted}`;
  return firstRow<KnownPerson>(on, statement, { ...by });
}

const personColumns = `
  r.id as "requestId", r.reference, r.type, r.revision, r.status = 'open' as open, r.received_at as "receivedAt",
  c.given_name as "givenName", c.family_name as "familyName", c.email, c.phone, c.address`;

// Each condition has its index, so that the search stays as quick when a service has had a hundred thousand requests.
const searchStatement = `
  with asked as (
    select nullif(person_name(:givenName::text, :familyName::text), ' ') as name, lower(nullif(:email::text, '')) as email,
           nullif(phone_digits(:phone::text), '') as phone, nullif(lower(unaccent(:address::text)), '') as address
  ), alike as (
    select id, true as named from asked, people_named(asked.name) as id
    union all
    select c.id, false from citizen c, asked where lower(c.email) = asked.email
    union all
    select c.id, false from citizen c, asked where phone_digits(c.phone) = asked.phone
  ), candidate as (
    select id, bool_or(named) as named from alike group by id
  ), measured as (
    select ${personColumns}, similarity(person_name(c.given_name, c.family_name), asked.name) as likeness,
           candidate.named,
           coalesce(lower(c.email) = asked.email, false) or coalesce(phone_digits(c.phone) = asked.phone, false) as reached,
           coalesce(similarity(lower(unaccent(c.address)), asked.address) >= :alikeFrom, false) as lives
    from candidate join citizen c on c.id = candidate.id join request r on r.citizen_id = c.id cross join asked
    where r.service_id = :service and r.archived_at is null and not ${isRestricted}
  ), latest as (
    select distinct on (person_name("givenName", "familyName"), lower(email), phone_digits(phone)) *
    from measured
    order by person_name("givenName", "familyName"), lower(email), phone_digits(phone), "receivedAt" desc
  )
  select "requestId", reference, type, revision, open, "receivedAt", "givenName", "familyName", email, phone, address,
         reached or (lives and named) as sure
  from latest order by reached or lives desc, likeness desc nulls last, "receivedAt" desc limit 5`;
