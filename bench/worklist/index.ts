import { randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startPart } from '../../bin/embedded/parts.ts';
import { freePort } from '../../bin/embedded/ports.ts';
import { startPostgres } from '../../bin/embedded/postgres.ts';
import { type DemoAccount, migrate, openDatabase, seedDemoTown } from '../../db/index.ts';
import { services } from '../../workflows/services.ts';
import { loadRequests } from './load.ts';
import { measurePages, readersOf } from './measure.ts';
import { plansOf, sequentialScans } from './plans.ts';

// `npm run bench:worklist`: how fast agents' pages are with fifty thousand open requests, and whether an index answers.

const { values } = parseArgs({
  options: {
    open: { type: 'string', default: '50000' },
    ended: { type: 'string', default: '50000' },
    seed: { type: 'string', default: '1' },
    plans: { type: 'boolean', default: false },
    /** Fills the database at `DATABASE_URL`, which has been migrated and has its services and agents, and measures nothing. */
    'load-only': { type: 'boolean', default: false },
  },
});
const wanted = { open: Number(values.open), ended: Number(values.ended), seed: Number(values.seed) };

if (values['load-only']) {
  const db = await openDatabase(process.env.DATABASE_URL!);
  await load(db);
  await db.destroy();
} else process.exitCode = (await bench()) ? 0 : 1;

/** @returns whether the goals were met */
async function bench(): Promise<boolean> {
  const home = await mkdtemp(join(tmpdir(), 'guichet-worklist-'));
  // Root's PostgreSQL runs as another user, who must be able to pass through.
  await chmod(home, 0o711);
  await mkdir(join(home, 'logs'));
  const undo: (() => Promise<unknown>)[] = [() => rm(home, { recursive: true, force: true, maxRetries: 5 })];
  try {
    const postgres = await startPostgres({ dataDir: home, durable: true });
    undo.push(() => postgres.stop(5_000));
    const databaseUrl = await postgres.createDatabase('guichet');
    const db = await openDatabase(databaseUrl);
    undo.push(() => db.destroy());
    await migrate(db);
    let accounts: DemoAccount[] = [];
    await seedDemoTown(db, services, async (seeded) => {
      accounts = seeded;
    });
    await load(db);

    const port = await freePort();
    const api = await startPart({
      name: 'api',
      env: {
        PATH: process.env.PATH,
        GUICHET_DATA: home,
        GUICHET_KEY: randomBytes(32).toString('base64'),
        PORT: String(port),
        DATABASE_URL: databaseUrl,
        TEMPORAL_ADDRESS: '127.0.0.1:1',
        SMTP_URL: 'smtp://127.0.0.1:1',
      },
      logFile: join(home, 'logs', 'api.log'),
      signal: new AbortController().signal,
    });
    undo.push(() => api.stop(5_000));
    const readers = await readersOf(db, accounts);
    const before = await sequentialScans(db);
    const met = await measurePages(`http://127.0.0.1:${port}`, readers);
    const scanned = await sequentialScans(db, before);
    console.log(scanned.length === 0 ? 'No large table was read from end to end.' : `READ FROM END TO END: ${scanned}`);
    if (values.plans) console.log(await plansOf(db));
    return met && scanned.length === 0;
  } finally {
    for (const step of undo.reverse()) await step();
  }
}

async function load(db: Awaited<ReturnType<typeof openDatabase>>): Promise<void> {
  const begin = performance.now();
  await loadRequests(db, wanted);
  const seconds = ((performance.now() - begin) / 1000).toFixed(0);
  console.log(`${wanted.open} open and ${wanted.ended} ended requests were written in ${seconds} s.`);
}
