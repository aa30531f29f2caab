import { firstRow, rows, type Sql } from './sql.ts';

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
  changes: readonly Change[];
  at: Date;
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

/** Writes the right values and keeps the former ones; the journal has the names of the fields alone. */
export async function correctRequest(on: Sql, { citizen, changes, ...correction }: Correction): Promise<void> {
  await rows(on, correctStatement, {
    ...correction,
    givenName: citizen.givenName,
    familyName: citizen.familyName,
    email: citizen.email ?? null,
    phone: citizen.phone ?? null,
    address: citizen.address ?? null,
    changes: JSON.stringify(changes),
    names: JSON.stringify(changes.map(({ field }) => field)),
  });
}

const correctStatement = `
  with corrected as (
    update request set fields = :fields where id = :requestId
    returning id, citizen_id
  ), person as (
    update citizen set given_name = :givenName, family_name = :familyName, email = :email, phone = :phone,
                       address = :address
    from corrected where citizen.id = corrected.citizen_id
  ), kept as (
    insert into correction (id, request_id, at, changes)
    select :id, id, :at::timestamptz, :changes::jsonb from corrected
    returning id, request_id
  ), noted as (
    insert into journal (request_id, at, kind, actor, data)
    select request_id, :at::timestamptz, 'request corrected', 'citizen',
           jsonb_build_object('correction', id, 'fields', :names::jsonb)
    from kept
  )
  select 1`;

export interface CorrectionRow {
  at: Date;
  changes: Change[];
}

/** What the citizen has corrected, oldest first. */
export function correctionsOf(on: Sql, requestId: string): Promise<CorrectionRow[]> {
  return rows(on, 'select at, changes from correction where request_id = :requestId order by at, id', { requestId });
}
