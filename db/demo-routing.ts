import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { replaceRoutingTables, routingTables, serviceIds } from './routing.ts';
import { readDmn } from './routing-dmn.ts';
import type { Sql } from './sql.ts';

const folder = path.join(import.meta.dirname, 'demo');

/**
 * Gives each type of `demo/*.dmn` that has no rules yet the demonstration's, if the town has their services. What a
 * town has changed stays as it is.
 *
 * @param on a transaction
 */
export async function seedDemoRouting(on: Sql): Promise<void> {
  const services = await serviceIds(on);
  const filled = (await routingTables(on)).map(({ type }) => type);
  const files = (await readdir(folder)).filter((file) => file.endsWith('.dmn')).sort();
  const texts = await Promise.all(files.map((file) => readFile(path.join(folder, file), 'utf8')));
  const tables = (await Promise.all(texts.map(readDmn))).flat();
  await replaceRoutingTables(
    on,
    tables.filter(
      ({ type, rules }) => !filled.includes(type) && rules.every(({ service }) => services.includes(service)),
    ),
  );
}
