import type { DataSource } from 'typeorm';
import { namedInRouting, replaceRoutingTables, routingTables } from '../db/routing.ts';
import { readDmn, writeDmn } from '../db/routing-dmn.ts';
import { RoutingFaults } from '../db/routing-faults.ts';
import { checkRoutingTables, requestTypeOf, routableField } from './routing-check.ts';

/**
 * Puts the tables of a DMN file in the place of the town's, for the types that the file has: all of it or nothing.
 *
 * @returns how many rules each type has now
 * @throws RoutingFaults with everything that is wrong
 */
export async function importRouting(db: DataSource, xml: string): Promise<{ type: string; rules: number }[]> {
  const tables = await readDmn(xml);
  await db.transaction(async (own) => {
    const faults = checkRoutingTables(tables, await namedInRouting(own));
    if (faults.length > 0) throw new RoutingFaults(faults);
    await replaceRoutingTables(own, tables);
  });
  return tables.map(({ type, rules }) => ({ type, rules: rules.length }));
}

/** The tables of every type, or of one, as a DMN file with the French titles of the forms. */
export async function exportRouting(db: DataSource, type?: string): Promise<string> {
  return writeDmn(await routingTables(db, type), (id, field) => {
    const requestType = requestTypeOf(id);
    if (field === undefined) return { title: requestType?.title.fr ?? id, date: false };
    const kind = requestType && routableField(requestType, field)?.kind;
    return { title: requestType?.form[field]?.title.fr ?? field, date: kind === 'date' };
  });
}
