import type { Channel, Facts, RequestStatus, WaitingFor } from '../workflows/contract.ts';
import type { Words } from '../workflows/kit/fields.ts';
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
}

/** Files a request: citizen, request, journal and the outbox row that starts its process, in one statement (I1). */
export async function fileRequest(on: Sql, request: NewRequest): Promise<{ reference: string }> {
  const { citizen, entered, formSeconds, ...own } = request;
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
    select :id, to_char(:receivedAt::timestamptz at time zone 'Europe/Paris', 'YYYY') || '-' ||
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

/** Requests of the given services, the latest first. `q` looks in the reference and the citizen's name. */
export function searchRequests(on: Sql, filter: RequestFilter): Promise<RequestRow[]> {
  return rows<RequestRow>(
    on,
    `select ${requestColumns}
     from ${requestJoins}
     where r.service_id = any(:services)
       and (:q::text is null or r.reference = :q or c.given_name || ' ' || c.family_name ilike '%' || :pattern::text || '%')
       and (:status::text is null or r.status = :status)
       and (:type::text is null or r.type = :type)
       and (:service::text is null or r.service_id = :service)
       and (:channel::text is null or r.channel = :channel)
       and (:afterAt::timestamptz is null or (r.received_at, r.id) < (:afterAt, :afterId::uuid))
     order by r.received_at desc, r.id desc
     limit :limit`,
    {
      services: filter.services,
      q: filter.q ?? null,
      pattern: filter.q === undefined ? null : likePattern(filter.q),
      status: filter.status ?? null,
      type: filter.type ?? null,
      service: filter.service ?? null,
      channel: filter.channel ?? null,
      afterAt: filter.after?.receivedAt ?? null,
      afterId: filter.after?.id ?? null,
      limit: filter.limit,
    },
  );
}

/** What people type is looked for as it is: `%` and `_` are no wildcards. */
export const likePattern = (typed: string) => typed.replace(/[\\%_]/g, (sign) => `\\${sign}`);
