/** The dates that the law makes for a request, as they were told: newer ones take the place of older ones, which stay. */
import type { DatedRequest } from '../workflows/kit/dated-request.ts';
import type { LegalDate, LegalDateKind } from '../workflows/kit/silence.ts';
import { firstRow, rows, type Sql } from './sql.ts';

/** What a calendar has made of a rule, and by which version of both. */
export interface ComputedDates {
  version: string;
  dates: readonly LegalDate[];
}

/** The newest of each kind of a request, as an array in JSON. */
export const newestLegalDates = (requestId: string) => `
  (select coalesce(jsonb_agg(jsonb_build_object('kind', d.kind, 'on', d.on_day, 'rule', d.rule, 'inputs', d.inputs)), '[]')
   from (select distinct on (kind) kind, on_day, rule, inputs from legal_date
         where legal_date.request_id = ${requestId} order by kind, id desc) d)`;

export async function legalDatesOf(on: Sql, requestId: string): Promise<LegalDate[]> {
  const found = await firstRow<{ dates: LegalDate[] }>(on, `select ${newestLegalDates(':requestId')} as dates`, {
    requestId,
  });
  return found!.dates;
}

/** The columns of a row of `legal_date` for each date of `:legalDates`, as JSON. */
export const listedDates = `
  jsonb_to_recordset(:legalDates::jsonb) as d (kind text, "on" date, rule text, inputs jsonb)`;

/**
 * Keeps the dates that follow from something new. Where nothing that a date was computed from has changed, the one that
 * was told stays, whatever the rules are now.
 */
export async function keepLegalDates(
  on: Sql,
  { requestId, at, version, dates }: ComputedDates & { requestId: string; at: string },
): Promise<void> {
  await rows(
    on,
    `with told as (
       select distinct on (kind) kind, inputs from legal_date where request_id = :requestId order by kind, id desc
     ), kept as (
       insert into legal_date (request_id, kind, on_day, rule, inputs, calendar_version, computed_at)
       select :requestId, d.kind, d."on", d.rule, d.inputs, :version, :at::timestamptz
       from ${listedDates} left join told on told.kind = d.kind
       where told.inputs is distinct from d.inputs
     )
     select 1`,
    { requestId, at, version, legalDates: JSON.stringify(dates) },
  );
}

/**
 * Locks the request, and reads what its dates are computed from.
 * @param deciding emails by which a decision is told
 */
export async function lockDated(on: Sql, requestId: string, deciding: readonly string[]): Promise<DatedRequest> {
  // By a statement of its own: the next one then sees what was written while this one waited.
  await rows(on, 'select 1 from request where id = :requestId for no key update', { requestId });
  return (await firstRow<DatedRequest>(on, datedStatement, { requestId, deciding }))!;
}

/** Nobody can comply with a letter that was not sent: it stops nothing. */
const reaches = `coalesce(l.state, 'sent') not in ('no address', 'undeliverable')`;

// A step of the last round has a number of a thousand for each time that the request was reopened, and an email has its
// step's number in its key.
const datedStatement = `
  select r.type, r.revision, r.facts, to_json(r.closures) as closures, r.received_at as "receivedAt",
         cardinality(r.reopened_from) as round,
         (select d.inputs ->> 'receivedFirstOn' from legal_date d
          where d.request_id = r.id and d.kind = 'silence' order by d.id limit 1) as "receivedFirstOn",
         (select jsonb_build_object('on', d.inputs -> 'receivedOn', 'asked', d.inputs ->> 'mode' = 'reject')
          from legal_date d where d.request_id = r.id and d.kind = 'silence'
                              and d.inputs -> 'round' = to_jsonb(cardinality(r.reopened_from)) limit 1) as again,
         (select coalesce(jsonb_agg(jsonb_build_object('pieces', t.pieces, 'openedAt', t.opened_at, 'postedOn', l.posted_on,
                                                       'dueAt', t.due_at, 'answeredAt', t.answered_at) order by t.ordinal), '[]')
          from task t left join email l on l.key = t.request_id || '/' || t.ordinal || '/letter'
          where t.request_id = r.id and t.kind = 'citizen' and cardinality(t.pieces) > 0
            and t.ordinal > before.ordinal and ${reaches}
            and t.state <> 'cancelled' and t.answered_at is distinct from t.opened_at) as waits,
         (select coalesce(jsonb_agg(jsonb_build_object('at', p.at, 'postedOn', l.posted_on, 'until', p.suspended_until, 'endedAt', (
                   select coalesce(max(d.received_at), back.at) from document d
                   where d.request_id = r.id and d.received_at > p.at and d.received_at <= back.at)) order by p.at), '[]')
          from postponement p left join email l on l.key = p.request_id || '/0/' || p.id cross join lateral (
            select min(q.at) as at from postponement q
            where q.request_id = p.request_id and q.at > p.at and q.cause = 'taken up again') back
          where p.request_id = r.id and p.suspended_until is not null and ${reaches}
            and p.at > coalesce(before.reopened_at, '-infinity')) as suspensions,
         r.status = 'ended' or r.withdrawn_at is not null or exists (
           select from email e where e.request_id = r.id and e.template = any(:deciding)
             and (regexp_match(e.key, '^[^/]+/(\\d+)'))[1]::integer > before.ordinal) as decided,
         exists (select from journal j where j.request_id = r.id and j.kind = 'decided by silence'
                   and j.seq > coalesce(before.reopened_seq, 0)) as "bySilence"
  from request r cross join lateral (
    select 1000 * cardinality(r.reopened_from) as ordinal, max(j.at) as reopened_at, max(j.seq) as reopened_seq
    from journal j where j.request_id = r.id and j.kind = 'request reopened'
  ) before
  where r.id = :requestId`;

export const isKind =
  (kind: LegalDateKind) =>
  ({ kind: other }: LegalDate) =>
    kind === other;
