import type { DraftRow } from './drafts.ts';
import { rows, type Sql } from './sql.ts';

export type AccountDraftRow = Pick<DraftRow, 'id' | 'type' | 'updatedAt'>;

/** Puts drafts into an account; one that another account has, or that holds nothing any more, stays as it is. */
export async function linkDrafts(on: Sql, ids: readonly string[], accountId: string): Promise<void> {
  await rows(
    on,
    `with linked as (
       update draft set account_id = :accountId
       where id = any(:ids::uuid[]) and account_id is null and answers_sealed is not null
     )
     select 1`,
    { ids, accountId },
  );
}

/** What an account has begun and not sent, the latest first. */
export function draftsOfAccount(on: Sql, accountId: string): Promise<AccountDraftRow[]> {
  return rows<AccountDraftRow>(
    on,
    `select id, type, updated_at as "updatedAt" from draft
     where account_id = :accountId and expires_at > now()
     order by updated_at desc, id desc`,
    { accountId },
  );
}
