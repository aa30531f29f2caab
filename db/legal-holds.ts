import { firstRow, type Sql } from './sql.ts';

export interface LegalHoldRow {
  reason: string;
  at: Date;
  agent: string;
}

/** The hold that a request is under now. */
export function holdOf(on: Sql, requestId: string): Promise<LegalHoldRow | undefined> {
  return firstRow<LegalHoldRow>(
    on,
    `select h.reason, h.at, a.display_name as agent from legal_hold h join agent a on a.id = h.agent_id
     where h.request_id = :requestId and h.kind = 'hold' and h.released_at is null`,
    { requestId },
  );
}

/** Keeps a request from being erased. @returns false when it is held already, or erased */
export async function setHold(
  on: Sql,
  hold: { id: string; requestId: string; agentId: string; reason: string; at: Date },
): Promise<boolean> {
  const set = await firstRow(
    on,
    `with locked as (
       select id from request where id = :requestId and citizen_id is not null for no key update
     ), held as (
       insert into legal_hold (id, request_id, agent_id, reason, at)
       select :id, id, :agentId::uuid, :reason, :at::timestamptz from locked
       on conflict (request_id, kind) where released_at is null do nothing
       returning id, request_id
     ), noted as (
       insert into journal (request_id, at, kind, actor, agent_id, data)
       select request_id, :at::timestamptz, 'hold set', 'agent', :agentId::uuid, jsonb_build_object('hold', id) from held
     )
     select 1 from held`,
    hold,
  );
  return set !== undefined;
}

/** @returns false when it is not held */
export async function releaseHold(
  on: Sql,
  { requestId, agentId, at }: { requestId: string; agentId: string; at: Date },
) {
  const released = await firstRow(
    on,
    `with locked as (
       select id from request where id = :requestId for no key update
     ), released as (
       update legal_hold set released_at = :at::timestamptz, released_by = :agentId::uuid from locked
       where legal_hold.request_id = locked.id and kind = 'hold' and released_at is null
       returning legal_hold.id, request_id
     ), noted as (
       insert into journal (request_id, at, kind, actor, agent_id, data)
       select request_id, :at::timestamptz, 'hold released', 'agent', :agentId::uuid, jsonb_build_object('hold', id)
       from released
     )
     select 1 from released`,
    { requestId, agentId, at },
  );
  return released !== undefined;
}
