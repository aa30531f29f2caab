import type { Facts } from '../workflows/contract.ts';
import { firstRow, rows, type Sql } from './sql.ts';

export type OutboxKind = 'start' | 'answered' | 'withdrawn' | 'reopened' | 'email' | 'restarted' | 'moved' | 'document';

/** What the engine still has to be told, with all that starting the request's run takes. */
export interface OutboxRow {
  id: string;
  kind: OutboxKind;
  payload: { ordinal?: number; answer?: string; email?: string; document?: string };
  attempts: number;
  requestId: string;
  type: string;
  revision: number;
  service: string;
  /** Civil dates: those that the request began under. */
  closures: string[];
  facts: Facts;
  reopenedFrom: number[];
  /** Civil date: when silence decides, by what was told first, since the request was reopened. Null where it never does. */
  silenceFrom: string | null;
  /**
   * Ids of emails that wait for the mail server, and of letters without their words, for a run that takes the place of
   * the one that delivers them. What asks for a confirmation, or tells of a message or of a virus, is delivered by a run
   * of its own.
   */
  undelivered: string[];
}

/** Hands the emails of a statement's part `mailed (id, request_id)` to the relay. */
export const mailedByRelay = `insert into outbox (request_id, kind, payload)
    select request_id, 'email', jsonb_build_object('email', id) from mailed`;

/**
 * Locks the first waiting row of each of at most `limit` requests until the transaction ends. Another relay skips a
 * locked row, and the rows behind it are nobody's first: so one request's rows leave in order, by one relay at a time (I6).
 */
export function lockOutbox(on: Sql, limit: number): Promise<OutboxRow[]> {
  return rows<OutboxRow>(
    on,
    `select o.id, o.kind, o.payload, o.attempts, o.request_id as "requestId", r.type, r.revision, r.service_id as service,
            to_json(r.closures) as closures, r.facts, r.reopened_from as "reopenedFrom",
            (select to_char(on_day, 'YYYY-MM-DD') from legal_date
             where legal_date.request_id = r.id and kind = 'claimable from'
               and coalesce((inputs -> 'round')::integer, 0) = cardinality(r.reopened_from)
             order by id limit 1) as "silenceFrom",
            case when o.kind in ('reopened', 'restarted') then array(
              select id from email e where e.request_id = o.request_id and (e.state = 'queued' or e.state = 'no address' and e.words_sealed is null)
                                              and e.template not in ('message-from-agent', 'document-infected')
                                              and (e.audience <> 'public' or e.news_of is not null) order by id
            ) else '{}' end as undelivered
     from outbox o join request r on r.id = o.request_id
     where o.available_at <= clock_timestamp()
       and not exists (select from outbox earlier where earlier.request_id = o.request_id and earlier.id < o.id)
     order by o.id limit :limit
     for update of o skip locked`,
    { limit },
  );
}

/** Ends a delivery round in one statement: what was delivered goes, what failed waits longer and longer (≤ 5 s). */
export async function settleOutbox(
  on: Sql,
  delivered: string[],
  failed: { id: string; error: string }[],
): Promise<void> {
  await rows(
    on,
    `with gone as (
       delete from outbox where id = any(:delivered::bigint[])
     ), kept as (
       update outbox set attempts = attempts + 1, last_error = failed.error,
                         available_at = clock_timestamp() + least(power(2, least(attempts, 5)) * 0.25, 5) * interval '1 second'
       from unnest(:ids::bigint[], :errors::text[]) as failed (id, error)
       where outbox.id = failed.id
     )
     select 1`,
    { delivered, ids: failed.map((row) => row.id), errors: failed.map((row) => row.error) },
  );
}

/** Whether any row is due. */
export async function outboxWaits(on: Sql): Promise<boolean> {
  const due = await firstRow(on, 'select 1 from outbox where available_at <= clock_timestamp() limit 1');
  return due !== undefined;
}

/** The engine is back: rows that were put off are due now. */
export async function hurryOutbox(on: Sql): Promise<void> {
  await rows(
    on,
    `with due as (update outbox set available_at = clock_timestamp() where available_at > clock_timestamp()) select 1`,
  );
}

/** How many rows wait, and for how many seconds the oldest has. */
export async function outboxAge(on: Sql): Promise<{ waiting: number; oldestSeconds: number }> {
  const age = await firstRow<{ waiting: number; oldestSeconds: number }>(
    on,
    `select count(*)::int as waiting,
            coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0)::float as "oldestSeconds"
     from outbox`,
  );
  return age!;
}
