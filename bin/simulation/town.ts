import { randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import type { DataSource } from 'typeorm';
import { migrate, openDatabase, seedDemoTown } from '../../db/index.ts';
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
  connection: Connection;
  client: Client;
  namespace: string;
  mailFolder: string;
  close(): Promise<void>;
}

const namespace = 'guichet';

export async function openSimulatedTown(config: Config, signal: AbortSignal): Promise<SimulatedTown> {
  const home = await mkdtemp(join(tmpdir(), 'guichet-simulation-'));
  // Root's PostgreSQL runs as another user, who must be able to pass through.
  await chmod(home, 0o711);
  await mkdir(join(home, 'logs'));
  const undo: (() => Promise<unknown>)[] = [() => rm(home, { recursive: true, force: true, maxRetries: 5 })];
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const mailFolder = join(home, 'mail');
    const [databaseUrl, engine, mailbox] = await Promise.all([
      database(home, undo),
      temporal(config, home, signal, undo),
      startMailbox({ folder: mailFolder }),
    ]);
    undo.push(() => mailbox.stop());
    const key = randomBytes(32);
    const db = await openDatabase(databaseUrl, { poolSize: 4 });
    undo.push(() => db.destroy());
    await migrate(db);
    await seedDemoTown(db, services, async () => undefined);
    const env = {
      PATH: process.env.PATH,
      // The bundle and the compiled emails of the instance are as good here, and are there.
      GUICHET_DATA: config.dataDir,
      GUICHET_KEY: key.toString('base64'),
      DATABASE_URL: databaseUrl,
      TEMPORAL_ADDRESS: engine.address,
      SMTP_URL: mailbox.url,
    };
    for (const name of ['worker', 'relay'] as const) {
      const part = await startPart({ name, env, logFile: join(home, 'logs', `${name}.log`), signal });
      undo.push(() => part.stop(3_000));
    }
    const connection = await Connection.connect({ address: engine.address });
    undo.push(() => connection.close());
    const dataConverter = { payloadCodecs: [payloadCodec(key)] };
    return {
      db,
      key,
      connection,
      client: new Client({ connection, namespace, dataConverter }),
      namespace,
      mailFolder,
      close,
    };
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

async function temporal(config: Config, home: string, signal: AbortSignal, undo: Undo): Promise<{ address: string }> {
  const path = await findTemporal({ config, dataDir: config.dataDir, say: () => {}, signal });
  const logFile = join(home, 'logs', 'temporal.log');
  const engine = await startTemporal({
    path,
    dataDir: home,
    namespaces: [namespace],
    logFile,
    uiPort: false,
    inMemory: true,
  });
  undo.push(() => engine.stop(3_000));
  return engine;
}
