import { migrate, openDatabase } from '../../db/index.ts';
import { noteRestoration, type Restoration } from '../../db/restorations.ts';
import { openRuns } from '../../relay/runs.ts';
import type { Config } from '../config.ts';
import { reconcile } from './reconciler.ts';
import { reportOf } from './report.ts';
import { bothServers } from './servers.ts';

export interface Comparing {
  dryRun: boolean;
  /** Of a restoration by other means than ours, which has noted nothing. */
  restored?: Omit<Restoration, 'id' | 'at'> | undefined;
  say(line: string): void;
}

/** Compares application and engine, mends, and says what; starts the servers for it where none run. */
export async function reconcileTown(config: Config, { dryRun, restored, say }: Comparing): Promise<void> {
  const { databaseUrl, engineAddress, stop } = await bothServers(config, say);
  try {
    const runs = await openRuns({ address: engineAddress, namespace: config.temporalNamespace });
    const db = await openDatabase(databaseUrl, { poolSize: 4 });
    try {
      await migrate(db);
      const restoration = restored && { ...restored, at: new Date() };
      if (restoration && !dryRun) await noteRestoration(db, restoration);
      const began = performance.now();
      const found = await reconcile({ db, runs, dryRun, ...(restoration && { restoration }) });
      for (const line of reportOf(found, { dryRun, seconds: (performance.now() - began) / 1000 })) say(line);
    } finally {
      await Promise.all([runs.close(), db.destroy()]);
    }
  } finally {
    await stop();
  }
}
