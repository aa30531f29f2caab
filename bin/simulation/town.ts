import { randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { pino } from 'pino';
import type { DataSource } from 'typeorm';
import { closuresAhead } from '../../db/closures.ts';
import { migrate, openDatabase, seedDemoTown, setClock } from '../../db/index.ts';
import { openEngine } from '../../relay/engine.ts';
import { startRelay } from '../../relay/relay.ts';
import type { EngineAddress } from '../../workflows/engine-address.ts';
import { type Calendar, clocks } from '../../workflows/kit/calendar.ts';
import { payloadCodec } from '../../workflows/payload-codec.ts';
import { services } from '../../workflows/services.ts';
import type { Config } from '../config.ts';
import { startMailbox } from '../embedded/mailbox.ts';
import { startPart } from '../embedded/parts.ts';
import { startPostgres } from '../embedded/postgres.ts';
import { startTemporal } from '../embedded/temporal.ts';
import { findTemporal } from '../embedded/temporal-program.ts';

/** A town that lives for one simulation, with a database, an engine and a mailbox of its own: nothing of it touches another. */
export interface SimulatedTown {
  db: DataSource;
  key: Buffer;
  calendar: Calendar;
  connection: Connection;
  client: Client;
  namespace: string;
  close(): Promise<void>;
}

export interface SimulatedTownOptions {
  config: Config;
  /** Ends the start. */
  signal: AbortSignal;
  /** 32 bytes, by which the engine's payloads are encrypted; otherwise nobody's. */
  key?: Buffer;
  /** How many events a history may have before its run is to go on in a new one; otherwise as in any town. */
  historyEventsAtMost?: number;
  /** Gives the new database its services and people; otherwise they are the demonstration's. */
  furnish?(db: DataSource): Promise<unknown>;
  /** Runs the processes in place of `bin/worker`. */
  worker?(db: DataSource, engine: EngineAddress): Promise<{ stop(timeoutMs: number): Promise<unknown> }>;
}

const namespace = 'guichet';

export async function openSimulatedTown(options: SimulatedTownOptions): Promise<SimulatedTown> {
  const { config, key = randomBytes(32) } = options;
  const home = await mkdtemp(join(tmpdir(), 'guichet-simulation-'));
  // Root's PostgreSQL runs as another user, who must be able to pass through.
  await chmod(home, 0o711);
  await mkdir(join(home, 'logs'));
  const undo: Undo = [() => rm(home, { recursive: true, force: true, maxRetries: 5 })];
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const [databaseUrl, { address }] = await Promise.all([database(home, undo), temporal(options, home, undo)]);
    const db = await openDatabase(databaseUrl, { poolSize: 16 });
    undo.push(() => db.destroy());
    await migrate(db);
    await setClock(db, clocks[config.holidayZone]);
    await (options.furnish?.(db) ?? seedDemoTown(db, services, async () => undefined));
    const connection = await Connection.connect({ address });
    undo.push(() => connection.close());
    const engine = { address, namespace, key };
    const worker = await (options.worker?.(db, engine) ??
      workerPart({ ...options, key }, { home, databaseUrl, address }, undo));
    undo.push(() => worker.stop(0));
    // In this process, which has loaded all that it needs: one more would take a second to start.
    const own = { ...engine, zone: config.holidayZone, connection };
    const relay = startRelay({ db, engine: openEngine(own), log: pino({ level: 'silent' }) });
    undo.push(() => relay.stop());
    const dataConverter = { payloadCodecs: [payloadCodec(key)] };
    const calendar = { zone: config.holidayZone, closures: (await closuresAhead(db)).map(({ day }) => day) };
    const client = new Client({ connection, namespace, dataConverter });
    return { db, key, calendar, connection, client, namespace, close };
  } catch (error) {
    await close();
    throw error;
  }
}

type Undo = (() => Promise<unknown>)[];

async function database(home: string, undo: Undo): Promise<string> {
  const postgres = await startPostgres({ dataDir: home, durable: false });
  undo.push(() => postgres.stop(3_000));
  return postgres.createDatabase('simulation');
}

/** The town's own worker, with a mailbox that nobody looks into. */
async function workerPart(
  { config, signal, key }: SimulatedTownOptions & { key: Buffer },
  { home, databaseUrl, address }: { home: string; databaseUrl: string; address: string },
  undo: Undo,
) {
  const mailbox = await startMailbox({ folder: join(home, 'mail') });
  undo.push(() => mailbox.stop());
  const env = {
    PATH: process.env.PATH,
    HOLIDAY_ZONE: config.holidayZone,
    // The bundle and the compiled emails of the instance are as good here, and are there.
    GUICHET_DATA: config.dataDir,
    GUICHET_KEY: key.toString('base64'),
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: address,
    SMTP_URL: mailbox.url,
  };
  return startPart({ name: 'worker', env, logFile: join(home, 'logs', 'worker.log'), signal });
}

async function temporal({ config, signal, historyEventsAtMost }: SimulatedTownOptions, home: string, undo: Undo) {
  const path = await findTemporal({ config, dataDir: config.dataDir, say: () => {}, signal });
  const engine = await startTemporal({
    path,
    dataDir: home,
    namespaces: [namespace],
    logFile: join(home, 'logs', 'temporal.log'),
    uiPort: false,
    inMemory: true,
    ...(historyEventsAtMost && { historyEventsAtMost }),
  });
  // Nothing of it is kept: there is nothing to wait for.
  undo.push(() => engine.stop(0));
  return engine;
}
