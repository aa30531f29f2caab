import type { DocumentState } from '../workflows/contract.ts';
import { firstRow, rows, type Sql } from './sql.ts';
import { answerTask, standing } from './tasks.ts';

/** A stored file, or with nulls for one what an agent has in hand on paper. */
export interface NewDocument {
  id: string;
  requestId: string;
  piece: string;
  fileName: string | null;
  mediaType: string | null;
  sizeBytes: number | null;
  sha256: Buffer | null;
  sentBy?: string | undefined;
  /** The town has an antivirus: the file is to be looked at. */
  examine?: boolean | undefined;
  at: Date;
}

export const onPaper = { fileName: null, mediaType: null, sizeBytes: null, sha256: null } as const;

/**
 * Records a stored file or what came on paper, and answers the citizen's open waits for which it was the last piece missing.
 *
 * @param on a transaction
 * @returns false when the request has ended: nothing was recorded
 */
export async function addDocument(on: Sql, document: NewDocument): Promise<boolean> {
  const open = await firstRow(on, `select 1 from request where id = :requestId and status = 'open' for no key update`, {
    requestId: document.requestId,
  });
  if (!open) return false;
  await rows(on, addStatement, { ...document, sentBy: document.sentBy ?? null, examine: document.examine === true });
  for (const { id } of await rows<{ id: string }>(on, completedWaits, { requestId: document.requestId })) {
    await answerTask(on, { taskId: id, answer: 'received', agentId: document.sentBy, at: document.at });
  }
  return true;
}

const addStatement = `
  with added as (
    insert into document (id, request_id, piece, file_name, media_type, size_bytes, sha256, state, sent_by, received_at)
    values (:id, :requestId, :piece, :fileName, :mediaType, :sizeBytes, :sha256, 'received', :sentBy, :at)
    returning id, request_id, piece
  ), noted as (
    insert into journal (request_id, at, kind, actor, agent_id, data)
    select request_id, :at::timestamptz, 'document received',
           case when :sentBy::uuid is null then 'citizen' else 'agent' end, :sentBy::uuid,
           jsonb_strip_nulls(jsonb_build_object('document', id, 'piece', piece,
                                                'paper', case when :fileName::text is null then true end))
    from added
  ), told as (
    insert into outbox (request_id, kind, payload)
    select request_id, 'document', jsonb_build_object('document', id) from added where :examine::boolean
  )
  select 1`;

const completedWaits = `
  select t.id from task t
  where t.request_id = :requestId and t.state = 'open' and t.kind = 'citizen' and cardinality(t.pieces) > 0
    and not exists (
      select from unnest(t.pieces) as wanted (piece) where not ${standing('wanted.piece', 't.request_id')})
  order by t.ordinal`;

export interface DocumentRow {
  id: string;
  requestId: string;
  piece: string;
  /** Null, as the two that follow, for what came on paper. */
  fileName: string | null;
  mediaType: string | null;
  sizeBytes: number | null;
  state: DocumentState;
  reason: string | null;
  receivedAt: Date;
  /** By the antivirus. */
  examinedAt: Date | null;
}

const documentColumns = `
  id, request_id as "requestId", piece, file_name as "fileName", media_type as "mediaType", size_bytes as "sizeBytes",
  state, reason, received_at as "receivedAt", examined_at as "examinedAt"`;

export function documentsOf(on: Sql, requestId: string): Promise<DocumentRow[]> {
  const statement = `select ${documentColumns} from document where request_id = :requestId order by received_at, id`;
  return rows<DocumentRow>(on, statement, { requestId });
}

export function findDocument(on: Sql, requestId: string, id: string): Promise<DocumentRow | undefined> {
  const statement = `select ${documentColumns} from document where request_id = :requestId and id = :id`;
  return firstRow<DocumentRow>(on, statement, { requestId, id });
}

/**
 * Accepts a document, or refuses it with the reason that the citizen will read.
 *
 * @returns false when a virus was found in it: nothing was changed
 */
export async function reviewDocument(
  on: Sql,
  review: {
    id: string;
    requestId: string;
    agentId: string;
    state: 'accepted' | 'refused';
    reason?: string | undefined;
    at: Date;
  },
): Promise<boolean> {
  const reviewed = await firstRow(
    on,
    `with locked as (
       select id from request where id = :requestId for no key update
     ), reviewed as (
       update document set state = :state, reason = :reason, reviewed_by = :agentId from locked
       where document.id = :id and document.request_id = locked.id and document.state <> 'infected'
       returning document.id, document.request_id, document.piece
     ), noted as (
       insert into journal (request_id, at, kind, actor, agent_id, data)
       select request_id, :at::timestamptz, 'document ' || :state::text, 'agent', :agentId,
              jsonb_build_object('document', id, 'piece', piece)
       from reviewed
     )
     select 1 from reviewed`,
    { ...review, reason: review.reason ?? null },
  );
  return reviewed !== undefined;
}
