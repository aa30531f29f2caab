import type { Actor } from '../workflows/contract.ts';
import { lockMain, partRequest } from './joining.ts';
import { type ComputedDates, keepLegalDates } from './legal-dates.ts';
import { addMessage } from './messages.ts';
import { firstRow, type Sql } from './sql.ts';

export interface Reopening {
  requestId: string;
  actor: Actor;
  /** The agent who begins it again. */
  agentId?: string | undefined;
  /** Why, in the words of who asks for it; kept as a message of the request. */
  reason?: { messageId: string; text: string };
  at: Date;
  /** Civil date: the town has its whole delay once more. */
  dueOn: string;
  /** Civil dates: what is begun again is counted by the closures that are known now. */
  closures: readonly string[];
  /** What the law makes of it, by how often it was reopened. */
  legal?: (round: number) => ComputedDates;
}

/**
 * Begins an ended request again, from the last decision of an agent on. What its process still waits for after the end,
 * as a renewal, is closed: the new round waits for it in its turn. One that was joined to another goes on by itself.
 *
 * @param on a transaction
 * @returns how often it was reopened; undefined when there is nothing to begin again: the request is open, was withdrawn,
 * or was never decided
 */
export async function reopenRequest(on: Sql, { reason, legal, ...reopening }: Reopening): Promise<number | undefined> {
  const { requestId, actor, agentId, at } = reopening;
  await lockMain(on, requestId);
  const ended = await firstRow(
    on,
    `select 1 from request where id = :requestId and status = 'ended' and withdrawn_at is null for no key update`,
    { requestId },
  );
  if (!ended) return undefined;
  const parameters = { ...reopening, agentId: agentId ?? null };
  const reopened = await firstRow<{ round: number }>(on, reopenStatement, parameters);
  if (!reopened) return undefined;
  if (legal) await keepLegalDates(on, { requestId, at: at.toISOString(), ...legal(reopened.round) });
  await partRequest(on, requestId, at);
  if (reason) {
    const author = actor === 'agent' ? 'agent' : 'citizen';
    await addMessage(on, { id: reason.messageId, requestId, author, agentId, text: reason.text, at });
  }
  return reopened.round;
}

// A round that was reopened numbers its steps from a thousand, two thousand on: the step itself is what is left.
const reopenStatement = `
  with decided as (
    select ordinal % 1000 as step from task
    where request_id = :requestId and kind = 'agent' and state = 'answered' and not aside
    order by ordinal desc limit 1
  ), reopened as (
    update request set status = 'open', outcome = null, ended_at = null, archived_at = null, step = 'reopened', waiting_for = 'nobody',
                       due_on = :dueOn, closures = :closures::date[], reopened_from = reopened_from || decided.step
    from decided where request.id = :requestId
    returning request.id, decided.step, cardinality(request.reopened_from) as round
  ), cancelled as (
    update task set state = 'cancelled' from reopened where task.request_id = reopened.id and task.state = 'open'
  ), noted as (
    insert into journal (request_id, at, kind, actor, agent_id, data)
    select id, :at::timestamptz, 'request reopened', :actor, :agentId::uuid,
           jsonb_build_object('from', reopened.step)
    from reopened
  ), told as (
    insert into outbox (request_id, kind) select id, 'reopened' from reopened
  )
  select round from reopened`;
