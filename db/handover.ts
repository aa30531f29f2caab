import type { Words } from '../workflows/kit/fields.ts';
import { newId } from './ids.ts';
import { firstRow, type Sql } from './sql.ts';

export interface Handover {
  requestId: string;
  to: string;
  /** The agent's words to the next service; empty where the process decides. */
  reason: string;
  agentId?: string | undefined;
  /** The rule of the routing table that says so. */
  because?: Words | undefined;
  at: Date | string;
}

/**
 * Gives a request to another service with the tasks that its former one had open. A service that gets a request back
 * which it has sent away before sees that it bounced.
 *
 * @param on a transaction that holds the request's row
 * @returns undefined when the request was there already
 */
export async function handOver(on: Sql, handover: Handover): Promise<{ bounced: boolean } | undefined> {
  return firstRow<{ bounced: boolean }>(on, handoverStatement, {
    ...handover,
    id: newId(),
    agentId: handover.agentId ?? null,
    because: handover.because ?? null,
  });
}

// What was asked of a third service by name stays there: only tasks of the service in charge go with the request.
const handoverStatement = `
  with locked as (
    select id, service_id as former from request where id = :requestId for no key update
  ), given as (
    update request set service_id = :to, routed_because = case when locked.former <> :to then :because::jsonb
                                                                    else coalesce(:because::jsonb, routed_because) end
    from locked where request.id = locked.id
  ), followed as (
    update task set service_id = :to, assignee_id = null, claimed_at = null
    from locked
    where task.request_id = locked.id and task.state = 'open' and task.service_id = locked.former and locked.former <> :to
      and (task.kind = 'agent' or task.expert is not null)
  ), redirected as (
    insert into redirection (id, request_id, at, from_service, to_service, reason, agent_id, bounced)
    select :id, locked.id, :at::timestamptz, locked.former, :to, :reason, :agentId::uuid,
           exists (select from redirection r where r.request_id = locked.id and r.from_service = :to)
    from locked where locked.former <> :to
    returning request_id, from_service, to_service, bounced
  ), noted as (
    insert into journal (request_id, at, kind, actor, agent_id, data)
    select request_id, :at::timestamptz, 'redirected', case when :agentId::uuid is null then 'process' else 'agent' end,
           :agentId::uuid, jsonb_build_object('from', from_service, 'to', to_service, 'bounced', bounced)
    from redirected
  )
  select bounced from redirected`;
