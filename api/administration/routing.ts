import { addEntry, type Entry } from '../../db/administration.ts';
import type { AgentRow } from '../../db/agents.ts';
import { namedInRouting, type RoutingTable, replaceRoutingTables, routingTables } from '../../db/routing.ts';
import { RoutingFaults } from '../../db/routing-faults.ts';
import type { Sql } from '../../db/sql.ts';
import type { Routing } from '../services.ts';
import { changesOf } from './changing.ts';

/**
 * Puts tables in the place of those of their types, and writes down which have changed.
 *
 * @param on a transaction that holds the lock of the administration
 * @throws RoutingFaults with everything that is wrong
 */
export async function keepTables(
  on: Sql,
  routing: Pick<Routing, 'faults'>,
  tables: readonly RoutingTable[],
  by: AgentRow | undefined,
): Promise<Entry[]> {
  const faults = await routing.faults(tables, await namedInRouting(on));
  if (faults.length > 0) throw new RoutingFaults(faults);
  const former = new Map((await routingTables(on)).map((table) => [table.type, table]));
  const entries = tables.flatMap((table): Entry[] => {
    const before = former.get(table.type);
    const changes = changesOf(byRule(before), byRule(table));
    return changes.length > 0
      ? [{ subject: 'routing', key: table.type, kind: before ? 'changed' : 'added', changes }]
      : [];
  });
  await replaceRoutingTables(on, tables);
  for (const entry of entries) await addEntry(on, entry, by?.id);
  return entries;
}

/** Each rule by its id, and their order. */
function byRule(table: RoutingTable | undefined): object {
  const rules = table?.rules ?? [];
  return {
    order: rules.map(({ id }) => id),
    ...Object.fromEntries(rules.map(({ id, ...rule }) => [`rule ${id}`, rule])),
  };
}
