/** The letters that the law has sent beside the process: when nobody has answered in time, and when documents are missing. */
import type { StepKey } from '../workflows/contract.ts';
import { stepId } from './ids.ts';
import { type ComputedDates, keepLegalDates } from './legal-dates.ts';
import { firstRow, type Sql } from './sql.ts';

export interface ImpliedDecision extends StepKey {
  mode: 'accept' | 'reject';
  /** Civil date of its birth. */
  on: string;
  template: string;
}

/**
 * Notes once that silence has decided, with the citizen's letter; the process goes on.
 *
 * @param on a transaction that holds the request's lock
 * @returns the letter's id
 */
export async function decideBySilence(on: Sql, decision: ImpliedDecision): Promise<string> {
  const emailId = stepId(decision.requestId, decision.ordinal, 'email');
  await firstRow(on, decideStatement, { ...decision, emailId, key: `${decision.requestId}/${decision.ordinal}` });
  return emailId;
}

const decideStatement = `
  with stepped as (
    insert into step (request_id, ordinal, verb, name, result, at)
    values (:requestId, :ordinal, split_part(:name, ': ', 1), :name, :mode, :at::timestamptz)
    on conflict do nothing
    returning request_id
  ), noted as (
    insert into journal (request_id, at, kind, actor, data)
    select request_id, :at::timestamptz, 'decided by silence', 'process',
           jsonb_build_object('mode', :mode::text, 'on', :on::text)
    from stepped
  ), mailed as (
    insert into email (id, request_id, key, template, to_address, state, created_at)
    select :emailId, r.id, :key, :template, c.email, case when c.email is null then 'no address' else 'queued' end,
           :at::timestamptz
    from stepped join request r on r.id = stepped.request_id join citizen c on c.id = r.citizen_id
  )
  select 1`;

/**
 * The letter that names the documents which a wait has opened for; once, and none where they are all there.
 *
 * @param on a transaction that holds the request's lock
 * @returns its id, and whether it goes by post
 */
export async function writeForDocuments(on: Sql, step: StepKey): Promise<{ id: string; onPaper: boolean } | undefined> {
  const emailId = stepId(step.requestId, step.ordinal, 'letter');
  const { requestId, ordinal, at } = step;
  const key = `${requestId}/${ordinal}/letter`;
  await firstRow(on, writeStatement, { requestId, ordinal, at, emailId, key });
  return firstRow(on, 'select id, to_address is null as "onPaper" from email where id = :emailId', { emailId });
}

const writeStatement = `
  with mailed as (
    insert into email (id, request_id, key, template, to_address, state, created_at)
    select :emailId, r.id, :key, 'documents-awaited', c.email,
           case when c.email is null then 'no address' else 'queued' end, :at::timestamptz
    from request r join citizen c on c.id = r.citizen_id
    where r.id = :requestId and exists (
      select from task t where t.request_id = r.id and t.ordinal = :ordinal and t.state = 'open')
    on conflict do nothing
  )
  select 1`;

export interface AskedReasons {
  requestId: string;
  emailId: string;
  /** By which the run knows the wait that has decided. */
  silenceOrdinal: number;
  at: Date;
  /** By when they are owed, and the appeal, which waits for them. */
  legal: ComputedDates;
}

/**
 * Notes once that the citizen wants the reasons of a rejection by silence. The run is told, which has an agent give them,
 * and the citizen by an email.
 *
 * @param on a transaction
 * @returns false where silence has not decided, the request has ended, or they were asked for
 */
export async function askReasons(on: Sql, { legal, ...asked }: AskedReasons): Promise<boolean> {
  const { requestId } = asked;
  // By a statement of its own: the next one then sees what was written while this one waited.
  await firstRow(on, 'select 1 from request where id = :requestId for no key update', { requestId });
  if (!(await firstRow(on, askStatement, { ...asked }))) return false;
  await keepLegalDates(on, { requestId, at: asked.at.toISOString(), ...legal });
  return true;
}

const askStatement = `
  with open as (
    select r.id, c.email from request r join citizen c on c.id = r.citizen_id
    where r.id = :requestId and r.status = 'open' and r.withdrawn_at is null and 'decided by silence' = (
      select j.kind from journal j
      where j.request_id = r.id and j.kind in ('decided by silence', 'reasons asked', 'request reopened')
      order by j.seq desc limit 1)
  ), mailed as (
    insert into email (id, request_id, key, template, to_address, state, created_at)
    select :emailId::uuid, id, id || '/0/' || :emailId::uuid, 'reasons-asked', email,
           case when email is null then 'no address' else 'queued' end, :at::timestamptz
    from open
    returning id, request_id
  ), told as (
    insert into outbox (request_id, kind, payload)
    select id, 'moved', jsonb_build_object('ordinal', :silenceOrdinal::integer) from open
    union all
    select request_id, 'email', jsonb_build_object('email', id) from mailed
  ), noted as (
    insert into journal (request_id, at, kind, actor) select id, :at::timestamptz, 'reasons asked', 'citizen' from open
  )
  select id from open`;
