import type { Actor } from '../workflows/contract.ts';
import { rows, type Sql } from './sql.ts';

/** Stands for the one chain of what is administered; no request has this id. */
export const townChain = '00000000-0000-0000-0000-000000000000';

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
