import type { Channel, Facts, RequestStatus, WaitingFor } from '../workflows/contract.ts';
import type { Words } from '../workflows/kit/fields.ts';
import { type ComputedDates, listedDates } from './legal-dates.ts';
import { searchCondition, searchParameters } from './request-search.ts';
import { firstRow, rows, type Sql } from './sql.ts';

export interface NewRequest {
  id: string;
  type: string;
  revision: number;
  service: string;
  channel: Channel;
  language: 'fr' | 'en';
  citizen: {
    id: string;
    givenName: string;
    familyName: string;
    email?: string | undefined;
    phone?: string | undefined;
    address?: string | undefined;
  };
  fields: Record<string, unknown>;
  facts: Facts;
  /** When the citizen sent it, called, came or had the letter delivered: the clock begins. */
  receivedAt: Date;
  /** Civil date. */
  dueOn: string;
  /** Civil dates on which the town hall will be closed: the request keeps them to its end (I10). */
  closures: readonly string[];
  trackingHash: Buffer;
  trackingSealed: Buffer;
  fileKeySealed: Buffer;
  /** The agent who typed it in for somebody, and when: perhaps after the day on which it was received. */
  entered?: { by: string; at: Date } | undefined;
  /** From the start of the form to its sending. */
  formSeconds?: number | undefined;
  /** What the law makes of it, as the acknowledgement will tell. */
  legal: ComputedDates;
}

/** Files a request: citizen, request, journal and the outbox row that starts its process, in one statement (I1). */
export async function fileRequest(on: Sql, request: NewRequest): Promise<{ reference: string }> {
  const { citizen, entered, formSeconds, legal, ...own } = request;
  const filed = await firstRow<{ reference: string }>(on, fileStatement, {
    ...own,
    citizenId: citizen.id,
    givenName: citizen.givenName,
    familyName: citizen.familyName,
    email: citizen.email ?? null,
    phone: citizen.phone ?? null,
    address: citizen.address ?? null,
    enteredBy: entered?.by ?? null,
    enteredAt: entered?.at ?? null,
    formSeconds: formSeconds ?? null,
    legalDates: JSON.stringify(legal.dates),
    calendarVersion: legal.version,
    computedAt: entered?.at ?? request.receivedAt,
  });
  return filed!;
}

const fileStatement = `
  with person as (
    insert into citizen (id, given_name, family_name, email, phone, address)
    values (:citizenId, :givenName, :familyName, :email, :phone, :address)
    returning id
  ), filed as (
    insert into request (id, reference, type, revision, citizen_id, service_id, channel, language, fields, facts, step,
                         waiting_for, received_at, due_on, closures, tracking_hash, tracking_sealed,
                         file_key_sealed, form_seconds)
    select :id, to_char(:receivedAt::timestamptz at time zone town_clock(), 'YYYY') || '-' ||
                lpad(nextval('request_number')::text, 6, '0'),
           :type, :revision, person.id, :service, :channel, :language, :fields, :facts, 'received', 'nobody',
           :receivedAt, :dueOn, :closures::date[], :trackingHash, :trackingSealed, :fileKeySealed,
           :formSeconds::integer
    from person
    returning id, reference
  ), noted as (
    insert into journal (request_id, at, kind, actor, agent_id, data)
    select id, :receivedAt, 'request received', case when :enteredBy::uuid is null then 'citizen' else 'agent' end,
           :enteredBy::uuid, jsonb_build_object('channel', :channel::text)
    from filed
    union all
    select id, :enteredAt, 'request entered', 'agent', :enteredBy, '{}' from filed where :enteredAt::timestamptz > :receivedAt
  ), dated as (
    insert into legal_date (request_id, kind, on_day, rule, inputs, calendar_version, computed_at)
    select filed.id, d.kind, d."on", d.rule, d.inputs, :calendarVersion, :computedAt
    from filed cross join ${listedDates}
  ), told as (
    insert into outbox (request_id, kind) select id, 'start' from filed
  )
  select reference from filed`;

export interface RequestRow {
  id: string;
  reference: string;
  type: string;
  revision: number;
  serviceId: string;
  channel: Channel;
  language: 'fr' | 'en';
  fields: Record<string, unknown>;
  status: RequestStatus;
  step: string;
  waitingFor: WaitingFor;
  outcome: string | null;
  receivedAt: Date;
  dueOn: string;
  /** Civil dates on which the town hall is closed, as known when the request began or was reopened. */
  closures: string[];
  endedAt: Date | null;
  /** When it ended; for one that is joined to another, when that one did if it was later. */
  settledAt: Date | null;
  withdrawnAt: Date | null;
  /** Since when it is in the intermediate archives. */
  archivedAt: Date | null;
  /** The rule of the routing table that found the service. */
  routedBecause: Words | null;
  /** The request about the same thing that this one goes on under. */
  joinedTo: string | null;
  trackingHash: Buffer;
  trackingSealed: Buffer;
  fileKeySealed: Buffer;
  givenName: string;
  familyName: string;
  email: string | null;
  phone: string | null;
  address: string | null;
  service: { nameFr: string; nameEn: string; email: string; phone: string; address: string };
}

const requestColumns = `
  r.id, r.reference, r.type, r.revision, r.service_id as "serviceId", r.channel, r.language, r.fields, r.status, r.step,
  r.waiting_for as "waitingFor", r.outcome, r.received_at as "receivedAt", to_char(r.due_on, 'YYYY-MM-DD') as "dueOn",
  to_json(r.closures) as closures, r.ended_at as "endedAt", r.withdrawn_at as "withdrawnAt",
  r.archived_at as "archivedAt",
  r.routed_because as "routedBecause", r.joined_to as "joinedTo",
  case when r.ended_at is not null
       then greatest(r.ended_at, (select main.ended_at from request main where main.id = r.joined_to)) end as "settledAt",
  r.tracking_hash as "trackingHash", r.tracking_sealed as "trackingSealed", r.file_key_sealed as "fileKeySealed",
  c.given_name as "givenName", c.family_name as "familyName", c.email, c.phone, c.address,
  jsonb_build_object('nameFr', s.name_fr, 'nameEn', s.name_en, 'email', s.email, 'phone', s.phone,
                     'address', s.address) as service`;
const requestJoins = 'request r join citizen c on c.id = r.citizen_id join service s on s.id = r.service_id';

/** @param by one of `reference` and `id` */
export function findRequest(on: Sql, by: { reference: string } | { id: string }): Promise<RequestRow | undefined> {
  const where = 'reference' in by ? 'r.reference = :reference' : 'r.id = :id';
  const statement = `select ${requestColumns} from ${requestJoins} where ${where}`;
  return firstRow<RequestRow>(on, statement, { ...by });
}

/** The median time that people take to fill in a type's form, by the last 200; undefined for fewer than 20. */
export async function formSecondsOf(on: Sql, type: string): Promise<number | undefined> {
  const found = await firstRow<{ seconds: number }>(
    on,
    `select percentile_cont(0.5) within group (order by form_seconds) as seconds
     from (select form_seconds from request where type = :type and form_seconds is not null
           order by received_at desc limit 200) as latest
     having count(*) >= 20`,
    { type },
  );
  return found?.seconds;
}

export interface RequestFilter {
  services: readonly string[];
  q?: string | undefined;
  status?: RequestStatus | undefined;
  type?: string | undefined;
  service?: string | undefined;
  channel?: Channel | undefined;
  limit: number;
  /** The last row of the page before. */
  after?: { receivedAt: string; id: string } | undefined;
}

/** Requests of the given services that are in use, the latest first. `q` looks in reference, name and what was typed. */
export function searchRequests(on: Sql, filter: RequestFilter): Promise<RequestRow[]> {
  const { q, status, type, service, channel, after } = filter;
  const asked = [
    q !== undefined && searchCondition(q),
    status !== undefined && 'r.status = :status',
    type !== undefined && 'r.type = :type',
    service !== undefined && 'r.service_id = :service',
    channel !== undefined && 'r.channel = :channel',
    after !== undefined && '(r.received_at, r.id) < (:afterAt::timestamptz, :afterId::uuid)',
  ].filter((condition) => condition !== false);
  const where = ['r.service_id = any(:services)', 'r.archived_at is null', ...asked].join(' and ');
  // Of each service its latest, so that a page costs its own rows; what is looked for is found first, by its own indexes.
  const latest = `
    select each.* from unnest(:services::text[]) as given (service_id) cross join lateral (
      select r.id, r.received_at from request r where r.service_id = given.service_id and ${where}
      order by r.received_at desc, r.id desc limit ${atMost}
    ) as each`;
  const found = ['open', 'ended'].map(
    (one) => `select r.id, r.received_at from request r where r.status = '${one}' and ${where}`,
  );
  const listed = q === undefined ? latest : found.join(' union all ');
  return rows<RequestRow>(
    on,
    `select ${requestColumns} from ${requestJoins}
     where r.id = any(array(select id from (${listed}) as listed order by received_at desc, id desc limit :limit))
     order by r.received_at desc, r.id desc`,
    { ...filter, ...searchParameters(q), afterAt: after?.receivedAt ?? null, afterId: after?.id ?? null },
  );
}

/** A number that the planner knows beforehand; « :limit » is at most that. */
const atMost = 101;
