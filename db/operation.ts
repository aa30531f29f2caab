/** What an operator reads: technical facts and references, and nothing that a citizen wrote. */
import type { EmailState, Facts } from '../workflows/contract.ts';
import type { OutboxKind } from './outbox.ts';
import { firstRow, rows, type Sql } from './sql.ts';

export interface WaitingRow {
  reference: string;
  type: string;
  kind: OutboxKind;
  createdAt: Date;
  attempts: number;
  lastError: string | null;
  nextAt: Date;
}

/** What the engine has not taken for five seconds: the oldest rows, at most `limit`; of one request, if any is given. */
export function undelivered(on: Sql, limit: number, requestId?: string): Promise<WaitingRow[]> {
  return rows<WaitingRow>(
    on,
    `select r.reference, r.type, o.kind, o.created_at as "createdAt", o.attempts, o.last_error as "lastError",
            o.available_at as "nextAt"
     from outbox o join request r on r.id = o.request_id
     where o.created_at < clock_timestamp() - interval '5 seconds'
       and o.request_id = coalesce(:requestId::uuid, o.request_id)
     order by o.id limit :limit`,
    { limit, requestId: requestId ?? null },
  );
}

/** Makes every row that was put off due now, and wakes the relay. */
export async function hurryAll(on: Sql): Promise<void> {
  await rows(
    on,
    `with due as (update outbox set available_at = clock_timestamp() where available_at > clock_timestamp())
     select pg_notify('outbox', '')`,
  );
}

export interface EmailCounts {
  waiting: number;
  undeliverable: number;
  perhapsSent: number;
}

/**
 * Emails that wait for the mail server for a minute or more, those that it has refused for good, and those that may have
 * left before a restoration.
 */
export async function emailCounts(on: Sql): Promise<EmailCounts> {
  const counts = await firstRow<EmailCounts>(
    on,
    `select (select count(*)::int from email where state = 'queued' and created_at < now() - interval '1 minute') as waiting,
            (select count(*)::int from email where state = 'undeliverable') as undeliverable,
            (select count(*)::int from email where state = 'perhaps sent' and to_address is not null) as "perhapsSent"`,
  );
  return counts!;
}

export interface UnsentEmail {
  id: string;
  requestId: string;
  reference: string;
  type: string;
  template: string;
  audience: 'citizen' | 'manager' | 'public';
  state: EmailState;
  /** Whole: what is shown of it is for the page to say. Null where it is no longer kept. */
  address: string | null;
  attempts: number;
  error: string | null;
  createdAt: Date;
}

const unsentColumns = `
  select e.id, e.request_id as "requestId", r.reference, r.type, e.template, e.audience, e.state,
         e.to_address as address, e.attempts, e.error, e.created_at as "createdAt"
  from email e join request r on r.id = e.request_id`;

export function unsentEmails(on: Sql, state: UnsentState, limit: number): Promise<UnsentEmail[]> {
  return rows<UnsentEmail>(on, `${unsentColumns} where ${unsentStates[state]} limit :limit`, { limit });
}

export type UnsentState = 'queued' | 'undeliverable' | 'perhaps sent';

// Each is written out, so that it is read from its own index.
const unsentStates: Record<UnsentState, string> = {
  queued: `e.state = 'queued' and e.created_at < now() - interval '1 minute' order by e.created_at`,
  undeliverable: `e.state = 'undeliverable' order by e.created_at desc`,
  // Of somebody of the public no address is kept: nothing can be done about those.
  'perhaps sent': `e.state = 'perhaps sent' and e.to_address is not null order by e.created_at`,
};

/** One that only an operator sends again; undefined for every other. */
export function emailToResend(on: Sql, id: string): Promise<UnsentEmail | undefined> {
  return firstRow<UnsentEmail>(
    on,
    `${unsentColumns} where e.id = :id and e.state in ('undeliverable', 'perhaps sent')`,
    { id },
  );
}

export interface OperatedRequest {
  id: string;
  reference: string;
  type: string;
  revision: number;
  service: string;
  open: boolean;
  step: string;
  waitingFor: string;
  receivedAt: Date;
  facts: Facts;
  withdrawn: boolean;
}

export function operatedRequest(on: Sql, reference: string): Promise<OperatedRequest | undefined> {
  return firstRow<OperatedRequest>(
    on,
    `select id, reference, type, revision, service_id as service, status = 'open' as open, step,
            waiting_for as "waitingFor", received_at as "receivedAt", facts, withdrawn_at is not null as withdrawn
     from request where reference = :reference`,
    { reference },
  );
}

/** Open requests that are not among `running`, the oldest first; those of the last minute may be on their way. */
export function openWithoutRun(
  on: Sql,
  running: readonly string[],
  limit: number,
): Promise<{ id: string; reference: string; type: string; receivedAt: Date }[]> {
  return rows(
    on,
    `select r.id, r.reference, r.type, r.received_at as "receivedAt"
     from request r left join unnest(:running::uuid[]) as run (id) on run.id = r.id
     where r.status = 'open' and run.id is null and r.received_at < now() - interval '1 minute'
       and not exists (select from outbox o where o.request_id = r.id)
     order by r.received_at limit :limit`,
    { running, limit },
  );
}

export interface DatabaseState {
  version: string;
  bytes: number;
  connections: number;
  connectionsAtMost: number;
  /** Relays that listen for new rows. */
  relays: number;
  /** In seconds, of the longest transaction that is open. */
  longestSeconds: number;
}

export async function databaseState(on: Sql): Promise<DatabaseState> {
  const state = await firstRow<DatabaseState>(
    on,
    `select current_setting('server_version') as version, pg_database_size(current_database())::float8 as bytes,
            (select sum(numbackends)::int from pg_stat_database) as connections,
            current_setting('max_connections')::int as "connectionsAtMost",
            (select count(*)::int from pg_stat_activity
             where datname = current_database() and application_name = 'guichet relay') as relays,
            (select coalesce(max(extract(epoch from now() - xact_start)), 0)::float8 from pg_stat_activity
             where datname = current_database()) as "longestSeconds"`,
  );
  return state!;
}

export interface TableSize {
  name: string;
  bytes: number;
  rows: number;
}

/** The largest tables, with their indexes; the numbers of rows are PostgreSQL's estimates. */
export function largestTables(on: Sql, limit: number): Promise<TableSize[]> {
  return rows<TableSize>(
    on,
    `select relname as name, pg_total_relation_size(oid)::float8 as bytes, greatest(reltuples, 0)::float8 as rows
     from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
     order by pg_total_relation_size(oid) desc limit :limit`,
    { limit },
  );
}

/** References and types of requests by their ids. */
export function namedRequests(
  on: Sql,
  ids: readonly string[],
): Promise<{ id: string; reference: string; type: string }[]> {
  return rows(on, 'select id, reference, type from request where id = any(:ids::uuid[])', { ids });
}
