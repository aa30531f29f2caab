import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from './config.ts';
import { reconcileTown } from './safekeeping/reconciling-town.ts';
import { restore } from './safekeeping/restoring.ts';

// A backup put back, and engine and application compared: `npm run restore -- --from <folder>`. docs/backup.md
const usage = 'npm run restore -- --from <folder> [--replace] [--only application | engine]';
try {
  await run();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

async function run(): Promise<void> {
  const { from, replace, only } = parseArgs({
    options: { from: { type: 'string' }, replace: { type: 'boolean' }, only: { type: 'string' } },
  }).values;
  if (!from || (only !== undefined && only !== 'application' && only !== 'engine')) throw new Error(usage);
  const config = readConfig();
  const began = performance.now();
  await restore({ config, from: resolve(from), only, replace: replace ?? false, say: console.log });
  console.log(`Restored in ${((performance.now() - began) / 1000).toFixed(1)} s. Engine and application are compared:`);
  await reconcileTown(config, { dryRun: false, say: console.log });
}
