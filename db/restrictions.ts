/** The use of a request's data is restricted for the person (RGPD, art. 18): a kind of legal hold, told and lifted its own way. */
import { newId } from './ids.ts';
import { firstRow, rows, type Sql } from './sql.ts';
import { told, toldLine } from './telling-of-rights.ts';

export interface Restriction {
  reason: string;
  at: Date;
  agent: string;
  /** Since when the person knows that it will be lifted, and why. */
  liftingTold: { at: Date; reason: string } | null;
}

export async function restrictionOf(on: Sql, requestId: string): Promise<Restriction | undefined> {
  const found = await firstRow<Omit<Restriction, 'liftingTold'> & { toldAt: Date | null; lifting: string | null }>(
    on,
    `select h.reason, h.at, a.display_name as agent, h.lifting_told_at as "toldAt", h.lifting_reason as lifting
     from legal_hold h join agent a on a.id = h.agent_id
     where h.request_id = :requestId and h.kind = 'restriction' and h.released_at is null`,
    { requestId },
  );
  if (!found) return undefined;
  const { toldAt, lifting, ...restriction } = found;
  return { ...restriction, liftingTold: toldAt && { at: toldAt, reason: lifting! } };
}

export interface RestrictionAct {
  requestId: string;
  agentId: string;
  at: Date;
}

/** The person is told, and the services that have had the data. @returns false when it is restricted already, or erased */
export async function restrict(on: Sql, act: RestrictionAct & { reason: string }): Promise<boolean> {
  return (await firstRow(on, restrictStatement, { ...act, id: newId() })) !== undefined;
}

const restrictStatement = `
  with locked as (
    select r.id, c.email from request r join citizen c on c.id = r.citizen_id where r.id = :requestId
    for no key update of r
  ), held as (
    insert into legal_hold (id, request_id, agent_id, kind, reason, at)
    select :id, id, :agentId::uuid, 'restriction', :reason, :at::timestamptz from locked
    on conflict (request_id, kind) where released_at is null do nothing
    returning id, request_id
  ), acted as (
    select held.id, held.request_id, locked.email, 'restriction' as act from held join locked on locked.id = held.request_id
  )${told}, noted as (
    insert into journal (request_id, at, kind, actor, agent_id, data)
    select request_id, :at::timestamptz, 'restriction set', 'agent', :agentId::uuid, jsonb_build_object('hold', id)
    from acted${toldLine}
  )
  select 1 from acted`;

/** Before a restriction is lifted, the person is told (art. 18(3)). @returns false when there is none, or it was said before */
export async function tellLifting(on: Sql, act: RestrictionAct & { reason: string }): Promise<boolean> {
  return (await firstRow(on, tellStatement, { ...act })) !== undefined;
}

const tellStatement = `
  with locked as (
    select r.id, c.email from request r join citizen c on c.id = r.citizen_id where r.id = :requestId
    for no key update of r
  ), announced as (
    update legal_hold set lifting_told_at = :at::timestamptz, lifting_reason = :reason from locked
    where legal_hold.request_id = locked.id and kind = 'restriction' and released_at is null and lifting_told_at is null
    returning legal_hold.id, request_id
  ), acted as (
    select a.id, a.request_id, locked.email, 'lifting' as act from announced a join locked on locked.id = a.request_id
  )${told}, noted as (
    insert into journal (request_id, at, kind, actor, agent_id, data)
    select request_id, :at::timestamptz, 'lifting told', 'agent', :agentId::uuid, jsonb_build_object('hold', id)
    from acted${toldLine}
  )
  select 1 from acted`;

/** From the day after the person was told. @returns false when nobody was told, or only today */
export async function lift(on: Sql, act: RestrictionAct): Promise<boolean> {
  const lifted = await firstRow(
    on,
    `with locked as (
       select id from request where id = :requestId for no key update
     ), lifted as (
       update legal_hold set released_at = :at::timestamptz, released_by = :agentId::uuid from locked
       where legal_hold.request_id = locked.id and kind = 'restriction' and released_at is null
         and (lifting_told_at at time zone town_clock())::date < (:at::timestamptz at time zone town_clock())::date
       returning legal_hold.id, request_id
     ), noted as (
       insert into journal (request_id, at, kind, actor, agent_id, data)
       select request_id, :at::timestamptz, 'restriction lifted', 'agent', :agentId::uuid, jsonb_build_object('hold', id)
       from lifted
     )
     select 1 from lifted`,
    { ...act },
  );
  return lifted !== undefined;
}

/** Those whose data are only kept. */
export async function restrictedAmong(on: Sql, references: readonly string[]): Promise<Set<string>> {
  const found = await rows<{ reference: string }>(
    on,
    `select r.reference from request r where r.reference = any(:references::text[]) and ${isRestricted}`,
    { references },
  );
  return new Set(found.map(({ reference }) => reference));
}

/** Of a request `r`. */
export const isRestricted = `exists (
    select from legal_hold h where h.request_id = r.id and h.kind = 'restriction' and h.released_at is null)`;
