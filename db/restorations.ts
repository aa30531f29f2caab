import { newId } from './ids.ts';
import { firstRow, rows, type Sql } from './sql.ts';

/** A time at which one half of the town, or both, was put back. Null: that half was left as it is. */
export interface Restoration {
  id: string;
  at: Date;
  applicationAsOf: Date | null;
  engineAsOf: Date | null;
}

export async function noteRestoration(on: Sql, restored: Omit<Restoration, 'id'>): Promise<void> {
  await rows(
    on,
    `with noted as (
       insert into restoration (id, at, application_as_of, engine_as_of)
       values (:id, :at, :applicationAsOf, :engineAsOf)
     )
     select 1`,
    { ...restored, id: newId() },
  );
}

/** Those after which the two halves have not been compared yet, as one: by the earliest state and the latest time. */
export function openRestoration(on: Sql): Promise<Omit<Restoration, 'id'> | undefined> {
  return firstRow(
    on,
    `select max(at) as at, min(application_as_of) as "applicationAsOf", min(engine_as_of) as "engineAsOf"
     from restoration where reconciled_at is null having count(*) > 0`,
  );
}

/** @throws Error with a line to read while what was restored has not been compared with the engine */
export async function requireReconciled(on: Sql): Promise<void> {
  if (await openRestoration(on))
    throw new Error('the town was restored, and not compared with its engine yet: run npm run reconcile first');
}

export async function closeRestoration(on: Sql, figures: Record<string, number>): Promise<void> {
  await rows(
    on,
    `with closed as (
       update restoration set reconciled_at = now(), figures = :figures::jsonb where reconciled_at is null
     )
     select 1`,
    { figures: JSON.stringify(figures) },
  );
}

/** References that citizens were given after the backup are not given again: a thousand are passed over. */
export async function passOverReferences(on: Sql): Promise<void> {
  await rows(on, `select setval('request_number', nextval('request_number') + 1000)`);
}
