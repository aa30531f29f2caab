import type { Resource } from './entities/places.ts';
import { firstRow, rows, type Sql } from './sql.ts';

export function listResources(on: Sql): Promise<Resource[]> {
  return rows<Resource>(
    on,
    `select id, kind, name_fr as "nameFr", name_en as "nameEn", capacity, periods,
            to_char(closed_from, 'YYYY-MM-DD') as "closedFrom"
     from resource order by kind desc, name_fr, id`,
  );
}

export async function keepResource(on: Sql, resource: Resource): Promise<void> {
  await rows(
    on,
    `with kept as (
       insert into resource (id, kind, name_fr, name_en, capacity, periods, closed_from)
       values (:id, :kind, :nameFr, :nameEn, :capacity, :periods::jsonb, :closedFrom::date)
       on conflict (id) do update set kind = excluded.kind, name_fr = excluded.name_fr, name_en = excluded.name_en,
         capacity = excluded.capacity, periods = excluded.periods, closed_from = excluded.closed_from
     )
     select 1`,
    { ...resource, periods: resource.periods && JSON.stringify(resource.periods) },
  );
}

/** @returns false for one that was ever booked, or that comes to a district: these would be left with nothing */
export async function removeResource(on: Sql, id: string): Promise<boolean> {
  const removed = await firstRow(
    on,
    `with removed as (
       delete from resource where id = :id and not exists (select from booking where resource_id = :id)
                              and not exists (select from district where round_id = :id)
       returning id
     )
     select id from removed`,
    { id },
  );
  return removed !== undefined;
}
