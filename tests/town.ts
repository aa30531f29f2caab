/** A whole town for one test file: its own database, mail and engine namespace; the worker is a process, the rest runs here. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { Client as PgClient } from 'pg';
import { type Logger, pino } from 'pino';
import type { DataSource } from 'typeorm';
import { checkRoutingTables } from '../activities/routing-check.ts';
import { exportRouting } from '../activities/routing-import.ts';
import { createApp } from '../api/app.ts';
import { openLimits } from '../api/limits.ts';
import { openOperatorEngine } from '../api/operator/engine.ts';
import type { Services } from '../api/services.ts';
import { simulationPrograms } from '../bin/simulation/forked.ts';
import { followTypes, townOf } from '../bin/town.ts';
import { closuresAhead, closuresOf } from '../db/closures.ts';
import { openContentStore } from '../db/content-store.ts';
import { openLedger } from '../db/erasure-ledger.ts';
import { grantRights, openDatabase, setClock } from '../db/index.ts';
import { openEngine } from '../relay/engine.ts';
import { startRelay } from '../relay/relay.ts';
import { createEmails } from '../templates/emails.ts';
import { createPages } from '../templates/pages.ts';
import type { Zone } from '../workflows/contract.ts';
import { clocks } from '../workflows/kit/calendar.ts';
import { payloadCodec } from '../workflows/payload-codec.ts';
import { type Api, apiAt } from './api-client.ts';
import { type MailSink, startMailSink } from './mail-sink.ts';
import { namespaces, type Shared, templateDatabase } from './shared.ts';
import { leaksIn, requireNone } from './watch.ts';
import { keepWorker } from './worker-process.ts';

export const shared = JSON.parse(process.env.GUICHET_TEST ?? '{}') as Shared;

export interface TownOptions {
  /** False for a test that looks at what waits for the part. */
  worker?: boolean;
  /** A second worker, so that one is at work while another starts. */
  spareWorker?: boolean;
  relay?: boolean;
  /** Every run jumps from timer to timer. */
  skipTime?: boolean;
  /** What a proxy before the town is called by. */
  publicUrl?: string;
  /** `host:port` of an antivirus. */
  antivirus?: string;
  /** Where the town is; metropolitan France unless told otherwise. */
  zone?: Zone;
  /** Another engine than the shared one, which this test may stop. */
  temporal?: string;
  /** Of a town that was open before: its database and data folder, which then outlive it. */
  kept?: { databaseUrl: string; dataDir: string };
}

export interface Town {
  url: string;
  api: Api;
  /** As its owner: a test prepares and looks at what the parts, who work as `services.db` does, could not. */
  db: DataSource;
  /** As the parts have it. */
  databaseUrl: string;
  statisticsUrl: string;
  mail: MailSink;
  temporal: Client;
  /** `kill -9`; resolves when its successor polls. */
  killWorker(): Promise<void>;
  key: Buffer;
  /** What the API was made with; a test may make another with some of it changed. */
  services: Services;
  /** Its data folder, and in it that of the stored documents. */
  dataDir: string;
  documents: string;
  /** Everything logged so far, as text. */
  logged(): string;
  stop(): Promise<void>;
}

export async function openTown(options: TownOptions = {}): Promise<Town> {
  const { zone = 'metropole' } = options;
  const key = Buffer.alloc(32, 7);
  const dataDir = options.kept?.dataDir ?? (await mkdtemp(path.join(tmpdir(), 'guichet-town-')));
  const urls = urlsOf(options.kept?.databaseUrl ?? (await copyTemplate()));
  const [db, owner, mail] = await Promise.all([
    openDatabase(urls.app),
    openDatabase(urls.owner, { poolSize: 5 }),
    startMailSink(),
  ]);
  if (options.kept) await grantRights(owner, urls);
  await setClock(owner, clocks[zone]);
  const { log, logged, heard } = memoryLog();
  const address = options.temporal ?? shared.temporal;
  const namespace = options.temporal ? 'guichet' : await nextNamespace();
  const engine = { address, namespace, key };
  const connection = options.skipTime ? await timeSkipping(address) : undefined;
  const documents = path.join(dataDir, 'documents');

  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const town = townOf(options.publicUrl ?? url);
  const followed = await followTypes(db, log, 200);
  const services: Services = {
    db,
    log,
    key,
    town,
    get types() {
      return followed.types;
    },
    zone,
    closures: async (service) => closuresOf(await closuresAhead(db), service),
    store: openContentStore(documents),
    ledger: openLedger(dataDir),
    pages: createPages({ assetVersion: 'test' }),
    emails: await createEmails({ cacheDir: path.join(shared.dataDir, 'cache', 'emails') }),
    simulations: simulationPrograms({ GUICHET_DATA: shared.dataDir, HOLIDAY_ZONE: zone }),
    routing: { faults: async (...tables) => checkRoutingTables(...tables), file: (type) => exportRouting(db, type) },
    limits: openLimits({ db, key, proxyHops: options.publicUrl ? 1 : 0 }),
    secondFactorRoles: [],
    assets: shared.assets,
    engineAddress: address,
    engine: openOperatorEngine({ address, namespace }),
    engineUi: `http://127.0.0.1:8233/namespaces/${namespace}/workflows`,
    mailAddress: new URL(mail.url).host,
    mailFrom: 'ne-pas-repondre@guichet.example',
    antivirusAddress: options.antivirus,
  };
  server.on('request', createApp(services).callback());

  const stops: (() => Promise<unknown>)[] = [];
  if (options.relay !== false) {
    const relayEngine = openEngine({ ...engine, zone, ...(connection && { connection }) });
    const relay = startRelay({ db, engine: relayEngine, log });
    stops.push(async () => {
      await relay.stop();
      await relayEngine.close();
    });
  }
  const settings = {
    DATABASE_URL: urls.app,
    TEMPORAL_ADDRESS: address,
    TEMPORAL_NAMESPACE: namespace,
    SMTP_URL: mail.url,
    PUBLIC_URL: url,
    GUICHET_KEY: key.toString('base64'),
    GUICHET_BUNDLE: shared.bundle,
    GUICHET_DATA: dataDir,
    HOLIDAY_ZONE: zone,
    ...(options.antivirus && { CLAMD_URL: `tcp://${options.antivirus}` }),
  };
  // Made once for all towns; the rest of its folder is the town's own.
  const cache = path.join(dataDir, 'cache');
  if (!existsSync(cache)) await symlink(path.join(shared.dataDir, 'cache'), cache);
  // In a process of its own, as in production: the engine's threads and jest's module loader do not share one well.
  const worker =
    options.worker === false
      ? undefined
      : await keepWorker({ programs: shared.programs, env: settings, heard, spare: options.spareWorker });
  if (worker) stops.push(worker.stop);
  const client = await Connection.connect({ address });
  return {
    url,
    api: apiAt(url),
    db: owner,
    databaseUrl: urls.app,
    statisticsUrl: urls.statistics,
    mail,
    killWorker: () => worker!.kill(),
    key,
    services,
    dataDir,
    documents,
    logged,
    temporal: new Client({
      connection: client,
      namespace,
      dataConverter: { payloadCodecs: [payloadCodec(key)] },
    }),
    async stop() {
      followed.stop();
      await Promise.all(stops.map((stop) => stop()));
      await Promise.all([client.close(), services.engine.close()]);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await mail.stop();
      await Promise.all([db.destroy(), owner.destroy()]);
      if (!options.kept) await dropDatabase(urls.owner);
      if (!options.kept) await rm(dataDir, { recursive: true, force: true });
      requireNone(leaksIn('the town’s log', logged()));
    },
  };
}

/** A connection whose starts ask the server to skip time: the SDK's client does not offer the field yet. */
async function timeSkipping(address: string): Promise<Connection> {
  const connection = await Connection.connect({ address });
  const service = connection.workflowService;
  const start = service.startWorkflowExecution.bind(service);
  service.startWorkflowExecution = ((request: object) =>
    start({ ...request, timeSkippingConfig: { enabled: true } } as Parameters<
      typeof start
    >[0])) as typeof service.startWorkflowExecution;
  const signal = service.signalWithStartWorkflowExecution.bind(service);
  service.signalWithStartWorkflowExecution = ((request: object) =>
    signal({ ...request, timeSkippingConfig: { enabled: true } } as Parameters<
      typeof signal
    >[0])) as typeof service.signalWithStartWorkflowExecution;
  return connection;
}

/** The address of a database of its own, as its owner; the copy has the rights that the template's roles have. */
export async function copyTemplate(): Promise<string> {
  const name = `town_${randomUUID().replaceAll('-', '')}`;
  await maintenance(`create database ${name} template ${templateDatabase}`);
  return Object.assign(new URL(shared.postgres), { pathname: `/${name}` }).href;
}

function urlsOf(databaseUrl: string): Record<'owner' | 'app' | 'statistics', string> {
  const { pathname } = new URL(databaseUrl);
  const at = (url: string) => Object.assign(new URL(url), { pathname }).href;
  return { owner: at(shared.postgres), app: at(shared.app), statistics: at(shared.statistics) };
}

/** A namespace of the shared engine that no other town has. */
async function nextNamespace(): Promise<string> {
  const [{ number }] = (await maintenance(`select nextval('town_number')::int as number`)).rows;
  return namespaces[number - 1]!;
}

export const dropDatabase = (url: string) =>
  maintenance(`drop database ${new URL(url).pathname.slice(1)} with (force)`);

async function maintenance(statement: string) {
  const client = new PgClient({ connectionString: shared.postgres });
  await client.connect();
  // A template that somebody copies at the same moment is refused: one after the other.
  await client.query(`select pg_advisory_lock(1)`);
  return client.query(statement).finally(() => client.end());
}

function memoryLog(): { log: Logger; logged(): string; heard(text: string): void } {
  const lines: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) });
  return { log, logged: () => lines.join(''), heard: (text) => void lines.push(text) };
}
