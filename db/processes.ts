import { rows, type Sql } from './sql.ts';

/** How many requests of a type stand at the same waits now. */
export interface StandingCount {
  /** Several stand side by side. */
  waits: string[];
  late: string[];
  requests: number;
}

export function standingCounts(on: Sql, type: string, revision: number): Promise<StandingCount[]> {
  return rows<StandingCount>(
    on,
    `with standing as (
       select array_agg(distinct t.name) as waits,
              coalesce(array_agg(distinct t.name) filter (where t.due_at < now()), '{}') as late
       from task t join request r on r.id = t.request_id
       where t.state = 'open' and r.type = :type and r.revision = :revision group by r.id
     )
     select waits, late, count(*)::int as requests from standing group by waits, late`,
    { type, revision },
  );
}

/** A way that ended requests have gone. */
export interface PathTaken {
  /** The waits in their order, with what each gave; none for a request that nobody had to answer. */
  steps: { name: string; answer: string }[];
  outcome: string;
  requests: number;
  /** From receipt to end. */
  medianDays: number;
}

/** The ways that the requests of a type have really gone, the most frequent first; requests received since `since`. */
export function pathsTaken(on: Sql, type: string, revision: number, since: Date): Promise<PathTaken[]> {
  return rows<PathTaken>(
    on,
    `with ended as (
       select r.id, r.outcome, extract(epoch from r.ended_at - r.received_at) / 86400 as days
       from request r
       where r.type = :type and r.revision = :revision and r.status = 'ended' and r.received_at >= :since::timestamptz
     ), travelled as (
       select ended.outcome, ended.days,
              coalesce((select jsonb_agg(jsonb_build_object('name', t.name, 'answer', coalesce(t.answer, t.state))
                                         order by t.ordinal)
                        from task t where t.request_id = ended.id), '[]') as steps
       from ended
     )
     select steps, outcome, count(*)::int as requests,
            percentile_cont(0.5) within group (order by days)::float8 as "medianDays"
     from travelled group by steps, outcome order by requests desc, outcome limit 30`,
    { type, revision, since },
  );
}

/** Open and ended requests of each type and revision. */
export interface TypeCount {
  type: string;
  revision: number;
  open: number;
  ended: number;
}

export function typeCounts(on: Sql): Promise<TypeCount[]> {
  return rows<TypeCount>(
    on,
    `select type, revision, (count(*) filter (where status = 'open'))::int as open,
            (count(*) filter (where status = 'ended'))::int as ended
     from request group by type, revision`,
    {},
  );
}
