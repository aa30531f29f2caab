/** Who changed what of the town's services, people, days and rooms. */
import { firstRow, rows, type Sql } from './sql.ts';

export interface Change {
  field: string;
  /** Both absent for what is nobody's business later: an address, a name, a picture. */
  from?: unknown;
  to?: unknown;
}

export interface Entry {
  subject: string;
  /** The id of what was changed. */
  key: string;
  kind: 'added' | 'changed' | 'removed';
  changes: readonly Change[];
}

/** One change of the town at a time, and whoever comes second sees what the first has done. @param on a transaction */
export async function lockAdministration(on: Sql): Promise<void> {
  await rows(on, `select pg_advisory_xact_lock(hashtext('guichet administration'))`);
}

/** @param agentId undefined where it was the command line */
export async function addEntry(on: Sql, entry: Entry, agentId: string | undefined): Promise<void> {
  await rows(
    on,
    `with added as (
       insert into administration (at, agent_id, subject, key, kind, changes)
       values (now(), :agentId::uuid, :subject, :key, :kind, :changes::jsonb)
     )
     select 1`,
    { ...entry, changes: JSON.stringify(entry.changes), agentId: agentId ?? null },
  );
}

export interface EntryRow extends Entry {
  id: string;
  at: Date;
  /** Null where it was the command line. */
  agent: string | null;
}

const columns = 'e.id, e.at, e.subject, e.key, e.kind, e.changes, a.display_name as agent';

/** The newest first. @param before the id of the last one that is known already */
export function listEntries(on: Sql, { before, limit }: { before?: string | undefined; limit: number }) {
  return rows<EntryRow>(
    on,
    `select ${columns} from administration e left join agent a on a.id = e.agent_id
     where :before::bigint is null or e.id < :before order by e.id desc limit :limit`,
    { before: before ?? null, limit },
  );
}

export function lastEntryOf(on: Sql, subject: string, key: string): Promise<EntryRow | undefined> {
  return firstRow<EntryRow>(
    on,
    `select ${columns} from administration e left join agent a on a.id = e.agent_id
     where e.subject = :subject and e.key = :key order by e.id desc limit 1`,
    { subject, key },
  );
}
