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

/** A request's journal, oldest first; who has read it is asked for by itself. */
export function journalOf(on: Sql, requestId: string): Promise<JournalRow[]> {
  return rows<JournalRow>(
    on,
    `select j.seq, j.at, j.kind, j.actor, a.display_name as agent, j.data
     from journal j left join agent a on a.id = j.agent_id
     where j.request_id = :requestId and j.kind <> 'request read' order by j.seq`,
    { requestId },
  );
}

/** @param documentId when one of its documents was read */
export async function noteReading(
  on: Sql,
  reading: { requestId: string; agentId: string; documentId?: string | undefined },
): Promise<void> {
  await rows(
    on,
    `with noted as (
       insert into journal (request_id, at, kind, actor, agent_id, data)
       values (:requestId, now(), 'request read', 'agent', :agentId,
               jsonb_strip_nulls(jsonb_build_object('document', :documentId::text)))
     )
     select 1`,
    { ...reading, documentId: reading.documentId ?? null },
  );
}

export interface ReadingRow {
  at: Date;
  agent: string;
  /** The name of the document's file; null for the request itself. */
  fileName: string | null;
}

/** Who has read a request, the latest first; at most 500. */
export function readingsOf(on: Sql, requestId: string): Promise<ReadingRow[]> {
  return rows<ReadingRow>(
    on,
    `select j.at, a.display_name as agent, d.file_name as "fileName"
     from journal j join agent a on a.id = j.agent_id left join document d on d.id = (j.data ->> 'document')::uuid
     where j.request_id = :requestId and j.kind = 'request read' order by j.seq desc limit 500`,
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
