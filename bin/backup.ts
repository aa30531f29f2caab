import { relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { keysOf } from '../db/secrets.ts';
import { readConfig } from './config.ts';
import { readKey } from './embedded/data-folder.ts';
import { runningDatabaseUrl } from './running-database.ts';
import { backUp, datedFolder, sizeText } from './safekeeping/backing-up.ts';

// The application, its files and the engine as one folder: `npm run backup -- [--to <folder>]`. docs/backup.md
try {
  await run();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

async function run(): Promise<void> {
  const { to } = parseArgs({ options: { to: { type: 'string' } } }).values;
  const config = readConfig();
  const began = performance.now();
  const folder = resolve(to ?? datedFolder(config.dataDir));
  const manifest = await backUp({
    databaseUrl: await runningDatabaseUrl(config),
    dataDir: config.dataDir,
    key: config.key ? keysOf(config.key)[0] : await readKey(config.dataDir),
    engineIsHere: !config.temporalAddress,
    to: folder,
    say: console.log,
  });
  const bytes = manifest.parts.reduce((sum, part) => sum + part.bytes, 0);
  console.log(
    `${folder} is the town as of ${manifest.at}: ${sizeText(bytes)}, ${((performance.now() - began) / 1000).toFixed(1)} s.`,
  );
  if (!relative(config.dataDir, folder).startsWith('..'))
    console.log('It is on the same disk as the town: copy it to another one.');
  if (!manifest.engine) console.log('The engine has a database of its own, which is not in it: back that up too.');
  console.log(
    `THE KEY IS NOT IN IT (fingerprint ${manifest.keyFingerprint}): without the key nobody can read its files. Keep the key in another place.`,
  );
}
