/** The dates that the law makes for a request, as they were told: newer ones take the place of older ones, which stay. */
import type { Facts } from '../workflows/contract.ts';
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

/** What the dates of a request are computed from. */
export interface DatedRequest {
  type: string;
  revision: number;
  facts: Facts;
  closures: string[];
  receivedAt: Date;
  /** Civil date: by another administration, as was said at filing. */
  receivedFirstOn: string | null;
  /**
   * Waits for documents that were not all there when they opened, oldest first; instants as ISO 8601. Where the letter
   * that asks for them is on paper, only once it was posted, on that civil date.
   */
  waits: { pieces: string[]; openedAt: string; postedOn: string | null; dueAt: string; answeredAt: string | null }[];
  /** It has ended, was taken back, or its citizen was told an express decision. */
  decided: boolean;
}

/**
 * Locks the request.
 * @param deciding emails by which a decision is told
 */
export async function lockDated(on: Sql, requestId: string, deciding: readonly string[]): Promise<DatedRequest> {
  const found = await firstRow<DatedRequest>(
    on,
    `select r.type, r.revision, r.facts, to_json(r.closures) as closures, r.received_at as "receivedAt",
            (select d.inputs ->> 'receivedFirstOn' from legal_date d
             where d.request_id = r.id and d.kind = 'silence' order by d.id limit 1) as "receivedFirstOn",
            (select coalesce(jsonb_agg(jsonb_build_object('pieces', t.pieces, 'openedAt', t.opened_at, 'postedOn', l.posted_on,
                                                          'dueAt', t.due_at, 'answeredAt', t.answered_at) order by t.ordinal), '[]')
             from task t left join email l on l.key = t.request_id || '/' || t.ordinal || '/letter'
             where t.request_id = r.id and t.kind = 'citizen' and cardinality(t.pieces) > 0
               and coalesce(l.state, 'sent') not in ('no address', 'undeliverable')
               and t.state <> 'cancelled' and t.answered_at is distinct from t.opened_at) as waits,
            r.status = 'ended' or r.withdrawn_at is not null or exists (
              select from email e where e.request_id = r.id and e.template = any(:deciding)) as decided
     from request r where r.id = :requestId for no key update of r`,
    { requestId, deciding },
  );
  return found!;
}

export const isKind =
  (kind: LegalDateKind) =>
  ({ kind: other }: LegalDate) =>
    kind === other;
