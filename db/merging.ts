/** Somebody has made the same request twice: one ends, the other goes on. */
import { faultStatement, type JoinFault, lockBoth, notedIn } from './joining.ts';
import { firstRow, rows, type Sql } from './sql.ts';

export interface Merging {
  requestId: string;
  to: string;
  agentId: string;
  /** For the citizen. */
  reason: string;
  at: Date;
}

/**
 * Ends a request in favour of another one, as a withdrawal does: its open tasks are closed and nobody is waited for; its
 * process ends it, frees what was booked, tells the citizen and those who follow it, and has these follow the other.
 * What it holds stays where it is.
 *
 * @param on a transaction
 * @returns why it can not be; undefined when it was merged
 */
export async function mergeRequest(on: Sql, merging: Merging): Promise<JoinFault | 'over' | undefined> {
  const { requestId, to } = merging;
  if (requestId === to) return 'itself';
  await lockBoth(on, requestId, to);
  const fault = await firstRow<{ fault: JoinFault | 'over' }>(on, faultStatement(over), { requestId, to });
  if (fault) return fault.fault;
  await rows(on, mergeStatement, { ...merging });
  return undefined;
}

const over = "when r.status = 'ended' or r.withdrawn_at is not null then 'over'";

const mergeStatement = `
  with merged as (
    update request set withdrawn_at = :at::timestamptz, waiting_for = 'nobody', step = 'joined', joined_to = :to,
                       merged_because = :reason
    where id = :requestId
    returning id, joined_to
  ), cancelled as (
    update task set state = 'cancelled' from merged where task.request_id = merged.id and task.state = 'open'
  ), noted as (${notedIn('merged')}
  ), told as (
    insert into outbox (request_id, kind) select id, 'withdrawn' from merged
  )
  select 1`;
