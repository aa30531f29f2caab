import { firstRow, rows, type Sql } from './sql.ts';

export interface DraftRow {
  id: string;
  type: string;
  revision: number;
  language: 'fr' | 'en';
  /** These three are null once the draft is filed or has expired. */
  codeSealed: Buffer | null;
  answersSealed: Buffer | null;
  fileKeySealed: Buffer | null;
  startedAt: Date;
  updatedAt: Date;
  expiresAt: Date;
  /** The reference and id of the request that it has become. */
  reference: string | null;
  requestId: string | null;
  /** The account that has it; null again once it holds nothing. */
  accountId: string | null;
}

export type NewDraft = Pick<
  DraftRow,
  'id' | 'type' | 'revision' | 'language' | 'startedAt' | 'expiresAt' | 'accountId'
> & {
  codeHash: Buffer;
  codeSealed: Buffer;
  answersSealed: Buffer;
  fileKeySealed: Buffer;
};

/** A draft that is there already stays as it is. */
export async function addDraft(on: Sql, draft: NewDraft): Promise<void> {
  await rows(
    on,
    `with added as (
       insert into draft (id, type, revision, language, code_hash, code_sealed, answers_sealed, file_key_sealed,
                          started_at, updated_at, expires_at, account_id)
       values (:id, :type, :revision, :language, :codeHash, :codeSealed, :answersSealed, :fileKeySealed, :startedAt,
               :startedAt, :expiresAt, :accountId)
       on conflict (id) do nothing
     )
     select 1`,
    { ...draft },
  );
}

const draftColumns = `
  d.id, d.type, d.revision, d.language, d.code_sealed as "codeSealed", d.answers_sealed as "answersSealed",
  d.file_key_sealed as "fileKeySealed", d.started_at as "startedAt", d.updated_at as "updatedAt",
  d.expires_at as "expiresAt", d.request_id as "requestId",
  d.account_id as "accountId", r.reference`;

/** @param by one of `codeHash` and `id` */
export function findDraft(on: Sql, by: { codeHash: Buffer } | { id: string }): Promise<DraftRow | undefined> {
  const where = 'id' in by ? 'd.id = :id' : 'd.code_hash = :codeHash';
  const statement = `select ${draftColumns} from draft d left join request r on r.id = d.request_id where ${where}`;
  return firstRow<DraftRow>(on, statement, { ...by });
}

/**
 * The draft for somebody who is about to change or to file it: whoever comes next waits for the end of the transaction.
 *
 * @returns undefined when it has been filed or has expired
 */
export function lockDraft(on: Sql, id: string, now: Date): Promise<DraftRow | undefined> {
  return firstRow<DraftRow>(
    on,
    `select ${draftColumns} from draft d left join request r on r.id = d.request_id
     where d.id = :id and d.answers_sealed is not null and d.expires_at > :now for update of d`,
    { id, now },
  );
}

export async function keepDraft(
  on: Sql,
  draft: Pick<DraftRow, 'id' | 'revision' | 'language' | 'expiresAt'> & { answersSealed: Buffer; at: Date },
): Promise<void> {
  await rows(
    on,
    `with kept as (
       update draft set answers_sealed = :answersSealed, revision = :revision, language = :language, updated_at = :at,
                        expires_at = :expiresAt
       where id = :id and request_id is null
     )
     select 1`,
    { ...draft },
  );
}

/** Notes what a locked draft has become, and forgets what it held: the request has it now, and its key. */
export async function draftBecame(on: Sql, id: string, requestId: string, at: Date): Promise<void> {
  await rows(
    on,
    `with filed as (
       update draft set request_id = :requestId, code_sealed = null, answers_sealed = null, file_key_sealed = null,
                        account_id = null, updated_at = :at
       where id = :id
     )
     select 1`,
    { id, requestId, at },
  );
}

/** Forgets one draft that its writer begins again. @returns the ids of its files, to be taken from the store */
export async function forgetDraft(on: Sql, id: string): Promise<string[]> {
  return idsOf(
    on,
    `with files as (
       delete from draft_document using draft
       where draft.id = draft_document.draft_id and draft.id = :id and draft.request_id is null
       returning draft_document.id, draft_id
     ), forgotten as (
       delete from draft where id = :id and request_id is null
     )
     select id from files`,
    { id },
  );
}

/**
 * Empties drafts whose time is over, and removes those that were emptied or filed long ago; a few at a time, the oldest
 * first.
 *
 * @param since what expired before is not even told any more
 * @returns the ids of their files, to be taken from the store
 */
export async function emptyOldDrafts(on: Sql, { now, since, atMost }: { now: Date; since: Date; atMost: number }) {
  return idsOf(
    on,
    `with old as (
       select id from draft where expires_at < :now and answers_sealed is not null
       order by expires_at limit :atMost for update skip locked
     ), files as (
       delete from draft_document using old where draft_id = old.id returning draft_document.id
     ), emptied as (
       update draft set code_sealed = null, answers_sealed = null, file_key_sealed = null, account_id = null
       from old where draft.id = old.id
     ), ancient as (
       select id from draft where expires_at < :since and answers_sealed is null
       order by expires_at limit :atMost for update skip locked
     ), removed as (
       delete from draft using ancient where draft.id = ancient.id
     )
     select id from files`,
    { now, since, atMost },
  );
}

const idsOf = async (on: Sql, statement: string, parameters: Record<string, unknown>) =>
  (await rows<{ id: string }>(on, statement, parameters)).map(({ id }) => id);
