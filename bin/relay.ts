import { openDatabase, requireClock } from '../db/index.ts';
import { requireReconciled } from '../db/restorations.ts';
import { openEngine } from '../relay/engine.ts';
import { startRelay } from '../relay/relay.ts';
import { clocks } from '../workflows/kit/calendar.ts';
import { runPart } from './part.ts';

await runPart('relay', async (config, log) => {
  const db = await openDatabase(config.databaseUrl, { poolSize: 5 });
  await requireClock(db, clocks[config.holidayZone]);
  await requireReconciled(db);
  const engine = openEngine({
    address: config.temporalAddress,
    namespace: config.temporalNamespace,
    tls: config.temporalTls,
    key: config.key,
    zone: config.holidayZone,
  });
  const relay = startRelay({ db, engine, log });
  return {
    async stop() {
      await relay.stop();
      await engine.close();
      await db.destroy();
    },
  };
});
