import { rows, type Sql } from './sql.ts';

export interface Closure {
  id: string;
  /** Civil date. */
  day: string;
  nameFr: string;
  nameEn: string;
  /** Null where all services are closed. */
  service: string | null;
}

/** Longer than any wait of a process that counts in working days: a year, and some weeks of the next one. */
const aheadDays = 400;

/**
 * The civil dates from today on, as far as requests that begin now can reach, on which the town hall is closed, and
 * those on which one service is.
 */
export function closuresAhead(on: Sql): Promise<Pick<Closure, 'day' | 'service'>[]> {
  return rows(
    on,
    `select to_char(day, 'YYYY-MM-DD') as day, service_id as service
     from closure, (select (now() at time zone town_clock())::date as on_day) today
     where day between today.on_day and today.on_day + :aheadDays::integer
     order by day`,
    { aheadDays },
  );
}

/** Of the days ahead, those on which a service is closed. */
export const closuresOf = (ahead: readonly Pick<Closure, 'day' | 'service'>[], service: string): string[] => [
  ...new Set(ahead.filter((one) => one.service === null || one.service === service).map(({ day }) => day)),
];

export function listClosures(on: Sql): Promise<Closure[]> {
  return rows<Closure>(
    on,
    `select id, to_char(day, 'YYYY-MM-DD') as day, name_fr as "nameFr", name_en as "nameEn", service_id as service
     from closure order by day, service_id nulls first`,
  );
}

export async function keepClosure(on: Sql, closure: Closure): Promise<void> {
  await rows(
    on,
    `with kept as (
       insert into closure (id, day, name_fr, name_en, service_id) values (:id, :day, :nameFr, :nameEn, :service)
       on conflict (id) do update set day = excluded.day, name_fr = excluded.name_fr, name_en = excluded.name_en,
                                      service_id = excluded.service_id
     )
     select 1`,
    { ...closure },
  );
}

export async function removeClosure(on: Sql, id: string): Promise<void> {
  await rows(on, 'with removed as (delete from closure where id = :id) select 1', { id });
}

/** Writes down days on which the town hall will be closed; one that is known already gets the new name. */
export async function addClosures(on: Sql, closures: readonly Pick<Closure, 'day' | 'nameFr' | 'nameEn'>[]) {
  await rows(
    on,
    `with added as (
       insert into closure (id, day, name_fr, name_en)
       select gen_random_uuid(), day, "nameFr", "nameEn" from jsonb_to_recordset(:closures::jsonb)
         as closure (day date, "nameFr" text, "nameEn" text)
       on conflict on constraint closure_day do update set name_fr = excluded.name_fr, name_en = excluded.name_en
     )
     select 1`,
    { closures: JSON.stringify(closures) },
  );
}
