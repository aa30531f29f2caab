import type { DataSource, EntityManager } from 'typeorm';
import type { ContentStore } from './content-store.ts';
import type { ErasureLedger } from './erasure-ledger.ts';
import { firstRow, rows, type Sql } from './sql.ts';

/** Why a request is erased: an elimination list has its visa, or an agent has decided so for the person (RGPD, art. 17). */
export type ErasureGround = { listId: string } | { decidedBy: string };

/**
 * Erases what a request knows of people, in place and in one transaction: what remains is its reference, type, dates,
 * way, outcome, choices and journal. Its files are removed and their key is destroyed; the ledger knows it before the
 * database does, so that no older backup brings it back.
 *
 * @returns false when it was erased before, or there is no such request
 * @throws when it is under a legal hold, or the ground does not hold: the database refuses
 */
export function eraseRequest(
  { db, store, ledger }: { db: DataSource; store: ContentStore; ledger: ErasureLedger },
  requestId: string,
  ground: ErasureGround,
): Promise<boolean> {
  return db.transaction(async (transaction) => {
    const at = new Date();
    const documents = await anonymise(transaction, requestId, ground, at);
    if (documents === undefined) return false;
    // A crash in between leaves a request without its files, which the next attempt erases. The other way round, files
    // would be left that nobody knows of.
    for (const id of documents) await store.remove(id);
    await ledger.append({ erased: requestId, at: at.toISOString(), documents, ...ground });
    return true;
  });
}

/** @returns the ids of the documents, whose files are still to be removed; undefined when there is nothing to erase */
export async function anonymise(
  on: EntityManager,
  requestId: string,
  ground: ErasureGround,
  at: Date,
): Promise<string[] | undefined> {
  const request = await firstRow<{ citizenId: string | null }>(
    on,
    'select citizen_id as "citizenId" from request where id = :requestId for update',
    { requestId },
  );
  if (!request?.citizenId) return undefined;
  const listId = 'listId' in ground ? ground.listId : null;
  const decidedBy = 'decidedBy' in ground ? ground.decidedBy : null;
  await rows(on, permitStatement, { requestId, listId, decidedBy, at });
  const documents = await rows<{ id: string }>(on, removeStatement, { requestId, citizenId: request.citizenId });
  await rows(on, neutraliseStatement, { requestId });
  await rows(on, requestStatement, { requestId, citizenId: request.citizenId });
  await removeCitizen(on, request.citizenId);
  await rows(on, noteStatement, { requestId, listId, decidedBy, at });
  return documents.map(({ id }) => id);
}

// Before all else: the database looks at the ground here, and refuses what is held.
const permitStatement = `
  with permitted as (
    insert into erasure (request_id, at, list_id, decided_by)
    values (:requestId, :at::timestamptz, :listId::uuid, :decidedBy::uuid)
  )
  select 1`;

/** Rows that say nothing without what a person wrote, and an agent's kept search for them. A filed draft is empty. */
const removeStatement = `
  with message_gone as (delete from message where request_id = :requestId),
  note_gone as (delete from note where request_id = :requestId),
  comment_gone as (delete from comment where request_id = :requestId),
  correction_gone as (delete from correction where request_id = :requestId),
  follower_gone as (delete from follower where request_id = :requestId),
  view_gone as (
    delete from saved_view using citizen c
    where c.id = :citizenId and (position(folded(c.family_name) in folded(filters ->> 'q')) > 0
                                 or position(lower(c.email) in lower(filters ->> 'q')) > 0)
  ),
  account_gone as (delete from account_request where request_id = :requestId),
  collection_gone as (delete from collection where request_id = :requestId),
  failure_gone as (delete from step_failure where request_id = :requestId),
  outbox_gone as (delete from outbox where request_id = :requestId),
  document_gone as (delete from document where request_id = :requestId returning id)
  select id from document_gone order by id`;

// Rows that count: a score, a figure of an answer, a support, a date that was moved, an email that went. What is queued is not sent any more.
const neutraliseStatement = `
  with task_kept as (
    update task set reply = null, note = null, fields = (
      select jsonb_object_agg(key, value) from jsonb_each(fields) where jsonb_typeof(value) = 'number'
    )
    where request_id = :requestId
  ),
  email_kept as (
    update email set subject = null, error = null, words_sealed = null,
                     to_address = case when audience = 'public' then null else left(to_address, 0) end,
                     recipient_name = left(recipient_name, 0),
                     state = case when state in ('queued', 'perhaps sent') then 'undeliverable' else state end
    where request_id = :requestId and follower_id is null
  ),
  survey_kept as (update survey set comment = null where request_id = :requestId),
  support_kept as (
    update support set supporter_hash = sha256(convert_to(gen_random_uuid()::text, 'UTF8')) where request_id = :requestId
  ),
  redirection_kept as (
    update redirection set reason = case reason when '' then '' else '—' end where request_id = :requestId
  ),
  postponement_kept as (update postponement set reason = '—' where request_id = :requestId),
  repair_kept as (update repair set reason = '—' where request_id = :requestId),
  hold_kept as (update legal_hold set reason = '—', lifting_reason = left(lifting_reason, 0) || '—' where request_id = :requestId)
  select 1`;

const requestStatement = `
  with erased as (
    update request set citizen_id = null, fields = '{}', merged_because = left(merged_because, 0) || '—',
                       tracking_hash = '', tracking_sealed = '', file_key_sealed = ''
    where id = :requestId and citizen_id = :citizenId
  )
  select 1`;

/** Unless another request has the same: one that was moved here by hand. */
async function removeCitizen(on: Sql, citizenId: string): Promise<void> {
  await rows(
    on,
    `with gone as (
       delete from citizen where id = :citizenId and not exists (select from request where citizen_id = :citizenId)
     )
     select 1`,
    { citizenId },
  );
}

const noteStatement = `
  with noted as (
    insert into journal (request_id, at, kind, actor, agent_id, data)
    select :requestId, :at::timestamptz, 'request erased', case when a.id is null then 'process' else 'agent' end, a.id,
           jsonb_strip_nulls(jsonb_build_object('list', :listId::text))
    from (values (1)) one left join agent a on a.id = :decidedBy::uuid
  )
  select 1`;

/** What is still known of an erased request: where it was, and what it asked for. */
export function findErased(
  on: Sql,
  reference: string,
): Promise<{ type: string; serviceId: string; archivedAt: Date | null } | undefined> {
  return firstRow(
    on,
    'select type, service_id as "serviceId", archived_at as "archivedAt" from request where reference = :reference and citizen_id is null',
    { reference },
  );
}
