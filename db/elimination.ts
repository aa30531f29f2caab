import type { EntityManager } from 'typeorm';
import type { Fate } from '../workflows/kit/retention.ts';
import { firstRow, rows, type Sql } from './sql.ts';

/** How long requests of a type are kept, from their end; as `workflows/kit/retention.ts` has it. */
export interface TypeKept {
  type: string;
  months: number;
  fate: Fate;
  law: string;
}

/**
 * The dry run: writes the requests whose time is over into the open list of their service, and takes out those that are
 * held, or were reopened, since. Nothing is erased. What is to be kept is on no list.
 *
 * @param today civil date
 * @returns how many requests the open lists have now
 */
export async function proposeEliminations(
  on: EntityManager,
  kept: readonly TypeKept[],
  today: string,
): Promise<number> {
  const asked = {
    types: kept.map(({ type }) => type),
    months: kept.map(({ months }) => months),
    fates: kept.map(({ fate }) => fate),
    laws: kept.map(({ law }) => law),
    today,
  };
  await rows(on, takeOutStatement, {});
  await rows(on, openListsStatement, asked);
  await rows(on, addLinesStatement, asked);
  await rows(on, dropEmptyStatement, {});
  const counted = await firstRow<{ lines: number }>(
    on,
    `select count(*)::int as lines from elimination_line line join elimination_list list on list.id = line.list_id
     where list.closed_at is null`,
  );
  return counted!.lines;
}

const held = 'select from legal_hold h where h.request_id = r.id and h.released_at is null';

const takeOutStatement = `
  with gone as (
    delete from elimination_line line using elimination_list list, request r
    where list.id = line.list_id and list.closed_at is null and r.id = line.request_id
      and (r.status <> 'ended' or r.citizen_id is null or exists (${held}))
  )
  select 1`;

/**
 * Part of a statement: requests `r` that ended longer ago than `kept (type, months)` says, on the day `ended.on`. One that
 * was joined to another is as long in use as that one; what is held, or may be contested, is in use.
 */
export const endedLongAgo = `
  join request r on r.type = kept.type and r.status = 'ended'
  left join request main on main.id = r.joined_to
  cross join lateral (
    select (greatest(r.ended_at, main.ended_at) at time zone town_clock())::date as on
  ) as ended
  left join lateral (
    select on_day from legal_date d where d.request_id = r.id and d.kind = 'appeal' order by d.id desc limit 1
  ) as appeal on true
  where r.citizen_id is not null and main.status is distinct from 'open'
    and ended.on + make_interval(months => kept.months) <= :today::date
    and not exists (${held})
    and coalesce(appeal.on_day, ended.on) < :today::date`;

const due = `
  select r.id, r.reference, r.type, r.service_id, kept.fate, kept.law, r.received_at, ended.on as ended_on,
         (ended.on + make_interval(months => kept.months))::date as kept_until
  from unnest(:types::text[], :months::int[], :fates::text[], :laws::text[]) as kept (type, months, fate, law)
  ${endedLongAgo}
    and kept.fate <> 'keep'
    and not exists (select from elimination_line line where line.request_id = r.id)`;

const openListsStatement = `
  with due as (${due}), opened as (
    insert into elimination_list (id, service_id, made_on)
    select gen_random_uuid(), service_id, :today::date from due group by service_id
    on conflict do nothing
  )
  select 1`;

const addLinesStatement = `
  with due as (${due}), added as (
    insert into elimination_line (list_id, request_id, reference, type, received_on, ended_on, kept_until, fate, law,
                                  documents, bytes)
    select list.id, due.id, due.reference, due.type, (due.received_at at time zone town_clock())::date, due.ended_on,
           due.kept_until, due.fate, due.law, volume.documents, volume.bytes
    from due join elimination_list list on list.service_id = due.service_id and list.closed_at is null
    cross join lateral (
      select count(*)::int as documents, coalesce(sum(size_bytes), 0) as bytes from document where request_id = due.id
    ) as volume
    on conflict do nothing
  )
  select 1`;

const dropEmptyStatement = `
  with gone as (
    delete from elimination_list where closed_at is null
      and not exists (select from elimination_line where list_id = elimination_list.id)
  )
  select 1`;

/** What has a visa and is not erased yet; what was held since the visa waits until it is released. */
export function allowedErasures(on: Sql, limit: number): Promise<{ requestId: string; listId: string }[]> {
  return rows(
    on,
    `select r.id as "requestId", list.id as "listId"
     from elimination_list list join elimination_line line on line.list_id = list.id
     join request r on r.id = line.request_id
     where list.visa_on is not null and r.status = 'ended' and r.citizen_id is not null and not exists (${held})
     order by list.visa_noted_at, line.reference limit :limit`,
    { limit },
  );
}

/** A list as the ledger keeps it, word for word; it comes back by `restoreList`. */
export interface KeptList {
  id: string;
  row: Record<string, unknown>;
  lines: Record<string, unknown>[];
}

export async function keptList(on: Sql, id: string): Promise<KeptList> {
  const found = await firstRow<KeptList>(
    on,
    `select id, to_jsonb(list) as row,
            (select jsonb_agg(to_jsonb(line) order by reference) from elimination_line line where list_id = list.id) as lines
     from elimination_list list where id = :id`,
    { id },
  );
  return found!;
}

/** @returns false when the database has it with its visa */
export async function restoreList(on: EntityManager, { id, row, lines }: KeptList): Promise<boolean> {
  const known = await firstRow<{ visa: boolean }>(
    on,
    'select visa_on is not null as visa from elimination_list where id = :id for update',
    { id },
  );
  if (known?.visa) return false;
  const { service_id, made_on } = row;
  // What an older database has begun since for the same service and day gives way; its requests are due again tonight.
  await rows(on, giveWayStatement, { id, service: service_id, lines: JSON.stringify(lines) });
  await rows(on, restoreStatement, { id, service: service_id, day: made_on });
  await rows(on, restoreLinesStatement, { id, lines: JSON.stringify(lines) });
  await rows(on, restoreVisaStatement, { id, row: JSON.stringify(row) });
  return true;
}

const giveWayStatement = `
  with lists_gone as (
    delete from elimination_list where id <> :id and service_id = :service and closed_at is null
  ), lines_gone as (
    delete from elimination_line line using elimination_list list
    where list.id = line.list_id and list.closed_at is null and list.service_id <> :service
      and line.request_id in (select (kept ->> 'request_id')::uuid from jsonb_array_elements(:lines::jsonb) as kept)
  ), own_gone as (
    delete from elimination_line line using elimination_list list
    where list.id = line.list_id and list.closed_at is null and list.id = :id
  )
  select 1`;

const restoreStatement = `
  with restored as (
    insert into elimination_list (id, service_id, made_on) values (:id, :service, :day::date) on conflict (id) do nothing
  )
  select 1`;

const restoreLinesStatement = `
  with restored as (
    insert into elimination_line
    select line.* from jsonb_populate_recordset(null::elimination_line, :lines::jsonb) as line
    where not exists (select from elimination_list where id = :id and closed_at is not null)
    on conflict do nothing
  )
  select 1`;

const restoreVisaStatement = `
  with restored as (
    update elimination_list list
    set closed_at = coalesce(list.closed_at, kept.closed_at), closed_by = coalesce(list.closed_by, kept.closed_by),
        visa_by = kept.visa_by, visa_on = kept.visa_on, visa_reference = kept.visa_reference,
        visa_noted_at = kept.visa_noted_at, visa_noted_by = kept.visa_noted_by
    from jsonb_populate_record(null::elimination_list, :row::jsonb) as kept
    where list.id = :id
  )
  select 1`;
