/** What the pages of the lists read, and the two things that people do to a list: close it, and note its visa. */
import { firstRow, rows, type Sql } from './sql.ts';

export interface ListRow {
  id: string;
  serviceId: string;
  /** Civil dates. */
  madeOn: string;
  closedAt: Date | null;
  closedBy: string | null;
  visaBy: string | null;
  visaOn: string | null;
  visaReference: string | null;
  visaNotedBy: string | null;
  lines: number;
  erased: number;
  /** Under a legal hold now: they stay as long as it lasts. */
  held: number;
  documents: number;
  bytes: number;
  /** The extreme dates. */
  firstOn: string | null;
  lastOn: string | null;
}

const listColumns = `
  list.id, list.service_id as "serviceId", to_char(list.made_on, 'YYYY-MM-DD') as "madeOn", list.closed_at as "closedAt",
  closer.display_name as "closedBy", list.visa_by as "visaBy", to_char(list.visa_on, 'YYYY-MM-DD') as "visaOn",
  list.visa_reference as "visaReference", noter.display_name as "visaNotedBy", lines.*`;
const listJoins = `
  elimination_list list
  left join agent closer on closer.id = list.closed_by
  left join agent noter on noter.id = list.visa_noted_by
  cross join lateral (
    select count(*)::int as lines, count(e.request_id)::int as erased, count(h.request_id)::int as held,
           coalesce(sum(line.documents), 0)::int as documents, coalesce(sum(line.bytes), 0)::float as bytes,
           to_char(min(line.received_on), 'YYYY-MM-DD') as "firstOn", to_char(max(line.ended_on), 'YYYY-MM-DD') as "lastOn"
    from elimination_line line
    left join erasure e on e.request_id = line.request_id
    left join lateral (
      select h.request_id from legal_hold h where h.request_id = line.request_id and h.released_at is null limit 1
    ) h on true
    where line.list_id = list.id
  ) as lines`;

/** The latest first, open ones before all; at most 200. @param services null for all */
export function listsOf(on: Sql, services: readonly string[] | null): Promise<ListRow[]> {
  return rows<ListRow>(
    on,
    `select ${listColumns} from ${listJoins}
     where :services::text[] is null or list.service_id = any(:services)
     order by list.closed_at is not null, list.visa_on is not null, list.made_on desc, list.service_id limit 200`,
    { services },
  );
}

export function findList(on: Sql, id: string): Promise<ListRow | undefined> {
  return firstRow<ListRow>(on, `select ${listColumns} from ${listJoins} where list.id = :id`, { id });
}

export interface LineRow {
  requestId: string;
  reference: string;
  type: string;
  receivedOn: string;
  endedOn: string;
  keptUntil: string;
  fate: 'destroy' | 'sort';
  law: string;
  documents: number;
  bytes: number;
  erasedAt: Date | null;
  held: boolean;
}

/** By type and reference. */
export function linesOf(on: Sql, listId: string): Promise<LineRow[]> {
  return rows<LineRow>(
    on,
    `select line.request_id as "requestId", line.reference, line.type, to_char(line.received_on, 'YYYY-MM-DD') as "receivedOn",
            to_char(line.ended_on, 'YYYY-MM-DD') as "endedOn", to_char(line.kept_until, 'YYYY-MM-DD') as "keptUntil",
            line.fate, line.law, line.documents, line.bytes::float as bytes, e.at as "erasedAt",
            exists (select from legal_hold h where h.request_id = line.request_id and h.released_at is null) as held
     from elimination_line line left join erasure e on e.request_id = line.request_id
     where line.list_id = :listId order by line.type, line.reference`,
    { listId },
  );
}

/** From now on the list stays as it is. @returns false when it was closed before */
export async function closeList(on: Sql, close: { id: string; agentId: string; at: Date }): Promise<boolean> {
  const closed = await firstRow(
    on,
    `with closed as (
       update elimination_list set closed_at = :at::timestamptz, closed_by = :agentId::uuid
       where id = :id and closed_at is null returning 1
     )
     select 1 from closed`,
    close,
  );
  return closed !== undefined;
}

export interface Visa {
  id: string;
  /** Who has signed for the departmental archives. */
  by: string;
  /** Civil date. */
  on: string;
  /** Under which reference the archives have it. */
  reference: string;
  agentId: string;
  at: Date;
}

/** What is on the list may be erased from now on. @returns false when it is open, or has its visa already */
export async function noteVisa(on: Sql, { on: day, ...visa }: Visa): Promise<boolean> {
  const noted = await firstRow(
    on,
    `with noted as (
       update elimination_list
       set visa_by = :by, visa_on = :day::date, visa_reference = :reference, visa_noted_at = :at::timestamptz,
           visa_noted_by = :agentId::uuid
       where id = :id and closed_at is not null and visa_on is null returning 1
     )
     select 1 from noted`,
    { ...visa, day },
  );
  return noted !== undefined;
}
