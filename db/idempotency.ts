import { firstRow, rows, type Sql } from './sql.ts';

export interface KeptAnswer {
  bodyHash: Buffer;
  status: number;
  responseSealed: Buffer;
}

/**
 * Takes a key for the transaction `on`. A caller with the same key waits here until the first has ended, and then gets
 * its answer; undefined means that the key is the caller's.
 */
export async function takeKey(on: Sql, scope: string, key: string, bodyHash: Buffer): Promise<KeptAnswer | undefined> {
  const taken = await firstRow(
    on,
    `with taken as (
       insert into idempotency_key (scope, key, body_hash) values (:scope, :key, :bodyHash)
       on conflict do nothing returning 1
     )
     select 1 from taken`,
    { scope, key, bodyHash },
  );
  if (taken) return undefined;
  return firstRow<KeptAnswer>(
    on,
    `select body_hash as "bodyHash", status, response_sealed as "responseSealed"
     from idempotency_key where scope = :scope and key = :key`,
    { scope, key },
  );
}

/** Keeps the answer with the effects that it speaks of: both are committed, or neither. */
export async function keepAnswer(
  on: Sql,
  scope: string,
  key: string,
  status: number,
  responseSealed: Buffer,
): Promise<void> {
  await rows(
    on,
    `with kept as (
       update idempotency_key set status = :status, response_sealed = :responseSealed where scope = :scope and key = :key
     )
     select 1`,
    { scope, key, status, responseSealed },
  );
}

/**
 * As long as a draft: nobody repeats a call after that. The answers are sealed, and some quote what a person has sent.
 */
export async function dropOldAnswers(on: Sql): Promise<void> {
  await rows(on, `with gone as (delete from idempotency_key where created_at < now() - interval '60 days') select 1`);
}
