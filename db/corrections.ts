import type { Facts } from '../workflows/contract.ts';
import { firstRow, rows, type Sql } from './sql.ts';
import { told, toldLine } from './telling-of-rights.ts';

/** One field as it was and as it is, dotted as the form has it: `fields.person.givenName`, `citizen.phone`. */
export interface Change {
  field: string;
  from: string | null;
  to: string | null;
}

export interface Correction {
  id: string;
  requestId: string;
  citizen: {
    givenName: string;
    familyName: string;
    email?: string | undefined;
    phone?: string | undefined;
    address?: string | undefined;
  };
  fields: Record<string, unknown>;
  /** Of an ended request whose choices were corrected. */
  facts?: Facts | undefined;
  changes: readonly Change[];
  at: Date;
  /** An agent for the person, who is told of it (RGPD, art. 16 and 19). */
  by?: { agentId: string; reason: string } | undefined;
}

/**
 * Whether what was typed may still be corrected: until an agent has taken a task of the request or answered one, or the
 * request was taken back or ended. Under the lock of the request, no agent comes in between.
 *
 * @param on a transaction
 */
export async function lockUncorrected(on: Sql, requestId: string): Promise<boolean> {
  const open = await firstRow(
    on,
    `select 1 from request where id = :requestId and status = 'open' and withdrawn_at is null for no key update`,
    { requestId },
  );
  return open !== undefined && !(await isTaken(on, requestId));
}

/** Whether an agent has begun to work on a request. */
async function isTaken(on: Sql, requestId: string): Promise<boolean> {
  const taken = await firstRow(
    on,
    `select 1 from task where request_id = :requestId and kind in ('agent', 'opinion', 'intervention')
                          and (assignee_id is not null or answered_by is not null) limit 1`,
    { requestId },
  );
  return taken !== undefined;
}

/**
 * The lock of a request that an agent corrects, at any time until it is erased.
 *
 * @param on a transaction
 */
export async function lockCorrectable(on: Sql, requestId: string): Promise<boolean> {
  const found = await firstRow(
    on,
    'select 1 from request where id = :requestId and citizen_id is not null for no key update',
    { requestId },
  );
  return found !== undefined;
}

/** Writes the right values and keeps the former ones; the journal has the names of the fields alone. */
export async function correctRequest(
  on: Sql,
  { citizen, changes, by, facts, ...correction }: Correction,
): Promise<void> {
  await rows(on, by ? correctStatement(told, toldLine) : correctStatement(), {
    ...correction,
    ...(by ?? { agentId: null, reason: null }),
    facts: facts ?? null,
    givenName: citizen.givenName,
    familyName: citizen.familyName,
    email: citizen.email ?? null,
    phone: citizen.phone ?? null,
    address: citizen.address ?? null,
    changes: JSON.stringify(changes),
    names: JSON.stringify(changes.map(({ field }) => field)),
  });
}

// What has not left yet goes to the right address.
const correctStatement = (telling = '', line = '') => `
  with corrected as (
    update request set fields = :fields, facts = coalesce(:facts::jsonb, facts) where id = :requestId
    returning id, citizen_id
  ), person as (
    update citizen set given_name = :givenName, family_name = :familyName, email = :email, phone = :phone,
                       address = :address
    from corrected where citizen.id = corrected.citizen_id
  ), readdressed as (
    update email set to_address = :email::text from corrected
    where email.request_id = corrected.id and audience = 'citizen' and state = 'queued' and to_address <> :email::text
  ), acted as (
    insert into correction (id, request_id, at, changes, agent_id, reason)
    select :id, id, :at::timestamptz, :changes::jsonb, :agentId::uuid, :reason from corrected
    returning id, request_id, :email::text as email, 'rectification' as act
  )${telling}, noted as (
    insert into journal (request_id, at, kind, actor, agent_id, data)
    select request_id, :at::timestamptz, 'request corrected', case when :agentId::uuid is null then 'citizen' else 'agent' end,
           :agentId::uuid, jsonb_build_object('correction', id, 'fields', :names::jsonb)
    from acted${line}
  )
  select 1`;

export interface CorrectionRow {
  at: Date;
  changes: Change[];
  /** Of an agent's, who and why. */
  agent: string | null;
  reason: string | null;
}

/** What was corrected, oldest first. */
export function correctionsOf(on: Sql, requestId: string): Promise<CorrectionRow[]> {
  return rows(
    on,
    `select c.at, c.changes, c.reason, a.display_name as agent
     from correction c left join agent a on a.id = c.agent_id
     where c.request_id = :requestId order by c.at, c.id`,
    { requestId },
  );
}
