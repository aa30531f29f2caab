import { readFile, stat } from 'node:fs/promises';
import { pino } from 'pino';
import { checkRoutingTables } from '../activities/routing-check.ts';
import { exportRouting, importRouting } from '../activities/routing-import.ts';
import { namedInRouting, routingTables } from '../db/routing.ts';
import { largestDmnBytes } from '../db/routing-dmn.ts';
import { RoutingFaults } from '../db/routing-faults.ts';
import { readConfig } from './config.ts';
import { openRunningDatabase } from './running-database.ts';

// The town's routing table: `npm run -s routing -- check | import <file.dmn> | export [type]`.
const usage = 'npm run -s routing -- check | import <file.dmn> | export [type]';
const [command, given] = process.argv.slice(2);
const config = readConfig();
// The table goes to standard output, what is said about it to the other.
const log = pino({ level: config.logLevel }, pino.destination(2));
const db = await openRunningDatabase(config).catch((error: Error) => fail(error.message));
try {
  if (command === 'check') await check();
  else if (command === 'import' && given) await importFile(given);
  else if (command === 'export') await exportTables(given);
  else fail(usage);
} catch (error) {
  if (!(error instanceof RoutingFaults)) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await db.destroy();
}

async function check(): Promise<void> {
  const tables = await routingTables(db);
  const faults = checkRoutingTables(tables, await namedInRouting(db));
  if (faults.length > 0) throw new RoutingFaults(faults);
  const rules = tables.reduce((sum, table) => sum + table.rules.length, 0);
  console.log(`The routing table is right: ${rules} rules of ${tables.length} request types.`);
}

async function importFile(file: string): Promise<void> {
  const size = await stat(file).then(
    (found) => found.size,
    () => fail(`${file}: no such file`),
  );
  if (size > largestDmnBytes)
    throw new RoutingFaults([{ code: 'DMN_TOO_LARGE', text: `the file is larger than ${largestDmnBytes} bytes` }]);
  const imported = await importRouting(db, await readFile(file, 'utf8'));
  log.info({ file, imported }, 'routing table imported');
  for (const { type, rules } of imported) console.log(`${type}: ${rules} rules`);
}

async function exportTables(type: string | undefined): Promise<void> {
  const tables = await routingTables(db, type);
  if (tables.length === 0) fail(type ? `${type} has no rules` : 'there are no rules');
  process.stdout.write(await exportRouting(db, type));
}

function fail(line: string): never {
  console.error(line);
  process.exit(1);
}
