import { parseArgs } from 'node:util';
import { readConfig } from './config.ts';
import { reconcileTown } from './safekeeping/reconciling-town.ts';

// Engine and application compared and mended: `npm run reconcile`, by itself after each restoration. docs/backup.md
try {
  await run();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

async function run(): Promise<void> {
  const { values } = parseArgs({
    options: {
      'dry-run': { type: 'boolean' },
      'application-as-of': { type: 'string' },
      'engine-as-of': { type: 'string' },
    },
  });
  const applicationAsOf = instant(values['application-as-of']);
  const engineAsOf = instant(values['engine-as-of']);
  await reconcileTown(readConfig(), {
    dryRun: values['dry-run'] ?? false,
    restored: applicationAsOf || engineAsOf ? { applicationAsOf, engineAsOf } : undefined,
    say: console.log,
  });
}

/** @throws Error with a line to read */
function instant(text: string | undefined): Date | null {
  if (text === undefined) return null;
  const at = new Date(text);
  if (Number.isNaN(at.getTime()) || !/T.*(Z|[+-]\d\d:?\d\d)$/.test(text))
    throw new Error(`${text} is no instant: give something like 2026-11-24T15:00:00+01:00`);
  return at;
}
