/** Requests that are out of daily use: kept for evidence, shown in no list, opened by few and with a reason. */
import { endedLongAgo } from './elimination.ts';
import { firstRow, type Sql } from './sql.ts';

/** So many by one statement, which holds their locks. */
export const archivedAtOnce = 500;

/**
 * Puts requests whose active time is over into the intermediate archives, at most `archivedAtOnce`.
 * @param today civil date
 * @returns how many
 */
export async function archiveRequests(
  on: Sql,
  active: readonly { type: string; months: number }[],
  today: string,
): Promise<number> {
  const archived = await firstRow<{ count: number }>(
    on,
    `with due as (
       select r.id from unnest(:types::text[], :months::int[]) as kept (type, months) ${endedLongAgo}
         and r.archived_at is null
       limit ${archivedAtOnce} for no key update of r skip locked
     ), archived as (
       update request set archived_at = now() from due where request.id = due.id returning request.id
     ), noted as (
       insert into journal (request_id, at, kind, actor, data)
       select id, now(), 'request archived', 'process', '{}' from archived
     )
     select count(*)::int as count from archived`,
    { types: active.map(({ type }) => type), months: active.map(({ months }) => months), today },
  );
  return archived!.count;
}

/** Why an archived request is opened. A choice, for the journal has no words about anybody. */
export const archiveReasons = ['dispute', 'person asks', 'audit', 'archives'] as const;
export type ArchiveReason = (typeof archiveReasons)[number];

/** Notes that an agent opens an archived request, and why. Without this line it stays closed to them. */
export async function openArchived(
  on: Sql,
  opening: { requestId: string; agentId: string; reason: ArchiveReason },
): Promise<void> {
  await firstRow(
    on,
    `with noted as (
       insert into journal (request_id, at, kind, actor, agent_id, data)
       values (:requestId, now(), 'archive opened', 'agent', :agentId, jsonb_build_object('reason', :reason::text))
     )
     select 1`,
    opening,
  );
}

/** Whether an agent has given a reason within the last hour. */
export async function isOpened(on: Sql, by: { requestId: string; agentId: string }): Promise<boolean> {
  const opened = await firstRow(
    on,
    `select 1 from journal
     where request_id = :requestId and agent_id = :agentId and kind = 'archive opened' and at > now() - interval '1 hour'
     limit 1`,
    by,
  );
  return opened !== undefined;
}
