import { firstRow, type Sql } from './sql.ts';
import { answerTask } from './tasks.ts';

export interface Support {
  /** How many citizens support the request now. */
  supports: number;
  /** How many it takes. */
  threshold: number;
  /** False when the same person had supported it before. */
  added: boolean;
}

/**
 * Counts a citizen's support; the one that reaches the threshold answers the wait in the same transaction.
 *
 * @param on a transaction
 * @returns undefined when the request gathers no supports now
 */
export async function addSupport(
  on: Sql,
  support: { requestId: string; supporterHash: Buffer; at: Date },
): Promise<Support | undefined> {
  const { requestId, at } = support;
  // Counted under the lock: of several at once, each sees those before it.
  await firstRow(on, 'select 1 from request where id = :requestId for no key update', { requestId });
  const wait = await firstRow<{ id: string; threshold: number }>(
    on,
    `select id, supports as threshold from task
     where request_id = :requestId and kind = 'public' and state = 'open' order by ordinal limit 1`,
    { requestId },
  );
  if (!wait) return undefined;
  const added = (await firstRow(on, addStatement, { ...support })) !== undefined;
  const supports = await countSupports(on, requestId);
  if (supports >= wait.threshold) await answerTask(on, { taskId: wait.id, answer: 'received', at });
  return { supports, threshold: wait.threshold, added };
}

/** Whether a request gathers supports now. */
export async function gathersSupports(on: Sql, requestId: string): Promise<boolean> {
  const wait = await firstRow(
    on,
    `select 1 from task where request_id = :requestId and kind = 'public' and state = 'open' limit 1`,
    { requestId },
  );
  return wait !== undefined;
}

export async function countSupports(on: Sql, requestId: string): Promise<number> {
  const counted = await firstRow<{ supports: number }>(
    on,
    'select count(*)::int as supports from support where request_id = :requestId',
    { requestId },
  );
  return counted!.supports;
}

const addStatement = `
  with added as (
    insert into support (request_id, supporter_hash, at) values (:requestId, :supporterHash, :at::timestamptz)
    on conflict do nothing
    returning request_id
  ), noted as (
    insert into journal (request_id, at, kind, actor, data)
    select request_id, :at::timestamptz, 'support received', 'citizen',
           jsonb_build_object('supports', 1 + (select count(*) from support s where s.request_id = added.request_id))
    from added
  )
  select 1 from added`;
