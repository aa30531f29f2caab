import { rows, type Sql } from './sql.ts';

export interface Closure {
  /** Civil date. */
  day: string;
  nameFr: string;
  nameEn: string;
}

/** Longer than any wait of a process that counts in working days: a year, and some weeks of the next one. */
const aheadDays = 400;

/** The civil dates from today on, as far as requests that begin now can reach, on which the town hall is closed. */
export async function closuresAhead(on: Sql): Promise<string[]> {
  const ahead = await rows<{ day: string }>(
    on,
    `select to_char(day, 'YYYY-MM-DD') as day
     from closure, (select (now() at time zone 'Europe/Paris')::date as on_day) today
     where day between today.on_day and today.on_day + :aheadDays::integer
     order by day`,
    { aheadDays },
  );
  return ahead.map(({ day }) => day);
}

/** Writes down days on which the town hall will be closed; one that is known already gets the new name. */
export async function addClosures(on: Sql, closures: readonly Closure[]): Promise<void> {
  await rows(
    on,
    `with added as (
       insert into closure (day, name_fr, name_en)
       select day, "nameFr", "nameEn" from jsonb_to_recordset(:closures::jsonb)
         as closure (day date, "nameFr" text, "nameEn" text)
       on conflict (day) do update set name_fr = excluded.name_fr, name_en = excluded.name_en
     )
     select 1`,
    { closures: JSON.stringify(closures) },
  );
}
