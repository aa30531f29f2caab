import { firstRow, rows, type Sql } from './sql.ts';

/**
 * Takes a request back for its citizen: its open tasks are closed and nobody is waited for. The process ends it, which
 * frees what was booked and tells the citizen. Withdrawing twice changes nothing more.
 *
 * @param on a transaction
 * @returns when it was withdrawn, now or before; undefined when it has ended in another way
 */
export async function withdrawRequest(on: Sql, requestId: string, at: Date): Promise<Date | undefined> {
  // Locked by a statement of its own: the next one then sees the task that a process was opening meanwhile.
  const request = await firstRow<{ status: string; withdrawnAt: Date | null }>(
    on,
    'select status, withdrawn_at as "withdrawnAt" from request where id = :requestId for no key update',
    { requestId },
  );
  if (request?.withdrawnAt) return request.withdrawnAt;
  if (request?.status !== 'open') return undefined;
  await rows(on, withdrawStatement, { requestId, at });
  return at;
}

const withdrawStatement = `
  with withdrawn as (
    update request set withdrawn_at = :at::timestamptz, waiting_for = 'nobody', step = 'withdrawn', joined_to = null
    where id = :requestId
    returning id
  ), cancelled as (
    update task set state = 'cancelled' from withdrawn where task.request_id = withdrawn.id and task.state = 'open'
  ), noted as (
    insert into journal (request_id, at, kind, actor) select id, :at::timestamptz, 'request withdrawn', 'citizen'
    from withdrawn
  ), told as (
    insert into outbox (request_id, kind) select id, 'withdrawn' from withdrawn
  )
  select 1`;
