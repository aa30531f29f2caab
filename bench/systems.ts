import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startPart } from '../bin/embedded/parts.ts';
import { freePort } from '../bin/embedded/ports.ts';
import type { EmbeddedPostgres } from '../bin/embedded/postgres.ts';
import { startTemporal } from '../bin/embedded/temporal.ts';
import { services } from '../workflows/services.ts';
import type { Reached } from './control/journey.ts';
import type { Assignment } from './generator.ts';
import type { SystemName } from './plan.ts';
import { forkReady } from './processes.ts';

export interface Surroundings {
  /** A folder of this run alone. */
  home: string;
  /** Of all runs: what is made once (bundle, compiled emails) is made once. */
  sharedHome: string;
  temporalProgram: string;
  postgres: EmbeddedPostgres;
  smtpUrl: string;
  /** The name of the run, for its database. */
  run: string;
  signal: AbortSignal;
  onReached(reached: Reached): void;
  /** Told each thing that has been started, at once, so that a failure in between leaves nothing. */
  started(stop: () => Promise<void>): void;
}

/** Starts a system under test with an engine of its own; gives what the generator needs to drive and to watch it. */
export async function startSystem(name: SystemName, around: Surroundings): Promise<Omit<Assignment, 'plan'>> {
  await mkdir(join(around.home, 'logs'), { recursive: true });
  const metricsPort = await freePort();
  const temporal = await startTemporal({
    path: around.temporalProgram,
    dataDir: around.home,
    namespaces: ['guichet'],
    logFile: join(around.home, 'logs', 'temporal.log'),
    metricsPort,
  });
  around.started(() => temporal.stop(3_000));
  const start = name === 'guichet' ? startGuichet : startControl;
  const { target, processes } = await start(around, temporal.address);
  return {
    target,
    counters: {
      processes: { ...processes, engine: temporal.pid },
      postgresUrl: around.postgres.url('postgres'),
      metricsUrl: `http://127.0.0.1:${metricsPort}/metrics`,
    },
  };
}

type Started = { target: Assignment['target']; processes: Record<string, number> };

/** As `npm start` does it, with the generator's mail server in the mailbox's place. */
async function startGuichet(around: Surroundings, temporalAddress: string): Promise<Started> {
  const { home, sharedHome, postgres, smtpUrl, signal, run } = around;
  const databaseUrl = await postgres.createDatabase(run);
  const agent = await seed(databaseUrl);
  const port = await freePort();
  const env = {
    PATH: process.env.PATH,
    GUICHET_DATA: sharedHome,
    GUICHET_KEY: randomBytes(32).toString('base64'),
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: temporalAddress,
    SMTP_URL: smtpUrl,
  };
  const processes: Record<string, number> = { postgres: postgres.pid };
  for (const name of ['worker', 'relay', 'api'] as const) {
    const part = await startPart({ name, env, logFile: join(home, 'logs', `${name}.log`), signal });
    around.started(() => part.stop(5_000));
    processes[name] = part.pid;
  }
  return { target: { guichet: { portal: `http://127.0.0.1:${port}`, databaseUrl, agent } }, processes };
}

async function seed(databaseUrl: string): Promise<{ email: string; password: string }> {
  const { openDatabase, migrate, seedDemoTown } = await import('../db/index.ts');
  const db = await openDatabase(databaseUrl, { poolSize: 2 });
  try {
    await migrate(db);
    let agent: { email: string; password: string } | undefined;
    await seedDemoTown(db, services, async (accounts) => {
      agent = accounts.find(({ role }) => role === 'agent');
    });
    return { email: agent!.email, password: agent!.password };
  } finally {
    await db.destroy();
  }
}

async function startControl({ home, smtpUrl, onReached, started }: Surroundings, address: string): Promise<Started> {
  const worker = await forkReady({
    file: new URL('./control/worker.ts', import.meta.url),
    logFile: join(home, 'logs', 'worker.log'),
    env: { PATH: process.env.PATH, TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: 'guichet', SMTP_URL: smtpUrl },
    ready: (message) => 'ready' in message,
    started,
  });
  worker.on('message', (message: { reached?: Reached }) => message.reached && onReached(message.reached));
  return { target: { control: { address, namespace: 'guichet' } }, processes: { worker: worker.pid! } };
}
