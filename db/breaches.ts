import { rows, type Sql } from './sql.ts';

export interface BreachRow {
  id: string;
  /** Instants are ISO texts to the minute, as they are typed. */
  awareAt: string;
  nature: string;
  categories: string;
  people: number | null;
  records: number | null;
  consequences: string;
  measures: string;
  risk: 'none' | 'some' | 'high';
  notifiedAt: string | null;
  lateReason: string | null;
  toldAt: string | null;
}

/** The latest first. There are few, and none ever goes. */
export function listBreaches(on: Sql): Promise<BreachRow[]> {
  return rows<BreachRow>(
    on,
    `select id, ${instant('aware_at')} as "awareAt", nature, categories, people, records, consequences, measures, risk,
            ${instant('notified_at')} as "notifiedAt", late_reason as "lateReason", ${instant('told_at')} as "toldAt"
     from breach order by aware_at desc, id`,
  );
}

export async function keepBreach(on: Sql, breach: BreachRow): Promise<void> {
  await rows(
    on,
    `with kept as (
       insert into breach (id, aware_at, nature, categories, people, records, consequences, measures, risk, notified_at,
                           late_reason, told_at)
       values (:id, :awareAt::timestamptz, :nature, :categories, :people, :records, :consequences, :measures, :risk,
               :notifiedAt::timestamptz, :lateReason, :toldAt::timestamptz)
       on conflict (id) do update
         set aware_at = excluded.aware_at, nature = excluded.nature, categories = excluded.categories,
             people = excluded.people, records = excluded.records, consequences = excluded.consequences,
             measures = excluded.measures, risk = excluded.risk, notified_at = excluded.notified_at,
             late_reason = excluded.late_reason, told_at = excluded.told_at
     )
     select 1`,
    { ...breach },
  );
}

const instant = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
