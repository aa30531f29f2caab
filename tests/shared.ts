/** What all test files share, started once: real PostgreSQL, real Temporal, the workflow bundle and the style sheet. */
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundleWorkflows } from '../activities/bundle.ts';
import { readConfig } from '../bin/config.ts';
import { startPostgres } from '../bin/embedded/postgres.ts';
import { startTemporal } from '../bin/embedded/temporal.ts';
import { findTemporal } from '../bin/embedded/temporal-program.ts';
import { grantRights, migrate, openDatabase, seedDemoTown } from '../db/index.ts';
import { createEmails } from '../templates/emails.ts';
import { buildAssets } from '../templates/styles.ts';
import { services } from '../workflows/services.ts';
import { compilePrograms } from './compiled.ts';
import { leaksInBytes, leaksInLog, requireNone } from './watch.ts';

export interface Shared {
  /** Of the maintenance database, from which tests create their own. */
  postgres: string;
  /** Of the template database, as the parts work in its copies, and as figures are read. */
  app: string;
  statistics: string;
  temporal: string;
  temporalProgram: string;
  /** What PostgreSQL and the engine say. */
  serverLogs: string[];
  bundle: string;
  /** Folder of the parts as JavaScript. */
  programs: string;
  dataDir: string;
  assets: string;
  accounts: { email: string; password: string; role: string }[];
}

export const templateDatabase = 'guichet_template';
/** One for each town that a run may open: a namespace made later is known to the engine only after a while. */
export const namespaces = Array.from({ length: 200 }, (_, index) => `town-${index + 1}`);

export async function startShared(): Promise<{ stop(): Promise<void> }> {
  const config = readConfig({ ...process.env, PORT: '0' });
  const dataDir = await mkdtemp(path.join(tmpdir(), 'guichet-test-'));
  // As root, PostgreSQL runs as another user and must be able to enter.
  await chmod(dataDir, 0o711);
  const cache = path.join(config.dataDir, 'cache');
  const programs = path.join(config.dataDir, 'tests', String(process.pid));
  const [postgres, temporal, bundle] = await Promise.all([
    startPostgres({ dataDir, durable: false }),
    startEngine(config, dataDir),
    bundleWorkflows(path.join(cache, 'bundle')),
    buildAssets(path.join(cache, 'assets')),
    createEmails({ cacheDir: path.join(cache, 'emails') }),
    compilePrograms(programs),
  ]);
  const db = await openDatabase(await postgres.createDatabase(templateDatabase));
  const app = postgres.url(templateDatabase, 'guichet_app');
  const statistics = postgres.url(templateDatabase, 'guichet_statistics');
  await migrate(db);
  await grantRights(db, { app, statistics });
  let accounts: Shared['accounts'] = [];
  await seedDemoTown(db, services, async (seeded) => {
    accounts = seeded;
  });
  await db.destroy();
  const maintenance = await openDatabase(postgres.url('postgres'));
  await maintenance.query('create sequence town_number');
  await maintenance.destroy();
  const shared: Shared = {
    postgres: postgres.url('postgres'),
    app,
    statistics,
    temporal: temporal.address,
    temporalProgram: temporal.program,
    serverLogs: [path.join(dataDir, 'logs', 'postgres.log'), path.join(dataDir, 'temporal.log')],
    bundle,
    programs,
    dataDir: config.dataDir,
    assets: path.join(cache, 'assets'),
    accounts,
  };
  process.env.GUICHET_TEST = JSON.stringify(shared);
  return {
    async stop() {
      await Promise.all([temporal.stop(3_000), postgres.stop(3_000)]);
      const engine = path.join(dataDir, 'temporal');
      const files = (await readdir(engine)).filter((name) => name.startsWith('temporal.db'));
      if (files.length === 0) throw new Error('the engine’s file is not where the watch looks for it');
      const found = await Promise.all([
        ...shared.serverLogs.map(leaksInLog),
        ...files.map((name) => leaksInBytes(path.join(engine, name))),
      ]);
      for (const folder of [dataDir, programs]) await rm(folder, { recursive: true, force: true });
      requireNone(found.flat());
    },
  };
}

/** The program is kept with the checkout's own data, so that it is fetched once. */
async function startEngine(config: ReturnType<typeof readConfig>, dataDir: string) {
  const program = await findTemporal({ config, dataDir: config.dataDir, say: console.log });
  const logFile = path.join(dataDir, 'temporal.log');
  const server = await startTemporal({ path: program, dataDir, namespaces, logFile, uiPort: false });
  return { ...server, program };
}
