import type { Channel } from '../workflows/contract.ts';
import { rows, type Sql } from './sql.ts';

export interface StatisticsFilter {
  /** Civil dates; both belong to the period. */
  from: string;
  to: string;
  /** Null for all. */
  services: readonly string[] | null;
  channel?: Channel | undefined;
}

/** What became of the requests of one type. */
export interface TypeFigures {
  type: string;
  /** Within the period; `open` is now, whenever they came. */
  received: number;
  open: number;
  ended: number;
  /** From receipt to the end, of those that ended within the period; null where they are too few to say anything. */
  medianDays: number | null;
  p90Days: number | null;
  /** Of those that ended within the period, how many did by the day that was promised. */
  onTime: number;
  /** How many of those that ended had which outcome. */
  outcomes: Record<string, number>;
  /** How many of those that were received came by which channel. */
  channels: Partial<Record<Channel, number>>;
}

/** Fewer ends say more of single cases than of the service. */
export const fewestEnded = 10;

/** Figures of every request type that has any; one pass over the requests. */
export function requestFigures(on: Sql, filter: StatisticsFilter): Promise<TypeFigures[]> {
  const { from, to, services, channel = null } = filter;
  return rows<TypeFigures>(on, figuresStatement, { from, to, services, channel, fewestEnded });
}

const figuresStatement = `
  with period as (
    select :from::date::timestamp at time zone town_clock() as begins,
           (:to::date + 1)::timestamp at time zone town_clock() as ends
  ), counted as (
    select type, channel, outcome, status = 'open' as open,
           received_at >= begins and received_at < ends as received,
           status = 'ended' and ended_at >= begins and ended_at < ends as ended,
           extract(epoch from ended_at - received_at)::float / 86400 as days,
           (ended_at at time zone town_clock())::date <= due_on as on_time
    from request cross join period
    where (:services::text[] is null or service_id = any(:services))
      and (:channel::text is null or channel = :channel)
      and (status = 'open' or ended_at >= begins or received_at >= begins)
  ), totals as (
    select type, count(*) filter (where received)::int as received, count(*) filter (where open)::int as open,
           count(*) filter (where ended)::int as ended, count(*) filter (where ended and on_time)::int as on_time,
           percentile_cont(array[0.5, 0.9]) within group (order by days) filter (where ended) as spread
    from counted group by type
  ), outcomes as (
    select type, jsonb_object_agg(outcome, number) as numbers
    from (select type, outcome, count(*) as number from counted where ended group by type, outcome) counts
    group by type
  ), channels as (
    select type, jsonb_object_agg(channel, number) as numbers
    from (select type, channel, count(*) as number from counted where received group by type, channel) counts
    group by type
  )
  select type, received, open, ended, on_time as "onTime",
         case when ended >= :fewestEnded::int then round(spread[1]::numeric, 1)::float end as "medianDays",
         case when ended >= :fewestEnded::int then round(spread[2]::numeric, 1)::float end as "p90Days",
         coalesce(outcomes.numbers, '{}') as outcomes, coalesce(channels.numbers, '{}') as channels
  from totals left join outcomes using (type) left join channels using (type)
  order by type`;
