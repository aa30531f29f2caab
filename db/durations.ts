import { rows, type Sql } from './sql.ts';

/** How long requests of a type really took, in milliseconds to their end. */
export interface Duration {
  /** From when: the name of the first wait so called, or null from receipt. */
  step: string | null;
  /** Half of them took no longer. */
  medianMs: number;
  /** Nine in ten took no longer. */
  mostMs: number;
}

/** Fewer say nothing about the next one. */
const enough = 20;

/** Of the requests that an agent has ended in the last half-year, from receipt and from each wait that enough have passed. */
export function durationsOf(on: Sql, type: string): Promise<Duration[]> {
  return rows(
    on,
    `with ended as (
       select id, received_at, ended_at from request
       where type = :type and status = 'ended' and ended_at > now() - interval '6 months' and withdrawn_at is null
         and exists (select from task where request_id = request.id and answered_by is not null)
     ), taken as (
       select null::text as step, ended_at - received_at as took from ended
       union all
       select task.name, ended_at - min(task.opened_at) from ended join task on task.request_id = ended.id
       group by ended.id, ended_at, task.name having min(task.opened_at) <= ended_at
     )
     select step, (1000 * extract(epoch from percentile_cont(0.5) within group (order by took)))::float as "medianMs",
            (1000 * extract(epoch from percentile_cont(0.9) within group (order by took)))::float as "mostMs"
     from taken group by step having count(*) >= :enough`,
    { type, enough },
  );
}
