/** What an operator does to a request that does not go on by itself: each with who, why and a line in the journal. */
import type { Change } from './corrections.ts';
import { newId } from './ids.ts';
import { firstRow, rows, type Sql } from './sql.ts';

export type RepairKind =
  | 'retried'
  | 'begun again'
  | 'email resent'
  | 'email taken as sent'
  | 'address corrected'
  | 'answer corrected';

export interface Repair {
  requestId: string;
  agentId: string;
  reason: string;
  at: Date;
}

/** What waits to be told to the engine is due now, and what failed is no longer said to. */
export async function hurryRequest(on: Sql, repair: Repair): Promise<void> {
  await repaired(
    on,
    'retried',
    `, due as (
       update outbox set available_at = clock_timestamp() from locked where outbox.request_id = locked.id
     ), forgotten as (
       delete from step_failure f using locked where f.request_id = locked.id
     ), rung as (
       select pg_notify('outbox', '') from locked
     )`,
    repair,
    'select 1 as done from rung',
  );
}

/** Has the process run again from the top in place of the run that there is, or was: the finished steps are kept. */
export function beginAgain(on: Sql, repair: Repair): Promise<boolean> {
  return repaired(on, 'begun again', begunAgain, repair);
}

const begunAgain = `, told as (
    insert into outbox (request_id, kind) select id, 'restarted' from locked
  ), forgotten as (
    delete from step_failure f using locked where f.request_id = locked.id
  )`;

/** Puts one answer to a choice right, for the form and for the process, which runs again from the top with it. */
export function correctFact(on: Sql, { name, from, to, ...repair }: Repair & FactChange): Promise<boolean> {
  const changes: Change[] = [{ field: `fields.${name}`, from, to }];
  return repaired(
    on,
    'answer corrected',
    `, put as (
       update request set facts = facts || jsonb_build_object(:name::text, :to::text),
                          fields = fields || jsonb_build_object(:name::text, :to::text)
       from locked where request.id = locked.id
     )${corrected}${begunAgain}`,
    repair,
    undefined,
    { name, to, correction: newId(), changes: JSON.stringify(changes) },
  );
}

export interface FactChange {
  name: string;
  from: string | null;
  to: string;
}

const corrected = `, traced as (
    insert into correction (id, request_id, at, changes) select :correction, id, :at::timestamptz, :changes::jsonb from locked
  )`;

/**
 * Sends an email once more that was refused for good, or may have left before a restoration. With `address` the citizen has that one from now on, and so have
 * all emails to the former one that have not left.
 *
 * @returns false when there is no such email any more
 */
export function resendEmail(on: Sql, { emailId, address, ...repair }: Repair & Resending): Promise<boolean> {
  const changes: Change[] = address ? [{ field: 'citizen.email', from: address.from, to: address.to }] : [];
  return repaired(
    on,
    address ? 'address corrected' : 'email resent',
    `, chosen as (
       select e.id, locked.id as request_id, locked.citizen_id from email e join locked on e.request_id = locked.id
       where e.id = :emailId and e.state in ('undeliverable', 'perhaps sent') and e.to_address is not null
     )${address ? moved + corrected : ''}, queued as (
       update email set state = 'queued', error = null${address ? ', to_address = :to' : ''}
       from chosen where email.id = chosen.id
     ), told as (
       insert into outbox (request_id, kind, payload) select request_id, 'email', jsonb_build_object('email', id) from chosen
     )`,
    repair,
    'select 1 as done from chosen',
    address ? { emailId, ...address, correction: newId(), changes: JSON.stringify(changes) } : { emailId },
  );
}

/** Takes an email that may have left before a restoration as sent. @returns false when there is no such email any more */
export function takeAsSent(on: Sql, { emailId, ...repair }: Repair & { emailId: string }): Promise<boolean> {
  return repaired(
    on,
    'email taken as sent',
    `, taken as (
       update email set state = 'sent', sent_at = created_at from locked
       where email.id = :emailId and email.request_id = locked.id and email.state = 'perhaps sent'
       returning email.id
     )`,
    repair,
    'select 1 as done from taken',
    { emailId },
  );
}

export interface Resending {
  emailId: string;
  address?: { from: string; to: string } | undefined;
}

// The row of the email itself is updated by the statement's next part: none may be changed twice.
const moved = `, moved as (
    update citizen set email = :to from chosen where citizen.id = chosen.citizen_id
  ), followed as (
    update email set to_address = :to from chosen
    where email.request_id = chosen.request_id and email.id <> chosen.id and email.audience = 'citizen'
      and email.state in ('queued', 'undeliverable', 'perhaps sent') and email.to_address = :from
  )`;

/** One statement under the lock of the request: what is done, who did it and why, and its line in the journal. */
async function repaired(
  on: Sql,
  kind: RepairKind,
  done: string,
  repair: Repair,
  seen = 'select 1 as done from locked',
  parameters: Record<string, unknown> = {},
): Promise<boolean> {
  const found = await firstRow(
    on,
    `with locked as (
       select id, citizen_id from request where id = :requestId for no key update
     )${done}, effect as (${seen}), kept as (
       insert into repair (id, request_id, agent_id, at, kind, reason)
       select :repair, locked.id, :agentId, :at::timestamptz, :kind, :reason from locked where exists (select from effect)
       returning id, request_id
     ), noted as (
       insert into journal (request_id, at, kind, actor, agent_id, data)
       select request_id, :at::timestamptz, 'request repaired', 'agent', :agentId::uuid,
              jsonb_build_object('repair', id, 'what', :kind::text)
       from kept
     )
     select 1 from kept`,
    { ...repair, ...parameters, repair: newId(), kind },
  );
  return found !== undefined;
}

export interface RepairRow {
  at: Date;
  kind: RepairKind;
  reason: string;
  agent: string;
}

/** What has been done to a request, oldest first. */
export function repairsOf(on: Sql, requestId: string): Promise<RepairRow[]> {
  return rows<RepairRow>(
    on,
    `select p.at, p.kind, p.reason, a.display_name as agent from repair p join agent a on a.id = p.agent_id
     where p.request_id = :requestId order by p.at, p.id`,
    { requestId },
  );
}
