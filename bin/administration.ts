import { checkRoutingTables } from '../activities/routing-check.ts';
import { exportTown, type Importing, importTown } from '../api/administration/transfer.ts';
import { readConfig } from './config.ts';
import { readJson } from './read-json.ts';
import { openRunningDatabase } from './running-database.ts';

// A town as one file: `npm run -s admin -- export [--people] | import <file.json> [--dry-run]`.
const usage = 'npm run -s admin -- export [--people] | import <file.json> [--dry-run]';
const [command, ...given] = process.argv.slice(2);
try {
  if (command === 'export') await write(given.includes('--people'));
  else if (command === 'import' && given[0]) await read(given[0], given.includes('--dry-run'));
  else throw new Error(usage);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

async function write(people: boolean): Promise<void> {
  const db = await openRunningDatabase(readConfig());
  const town = await exportTown(db, { people }).finally(() => db.destroy());
  console.log(JSON.stringify(town, undefined, 2));
}

async function read(file: string, dryRun: boolean): Promise<void> {
  const input = await readJson(file);
  const db = await openRunningDatabase(readConfig());
  const importing: Importing = {
    dryRun,
    by: undefined,
    routing: { faults: async (...tables) => checkRoutingTables(...tables) },
    lang: 'en',
  };
  const entries = await importTown(db, input, importing).finally(() => db.destroy());
  for (const { subject, key, kind, changes } of entries)
    console.log(`${subject} ${key} ${kind}: ${changes.map(({ field }) => field).join(', ')}`);
  console.log(dryRun ? `${entries.length} would be written; nothing was.` : `${entries.length} were written.`);
}
