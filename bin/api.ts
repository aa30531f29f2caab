import path from 'node:path';
import { followAbsences } from '../api/administration/handing-over.ts';
import { createApp } from '../api/app.ts';
import { agents } from '../api/auth/identified-agent.ts';
import { citizens } from '../api/auth/identified-person.ts';
import { createIdentity } from '../api/auth/identity.ts';
import { kept } from '../api/kept.ts';
import { openLimits } from '../api/limits.ts';
import { openOperatorEngine } from '../api/operator/engine.ts';
import { serve } from '../api/server.ts';
import { closuresAhead, closuresOf } from '../db/closures.ts';
import { openContentStore } from '../db/content-store.ts';
import { openLedger } from '../db/erasure-ledger.ts';
import { openDatabase, requireClock } from '../db/index.ts';
import { createEmails } from '../templates/emails.ts';
import { createPages } from '../templates/pages.ts';
import { buildAssets } from '../templates/styles.ts';
import { clocks } from '../workflows/kit/calendar.ts';
import { keepDailyHeads } from './journal-heads.ts';
import { cacheFolder, runPart } from './part.ts';
import { simulationPrograms } from './simulation/forked.ts';
import { followTown, followTypes } from './town.ts';

await runPart('api', async (config, log) => {
  const assets = path.join(cacheFolder(config), 'assets');
  // By itself: at a first start the two below keep the processor for longer than a connection waits.
  const db = await openDatabase(config.databaseUrl, { poolSize: 16 });
  await requireClock(db, clocks[config.holidayZone]);
  const [{ version }, emails] = await Promise.all([
    buildAssets(assets),
    createEmails({ cacheDir: path.join(cacheFolder(config), 'emails') }),
  ]);
  const { publicUrl } = config;
  const [town, followed] = await Promise.all([followTown(db, publicUrl, log), followTypes(db, log)]);
  const engine = openOperatorEngine({
    address: config.temporalAddress,
    namespace: config.temporalNamespace,
    tls: config.temporalTls,
  });
  // Few a year: to read them at each filing would cost it a round trip.
  const ahead = kept(() => closuresAhead(db), 60_000);
  const absences = followAbsences(db, log);
  const heads = keepDailyHeads({ db, townKey: config.key, dataDir: config.dataDir, log });
  const app = createApp({
    db,
    store: openContentStore(path.join(config.dataDir, 'documents')),
    ledger: openLedger(config.dataDir),
    key: config.key,
    get town() {
      return town.view;
    },
    get types() {
      return followed.types;
    },
    zone: config.holidayZone,
    closures: async (service) => closuresOf(await ahead(), service),
    pages: createPages({ assetVersion: version }),
    emails,
    simulations: simulationPrograms({ GUICHET_DATA: config.dataDir, HOLIDAY_ZONE: config.holidayZone }),
    // They read FEEL, which nothing else of the API does.
    routing: {
      faults: async (...tables) => (await import('../activities/routing-check.ts')).checkRoutingTables(...tables),
      file: async (type) => (await import('../activities/routing-import.ts')).exportRouting(db, type),
    },
    limits: openLimits({ db, key: config.key, proxyHops: config.proxyHops }),
    assets,
    log,
    engineAddress: config.temporalAddress,
    engine,
    engineUi: config.temporalUiUrl && runsAt(config.temporalUiUrl, config.temporalNamespace),
    mailAddress: hostAndPort(config.smtpUrl),
    mailFrom: config.mailFrom,
    antivirusAddress: config.antivirusAddress,
    secondFactorRoles: config.secondFactorRoles,
    identity: config.citizenIdentity && createIdentity({ ...config.citizenIdentity, publicUrl }, citizens),
    agentIdentity: config.agentIdentity && createIdentity({ ...config.agentIdentity, publicUrl }, agents),
    mailbox: config.mailbox,
  });
  const server = serve(app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.port, config.mailbox ? '127.0.0.1' : undefined, resolve);
  });
  return {
    async stop() {
      town.stop();
      followed.stop();
      absences.stop();
      heads.stop();
      server.closeIdleConnections();
      const closed = new Promise((resolve) => server.close(resolve));
      await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 1_500))]);
      await Promise.all([db.destroy(), engine.close()]);
    },
  };
});

function hostAndPort(url: string): string {
  const { hostname, port, protocol } = new URL(url);
  return `${hostname}:${port || (protocol === 'smtps:' ? 465 : 587)}`;
}

/** Where the engine's own pages show the runs of a namespace. */
function runsAt(ui: string, namespace: string): string {
  return `${ui.replace(/\/+$/, '')}/namespaces/${encodeURIComponent(namespace)}/workflows`;
}
