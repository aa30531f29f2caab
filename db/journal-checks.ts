/** What the looks at the journals have found, and who has seen it. */
import type { Checked, Fault } from './journal-check.ts';
import { firstRow, rows, type Sql } from './sql.ts';

/** Whoever has changed more than this has changed everything. */
export const mostKept = 100;

export interface CheckRow {
  number: number;
  at: Date;
  chains: number;
  entries: number;
  heads: number;
  faults: number;
  /** The first `mostKept` of them. */
  found: Fault[];
  /** Who has said what these faults are; null where nobody has. */
  seen: { by: string; at: string; reason: string } | null;
}

export async function keepCheck(
  on: Sql,
  { chains, entries, heads, faults, at, found }: Checked & { at: Date; found: readonly Fault[] },
): Promise<void> {
  await rows(
    on,
    `with kept as (
       insert into journal_check (number, at, chains, entries, heads, faults, found)
       select coalesce(max(number), 0) + 1, :at::timestamptz, :chains::int, :entries::bigint, :heads::int, :faults::int,
              :found::jsonb
       from journal_check
     )
     select 1`,
    { chains, entries, heads, faults, at, found: JSON.stringify(found) },
  );
}

const columns = `
  c.number, c.at, c.chains, c.entries::float8 as entries, c.heads, c.faults, c.found,
  (select jsonb_build_object('by', a.display_name, 'at', s.at, 'reason', s.reason)
   from journal_fault_seen s join agent a on a.id = s.agent_id where s.check_number = c.number) as seen`;

export function latestChecks(on: Sql, limit: number): Promise<CheckRow[]> {
  return rows<CheckRow>(on, `select ${columns} from journal_check c order by c.number desc limit :limit`, { limit });
}

/**
 * What nobody has seen yet, the latest first: of checks with the same faults the last one. A later check that finds
 * nothing takes none away, and what was seen is no alarm again while it stays as it is.
 */
export function alarms(on: Sql): Promise<CheckRow[]> {
  return rows<CheckRow>(on, `select ${columns} from (${unseen}) as c order by c.number desc`);
}

const unseen = `
  select distinct on (c.faults, c.found) c.* from journal_check c
  left join lateral (
    select told.number, told.faults, told.found
    from journal_fault_seen s join journal_check told on told.number = s.check_number order by told.number desc limit 1
  ) as last on true
  where c.faults > 0 and c.number > coalesce(last.number, 0)
    and (last.number is null or (c.faults, c.found) is distinct from (last.faults, last.found))
  order by c.faults, c.found, c.number desc`;

/** Says of a check's faults, and of all before it, that somebody has seen them. @returns false when it has none */
export async function markSeen(
  on: Sql,
  seen: { number: number; agentId: string; reason: string; at: Date },
): Promise<boolean> {
  const marked = await firstRow(
    on,
    `with marked as (
       insert into journal_fault_seen (check_number, agent_id, at, reason)
       select number, :agentId::uuid, :at::timestamptz, :reason from journal_check where number = :number and faults > 0
       on conflict do nothing
       returning check_number
     )
     select check_number from marked`,
    seen,
  );
  return marked !== undefined;
}

export interface JournalState {
  /** Null where there was no check yet. */
  checkedAt: Date | null;
  entries: number;
  /** Of the last check. */
  faults: number;
  /** Of the checks that nobody has seen. */
  unseen: number;
}

export async function journalState(on: Sql): Promise<JournalState> {
  const state = await firstRow<JournalState>(
    on,
    `select last.at as "checkedAt", coalesce(last.entries, 0)::float8 as entries, coalesce(last.faults, 0) as faults,
            coalesce((select max(faults) from (${unseen}) as u), 0) as unseen
     from (select 1) as one left join lateral (select * from journal_check order by number desc limit 1) as last on true`,
  );
  return state!;
}
