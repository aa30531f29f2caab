import { addDocument, type NewDocument } from './documents.ts';
import { firstRow, rows, type Sql } from './sql.ts';

export interface DraftDocumentRow {
  id: string;
  piece: string;
  fileName: string;
  mediaType: string;
  sizeBytes: number;
  sha256: Buffer;
}

/** @param on a transaction that holds the draft's lock */
export async function addDraftDocument(on: Sql, draftId: string, document: DraftDocumentRow, at: Date): Promise<void> {
  await rows(
    on,
    `with added as (
       insert into draft_document (id, draft_id, piece, file_name, media_type, size_bytes, sha256, received_at)
       values (:id, :draftId, :piece, :fileName, :mediaType, :sizeBytes, :sha256, :at)
     )
     select 1`,
    { ...document, draftId, at },
  );
}

export function draftDocumentsOf(on: Sql, draftId: string): Promise<DraftDocumentRow[]> {
  return rows<DraftDocumentRow>(
    on,
    `select id, piece, file_name as "fileName", media_type as "mediaType", size_bytes as "sizeBytes", sha256
     from draft_document where draft_id = :draftId order by received_at, id`,
    { draftId },
  );
}

/** @returns whether it was there */
export async function removeDraftDocument(on: Sql, draftId: string, id: string): Promise<boolean> {
  const statement = `
    with removed as (delete from draft_document where id = :id and draft_id = :draftId returning 1)
    select 1 from removed`;
  return (await firstRow(on, statement, { id, draftId })) !== undefined;
}

/**
 * Makes a draft's files documents of the request that it becomes, under the same ids: the request has the draft's key.
 *
 * @param on the transaction that files the request
 */
export async function handOverDocuments(
  on: Sql,
  draftId: string,
  { requestId, at, examine }: Pick<NewDocument, 'requestId' | 'at' | 'examine'>,
): Promise<void> {
  const documents = await rows<Omit<NewDocument, 'requestId' | 'at' | 'examine'>>(
    on,
    `with taken as (
       delete from draft_document where draft_id = :draftId
       returning id, piece, file_name, media_type, size_bytes, sha256
     )
     select id, piece, file_name as "fileName", media_type as "mediaType", size_bytes as "sizeBytes", sha256
     from taken order by id`,
    { draftId },
  );
  for (const document of documents) await addDocument(on, { ...document, requestId, at, examine });
}
