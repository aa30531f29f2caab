import type { District } from '../workflows/kit/districts.ts';
import { firstRow, rows, type Sql } from './sql.ts';

/** In the order in which forms offer them. */
export async function listDistricts(on: Sql): Promise<District[]> {
  const found = await rows<District>(
    on,
    `select id, name_fr as "nameFr", name_en as "nameEn", round_id as round, open from district`,
  );
  // « Secteur 2 » comes before « Secteur 10 ».
  return found.sort((one, other) => one.nameFr.localeCompare(other.nameFr, 'fr', { numeric: true }));
}

export async function keepDistrict(on: Sql, district: District): Promise<void> {
  await rows(
    on,
    `with kept as (
       insert into district (id, name_fr, name_en, round_id, open) values (:id, :nameFr, :nameEn, :round, :open)
       on conflict (id) do update set name_fr = excluded.name_fr, name_en = excluded.name_en,
                                      round_id = excluded.round_id, open = excluded.open
     )
     select 1`,
    { ...district },
  );
}

/** @returns false for one that a request is about: it would be about a word that nobody can read */
export async function removeDistrict(on: Sql, id: string): Promise<boolean> {
  const removed = await firstRow(
    on,
    `with removed as (
       delete from district where id = :id and not exists (select from request where facts ->> 'district' = :id)
       returning id
     )
     select id from removed`,
    { id },
  );
  return removed !== undefined;
}
