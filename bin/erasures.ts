import path from 'node:path';
import { openContentStore } from '../db/content-store.ts';
import { readLedger, replayErasures } from '../db/erasure-ledger.ts';
import { readConfig } from './config.ts';
import { openRunningDatabase } from './running-database.ts';

// Erases again what an older backup has brought back: `npm run -s erasures:replay`, after every restore.
try {
  const config = readConfig();
  const ledger = await readLedger(config.dataDir);
  const db = await openRunningDatabase(config);
  const store = openContentStore(path.join(config.dataDir, 'documents'));
  const { erased, lists } = await replayErasures(db, store, ledger).finally(() => db.destroy());
  const known = ledger.filter((entry) => 'erased' in entry).length;
  console.log(
    `Of ${known} erasures in the ledger, ${erased} were done again; ${lists} elimination lists were put back.`,
  );
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
