import type { Book } from '../workflows/contract.ts';
import { newId } from './ids.ts';
import { firstRow, rows, type Sql } from './sql.ts';
import { assertSameStep, keptStep } from './steps.ts';

/** Wall-clock hours in metropolitan France, the end not included; a resource may have its own. */
export const usualPeriods = {
  morning: ['08:00', '13:00'],
  afternoon: ['13:00', '18:00'],
  evening: ['18:00', '24:00'],
  day: ['08:00', '24:00'],
};

/**
 * Books a free place of a resource, or finds that there is none. The database's exclusion constraint decides between
 * requests that want the last place at once; what the step found the first time stays.
 *
 * @param on a transaction
 */
export async function book(on: Sql, step: Book): Promise<'booked' | 'taken'> {
  const { requestId, ordinal } = step;
  await rows(on, 'select 1 from request where id = :requestId for no key update', { requestId });
  const kept = await rows<{ name: string; result: 'booked' | 'taken' }>(on, keptStep, { requestId, ordinal });
  assertSameStep(kept, step);
  if (kept[0]) return kept[0].result;

  const wanted = await wantedPlace(on, step);
  const place = 'fault' in wanted ? undefined : await takePlace(on, step, wanted);
  const result = place === undefined ? 'taken' : 'booked';
  const { name, at, resource, on: day, period } = step;
  const reason = 'fault' in wanted ? { reason: wanted.fault } : {};
  await rows(
    on,
    `with stepped as (
       insert into step (request_id, ordinal, verb, name, result, at)
       values (:requestId, :ordinal, split_part(:name, ': ', 1), :name, :result, :at::timestamptz)
     ), noted as (
       insert into journal (request_id, at, kind, actor, data)
       values (:requestId, :at::timestamptz, :kind, 'process', :data)
     )
     select 1`,
    {
      requestId,
      ordinal,
      name,
      result,
      at,
      kind: place === undefined ? 'slot taken' : 'booked',
      data: { resource, on: day, period, ...reason },
    },
  );
  return result;
}

interface Wanted {
  resource: string;
  /** A range of PostgreSQL. */
  during: string;
}

/** What a place is asked of: the resource itself, or the round that comes to a district. */
const askedResource = 'coalesce((select round_id from district where district.id = :resource), :resource)';

/** The resource's period on that day. A choice that the town does not offer is told in the journal, and not booked. */
async function wantedPlace(on: Sql, { resource, on: day, period }: Book): Promise<Wanted | { fault: string }> {
  const found = await firstRow<{ id: string; hours: [string, string] | null; closedFrom: string | null }>(
    on,
    `select id, coalesce(periods, :usualPeriods::jsonb) -> :period as hours, to_char(closed_from, 'YYYY-MM-DD') as "closedFrom"
     from resource where id = ${askedResource}`,
    { resource, period, usualPeriods },
  );
  if (!found) return { fault: 'unknown resource' };
  if (!found.hours) return { fault: 'unknown period' };
  if (!isCivilDate(day)) return { fault: 'unknown day' };
  if (found.closedFrom !== null && found.closedFrom <= day) return { fault: 'closed' };
  const [from, to] = found.hours;
  const range = await firstRow<Pick<Wanted, 'during'>>(
    on,
    `select tstzrange((:day::date + :from::time) at time zone town_clock(),
                      (:day::date + :to::time) at time zone town_clock())::text as during`,
    { day, from, to },
  );
  return { resource: found.id, ...range! };
}

/** Takes the first place that is free, until one is won or none is left: others may be taking places as well. */
async function takePlace(on: Sql, step: Book, { resource, during }: Wanted): Promise<number | undefined> {
  const { requestId, ordinal } = step;
  for (;;) {
    const tried = await firstRow<{ wanted: number | null; won: number | null }>(on, takeStatement, {
      id: newId(),
      requestId,
      ordinal,
      resource,
      during,
    });
    if (tried!.won !== null) return tried!.won;
    if (tried!.wanted === null) return undefined;
  }
}

const takeStatement = `
  with free as (
    select place from resource, generate_series(1, capacity) as place
    where resource.id = :resource
      and not exists (select from booking b where b.resource_id = :resource and b.place = place.place
                                             and b.during && :during::tstzrange and b.state <> 'released')
    order by place limit 1
  ), taken as (
    insert into booking (id, request_id, ordinal, resource_id, place, during, state)
    select :id, :requestId, :ordinal, :resource, place, :during::tstzrange, 'held' from free
    on conflict do nothing
    returning place
  )
  select (select place from free) as wanted, (select place from taken) as won`;

export interface AvailabilityRow {
  /** Civil date. */
  day: string;
  period: string;
  /** When it begins; null where the resource does not offer the period. */
  begins: Date | null;
  capacity: number;
  /** Places that nobody has, for the whole of the period. */
  left: number;
}

/**
 * What is free of a resource, or of the round that comes to a district, by day and period, in their order; nothing of who
 * has the rest. It counts as `book` takes: a place is free when nothing that is held or kept on it overlaps the period.
 *
 * @param from civil date
 * @returns empty when there is no such resource
 */
export function availability(
  on: Sql,
  span: { resource: string; from: string; days: number; periods: readonly string[] },
): Promise<AvailabilityRow[]> {
  return rows<AvailabilityRow>(on, availabilityStatement, { ...span, usualPeriods });
}

const availabilityStatement = `
  with wanted as (
    select r.id as resource, r.capacity, to_char(d.day, 'YYYY-MM-DD') as day, p.period, p.position,
           case when hours is not null and d.day::date < coalesce(r.closed_from, 'infinity') then
             tstzrange((d.day::date + (hours ->> 0)::time) at time zone town_clock(),
                       (d.day::date + (hours ->> 1)::time) at time zone town_clock()) end as during
    from resource r
    cross join generate_series(:from::date::timestamp, :from::date + (:days::integer - 1) * interval '1 day', '1 day') as d (day)
    cross join unnest(:periods::text[]) with ordinality as p (period, position)
    cross join lateral (select coalesce(r.periods, :usualPeriods::jsonb) -> p.period as hours) offered
    where r.id = ${askedResource}
  )
  select day, period, lower(during) as begins, capacity,
         case when during is null then 0
              else capacity - (select count(distinct place)::integer from booking b
                               where b.resource_id = wanted.resource and b.during && wanted.during
                                 and b.place <= wanted.capacity and b.state <> 'released') end as left
  from wanted order by day, position`;

// JavaScript reads 31 February as a day of March, where PostgreSQL fails.
const isCivilDate = (day: string) =>
  /^\d{4}-\d{2}-\d{2}$/.test(day) && new Date(`${day}T00:00Z`).getUTCDate() === Number(day.slice(8));

export interface BookingRow {
  id: string;
  nameFr: string;
  nameEn: string;
  from: Date;
  to: Date;
  /** Held until the town has said so, by the email or by the end of the request. */
  state: 'tentative' | 'confirmed' | 'cancelled';
}

/** All that was ever booked for a request, in the order of its steps. */
export function bookingsOf(on: Sql, requestId: string): Promise<BookingRow[]> {
  return rows(
    on,
    `select b.id, r.name_fr as "nameFr", r.name_en as "nameEn", lower(b.during) as "from", upper(b.during) as "to",
            case when b.state = 'released' or request.withdrawn_at is not null then 'cancelled'
                 when b.state = 'kept' or exists (select from email e where e.request_id = b.request_id
                                                                        and e.template = 'appointment-booked')
                 then 'confirmed' else 'tentative' end as state
     from booking b join resource r on r.id = b.resource_id join request on request.id = b.request_id
     where b.request_id = :requestId order by b.ordinal`,
    { requestId },
  );
}
