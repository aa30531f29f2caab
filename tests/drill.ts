/** A town whose halves are lost and put back: its own database, data folder and engine, and the parts between. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readConfig } from '../bin/config.ts';
import { startTemporal } from '../bin/embedded/temporal.ts';
import { backUp } from '../bin/safekeeping/backing-up.ts';
import { type Findings, figuresOf, reconcile } from '../bin/safekeeping/reconciler.ts';
import { reportOf } from '../bin/safekeeping/report.ts';
import { type Half, restore } from '../bin/safekeeping/restoring.ts';
import { openDatabase } from '../db/index.ts';
import { requireReconciled } from '../db/restorations.ts';
import { openRuns } from '../relay/runs.ts';
import type { ReceivedMail } from './mail-sink.ts';
import { copyTemplate, dropDatabase, openTown, shared, type Town } from './town.ts';

export type Drill = Awaited<ReturnType<typeof openDrill>>;

/** Application and engine run on one clock here, and write within milliseconds of each other. */
const clocksApartMs = 400;
const key = Buffer.alloc(32, 7);

export async function openDrill() {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'guichet-drill-'));
  const databaseUrl = await copyTemplate();
  const options = {
    path: shared.temporalProgram,
    dataDir,
    namespaces: ['guichet'],
    logFile: path.join(dataDir, 'temporal.log'),
    uiPort: false as const,
  };
  let engine = await startTemporal(options);
  const open = () => openTown({ temporal: engine.address, kept: { databaseUrl, dataDir } });
  let town = await open();
  const mails: ReceivedMail[] = [];
  let backups = 0;
  const config = readConfig({ DATABASE_URL: databaseUrl, GUICHET_DATA: dataDir, GUICHET_KEY: key.toString('base64') });

  /** Two comparisons, of which the second must find nothing. */
  async function compare(): Promise<[Findings, Record<string, number>]> {
    const runs = await openRuns({ address: engine.address, namespace: 'guichet' });
    const db = await openDatabase(databaseUrl);
    try {
      const began = performance.now();
      const found = await reconcile({ db, runs, clocksApartMs });
      const seconds = (performance.now() - began) / 1000;
      process.stdout.write(`${reportOf(found, { dryRun: false, seconds }).join('\n')}\n`);
      return [found, figuresOf(await reconcile({ db, runs, clocksApartMs }))];
    } finally {
      await Promise.all([runs.close(), db.destroy()]);
    }
  }

  /** Whether a worker or a relay would start now. */
  async function mayStart(): Promise<boolean> {
    const db = await openDatabase(databaseUrl);
    const refused = await requireReconciled(db).then(
      () => false,
      () => true,
    );
    await db.destroy();
    return !refused;
  }

  return {
    get town(): Town {
      return town;
    },
    dataDir,
    /** Every email that has left since the beginning. */
    mails: () => [...mails, ...town.mail.received()],
    compare,
    mayStart,
    /** What happens between here and the backup is not within a moment of it. */
    async backUp(): Promise<string> {
      await new Promise((resolve) => setTimeout(resolve, clocksApartMs + 100));
      backups += 1;
      const to = path.join(dataDir, 'backups', String(backups));
      await backUp({ databaseUrl, dataDir, key, engineIsHere: true, to, say: () => {} });
      await new Promise((resolve) => setTimeout(resolve, 100));
      return to;
    },
    restore: (from: string, only?: Half) =>
      restore({ config, from, only, replace: true, say: (line) => process.stdout.write(`${line}\n`) }),
    async killEngine() {
      process.kill(engine.pid, 'SIGKILL');
      await engine.exited;
    },
    async startEngine() {
      engine = await startTemporal({ ...options, port: engine.port });
    },
    /** Everything stops where it is. */
    async lose() {
      mails.push(...town.mail.received());
      await town.stop();
      await engine.stop(3_000);
    },
    async loseEngine() {
      await rm(path.join(dataDir, 'temporal'), { recursive: true });
    },
    async open() {
      town = await open();
    },
    async close() {
      await town.stop();
      await engine.stop(3_000);
      await dropDatabase(databaseUrl);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
