import path from 'node:path';
import { createAntivirus } from '../activities/antivirus.ts';
import { bundleWorkflows } from '../activities/bundle.ts';
import { createMailer } from '../activities/mailer.ts';
import { keepSchedules } from '../activities/schedules.ts';
import { createWorker, quietEngine } from '../activities/worker.ts';
import { openContentStore } from '../db/content-store.ts';
import { openLedger } from '../db/erasure-ledger.ts';
import { openDatabase, requireClock } from '../db/index.ts';
import { headsFile } from '../db/kept-heads.ts';
import { requireReconciled } from '../db/restorations.ts';
import { createEmails } from '../templates/emails.ts';
import { clocks } from '../workflows/kit/calendar.ts';
import { cacheFolder, runPart } from './part.ts';
import { followTown } from './town.ts';

await runPart('worker', async (config, log) => {
  quietEngine(log);
  const cache = cacheFolder(config);
  // By itself: at a first start the two below keep the processor for longer than a connection waits.
  const db = await openDatabase(config.databaseUrl, { poolSize: 16 });
  const [emails, bundle] = await Promise.all([
    createEmails({ cacheDir: path.join(cache, 'emails') }),
    config.bundle ?? bundleWorkflows(path.join(cache, 'bundle')),
  ]);
  await requireClock(db, clocks[config.holidayZone]);
  await requireReconciled(db);
  const mailer = createMailer(config.smtpUrl);
  const town = await followTown(db, config.publicUrl, log);
  const services = {
    db,
    log,
    antivirus: config.antivirusAddress === undefined ? undefined : createAntivirus(config.antivirusAddress),
    key: config.key,
    zone: config.holidayZone,
    get town() {
      return town.view;
    },
    mailer,
    now: Date.now,
    emails,
    mailFrom: config.mailFrom,
    store: openContentStore(path.join(config.dataDir, 'documents')),
    ledger: openLedger(config.dataDir),
    headsFile: headsFile(config.dataDir),
  };
  const engine = {
    address: config.temporalAddress,
    namespace: config.temporalNamespace,
    tls: config.temporalTls,
    key: config.key,
  };
  const { worker, close } = await createWorker(services, engine, bundle);
  await keepSchedules(engine, config.holidayZone);
  const ran = worker.run().catch((error: Error) => {
    // A worker that has failed polls no more: the supervisor starts another.
    log.fatal({ name: error.name }, 'worker failed');
    process.exit(1);
  });
  return {
    async stop() {
      town.stop();
      worker.shutdown();
      await ran;
      await close();
      mailer.close();
      await db.destroy();
    },
  };
});
