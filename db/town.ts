import type { TownSettings } from '../api/town/settings.ts';
import { firstRow, type Sql } from './sql.ts';

export interface TownRow {
  settings: TownSettings;
  changedAt: Date;
}

/** The settings as they are kept; undefined as long as nobody has given any. @param known when those were changed that the caller has: they are not given again */
export function findTown(on: Sql, known: Date | undefined = undefined): Promise<TownRow | undefined> {
  return firstRow<TownRow>(
    on,
    `select settings, changed_at as "changedAt" from town where changed_at is distinct from :known::timestamptz`,
    { known: known ?? null },
  );
}

/** Keeps settings that have been checked; those before are gone. */
export async function keepTown(on: Sql, town: TownRow): Promise<void> {
  await firstRow(
    on,
    `with kept as (
       insert into town (settings, changed_at) values (:settings, :changedAt)
       on conflict (only_row) do update set settings = excluded.settings, changed_at = excluded.changed_at
     )
     select 1`,
    { ...town },
  );
}
