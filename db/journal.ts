import type { Actor } from '../workflows/contract.ts';
import { rows, type Sql } from './sql.ts';

export interface JournalRow {
  seq: number;
  at: Date;
  kind: string;
  actor: Actor;
  agent: string | null;
  data: Record<string, unknown>;
}

/** A request's journal, oldest first. */
export function journalOf(on: Sql, requestId: string): Promise<JournalRow[]> {
  return rows<JournalRow>(
    on,
    `select j.seq, j.at, j.kind, j.actor, a.display_name as agent, j.data
     from journal j left join agent a on a.id = j.agent_id
     where j.request_id = :requestId order by j.seq`,
    { requestId },
  );
}

/**
 * Requests whose chain does not hold: a row changed, added, or missing before another, or none left. Empty when all do.
 * That the last rows of a chain are gone shows only against heads kept elsewhere.
 */
export async function brokenChains(on: Sql): Promise<string[]> {
  const broken = await rows<{ requestId: string }>(
    on,
    `select distinct j.request_id as "requestId"
     from (select journal, request_id, seq, hash, previous_hash,
                  lag(hash, 1, decode(repeat('00', 32), 'hex')) over chain as expected,
                  row_number() over chain as position
           from journal window chain as (partition by request_id order by seq)) j
     where j.hash <> journal_hash(j.journal) or j.previous_hash <> j.expected or j.seq <> j.position
     union
     select id from request where not exists (select from journal where request_id = request.id)`,
  );
  return broken.map((row) => row.requestId);
}
