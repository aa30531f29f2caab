import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { pino } from 'pino';
import type { DataSource } from 'typeorm';
import { bundleWorkflows } from '../../activities/bundle.ts';
import { createWorker, quietEngine } from '../../activities/worker.ts';
import { openContentStore } from '../../db/content-store.ts';
import { openLedger } from '../../db/erasure-ledger.ts';
import { headsFile } from '../../db/kept-heads.ts';
import { createEmails } from '../../templates/emails.ts';
import type { EngineAddress } from '../../workflows/engine-address.ts';
import type { Config } from '../config.ts';
import { cacheFolder } from '../part.ts';
import { followTown } from '../town.ts';

/**
 * The worker of `bin/worker` for a year that is past: with processes whose time is their own, and a mailer that writes
 * every email and sends none.
 */
export async function startPastWorker(
  config: Config,
  publicUrl: string,
  db: DataSource,
  engine: EngineAddress & { key: Buffer },
) {
  const log = pino({ level: 'silent' });
  quietEngine(log);
  const cache = cacheFolder(config);
  const [emails, bundle, town] = await Promise.all([
    createEmails({ cacheDir: join(cache, 'emails') }),
    bundleWorkflows(join(cache, 'bundle'), 'own-time'),
    followTown(db, publicUrl, log),
  ]);
  town.stop();
  const mailer = createTransport({ jsonTransport: true });
  const services = {
    ...{ db, log, emails, mailer, mailFrom: config.mailFrom, zone: config.holidayZone },
    key: engine.key,
    town: town.view,
    store: openContentStore(join(config.dataDir, 'documents')),
    ledger: openLedger(config.dataDir),
    headsFile: headsFile(config.dataDir),
    // The processes' own time is all there is.
    now: () => 0,
  };
  const { worker, close } = await createWorker(services, engine, bundle);
  const ran = worker.run();
  return {
    async stop() {
      worker.shutdown();
      await ran;
      await close();
    },
  };
}
