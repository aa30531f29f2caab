import { join } from 'node:path';
import { clocks } from '../workflows/kit/calendar.ts';
import { services } from '../workflows/services.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { announce, keepAccounts } from './embedded/announce.ts';
import { type DataFolder, keptKey, takeDataFolder } from './embedded/data-folder.ts';
import { keepRunning } from './embedded/keep-running.ts';
import { startMailbox } from './embedded/mailbox.ts';
import { type PartName, startPart } from './embedded/parts.ts';
import { freePort } from './embedded/ports.ts';
import { type EmbeddedPostgres, startPostgres } from './embedded/postgres.ts';
import { requireDatabase, requireFreePort, requireTemporal } from './embedded/reach.ts';
import { StartError } from './embedded/start-error.ts';
import { type EmbeddedTemporal, startTemporal } from './embedded/temporal.ts';
import { findTemporal } from './embedded/temporal-program.ts';

// The whole of Guichet in one command: `npm start`. This process only starts, watches and stops the others.

/** In the order of the start; stopped backwards, the parts of one stage together. 9.5 s in all, of the 10 promised. */
const stopTimeoutMs = { servers: 3_000, 'lesser servers': 500, workers: 3_500, api: 2_500 };
type Stage = keyof typeof stopTimeoutMs;

const stops: { stage: Stage; stop(): Promise<void> }[] = [];
const givingUp = new AbortController();
let folder: DataFolder | undefined;
let firstSignalAt = 0;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

const started = start().catch((error) => (firstSignalAt ? undefined : fail(error)));

async function start(): Promise<void> {
  let config = readConfig();
  if (config.port === 0) config = readConfig({ ...process.env, PORT: String(await freePort()) });
  folder = await takeDataFolder(config.dataDir);
  await requireFreePort(config.port, folder.afterKill ? 8_000 : 0);
  say(`Guichet starts, with its data in ${config.dataDir}`);

  const servers = together(database(config), engine(config));
  const [[databases, temporal], identity] = await together(servers, identityProvider(config));
  const mailbox = config.smtpUrl ? undefined : await mailboxIn(join(config.dataDir, 'mailbox'));
  const smtpUrl = config.smtpUrl ?? mailbox!.url;
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    GUICHET_DATA: config.dataDir,
    ...(!config.key && { GUICHET_KEY: await keptKey(config.dataDir) }),
    PORT: String(config.port),
    PUBLIC_URL: config.publicUrl,
    DATABASE_URL: databases.app,
    DATABASE_OWNER_URL: undefined,
    DATABASE_STATISTICS_URL: undefined,
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: config.temporalNamespace,
    ...(temporal.uiUrl && { TEMPORAL_UI_URL: temporal.uiUrl }),
    SMTP_URL: smtpUrl,
    // The accounts of the demonstration have passwords alone.
    SECOND_FACTOR_ROLES: process.env.SECOND_FACTOR_ROLES?.trim() || 'none',
    ...(mailbox && { GUICHET_MAILBOX: mailbox.folder }),
    ...identity?.settings,
  };
  await together(part('worker', config, env), part('relay', config, env));
  await part('api', config, env);

  givingUp.signal.throwIfAborted();
  const portal = `http://127.0.0.1:${config.port}/`;
  await announce(config.dataDir, {
    portal,
    postgres: databases.owner,
    database: databases.app,
    statistics: databases.statistics,
    temporal: temporal.address,
    temporalUi: temporal.uiUrl,
    smtp: smtpUrl,
    mailbox: mailbox && `${portal}boite`,
    identity: identity?.issuer,
    pid: process.pid,
  });
}

interface Databases {
  /** The schema is the owner's; the parts work with its rows; figures are only read. */
  owner: string;
  app: string;
  statistics: string | undefined;
}

/** PostgreSQL with the schema and the demonstration town in it. */
async function database(config: Config): Promise<Databases> {
  // Loading the entities takes as long as starting the server: at the same time.
  const loading = import('../db/index.ts');
  const given = givenDatabases(config);
  if (given) await timed('PostgreSQL at DATABASE_URL', () => requireDatabase(given.owner));
  const urls = given ?? (await timed('PostgreSQL', () => embeddedPostgres(config)));

  await timed('Schema and demonstration town', async () => {
    const { openDatabase, migrate, setClock, grantRights, seedDemoTown } = await loading;
    const db = await openDatabase(urls.owner, { poolSize: 2 });
    try {
      await migrate(db);
      await setClock(db, clocks[config.holidayZone]);
      await grantRights(db, urls);
      await seedDemoTown(db, services, (accounts) => keepAccounts(config.dataDir, accounts));
    } finally {
      await db.destroy();
    }
  });
  return urls;
}

function givenDatabases({ databaseUrl, databaseOwnerUrl, databaseStatisticsUrl }: Config): Databases | undefined {
  if (!databaseUrl) return undefined;
  return { owner: databaseOwnerUrl ?? databaseUrl, app: databaseUrl, statistics: databaseStatisticsUrl };
}

async function embeddedPostgres({ dataDir }: Config): Promise<Databases> {
  const { first, stop } = await keepRunning({
    name: 'PostgreSQL',
    start: (previous?: EmbeddedPostgres) => startPostgres({ dataDir, durable: true, port: previous?.port }),
    stopTimeoutMs: stopTimeoutMs.servers,
    say,
  });
  stops.push({ stage: 'servers', stop });
  const owner = await first.createDatabase('guichet');
  return { owner, app: first.url('guichet', 'guichet_app'), statistics: first.url('guichet', 'guichet_statistics') };
}

async function engine(config: Config): Promise<{ address: string; uiUrl?: string | undefined }> {
  const address = config.temporalAddress;
  if (address) {
    await timed('Temporal at TEMPORAL_ADDRESS', () => requireTemporal(address));
    return { address };
  }
  const { dataDir } = config;
  return timed('Temporal', async () => {
    const path = await findTemporal({ config, dataDir, say, signal: givingUp.signal });
    const logFile = join(dataDir, 'logs', 'temporal.log');
    const namespaces = [config.temporalNamespace];
    const { first, stop } = await keepRunning({
      name: 'Temporal',
      start: (previous?: EmbeddedTemporal) =>
        startTemporal({ path, dataDir, namespaces, logFile, port: previous?.port, uiPort: previous?.uiPort }),
      stopTimeoutMs: stopTimeoutMs.servers,
      say,
    });
    stops.push({ stage: 'servers', stop });
    return first;
  });
}

async function mailboxIn(folder: string): Promise<{ url: string; folder: string }> {
  const { url, stop } = await timed('Mailbox', () => startMailbox({ folder }));
  stops.push({ stage: 'lesser servers', stop });
  return { url, folder };
}

/** Whom citizens and agents sign in with, unless the settings name others. */
async function identityProvider(config: Config): Promise<{ issuer: string; settings: NodeJS.ProcessEnv } | undefined> {
  if (config.citizenIdentity && config.agentIdentity) return undefined;
  const { issuer, settings, stop } = await timed('Identity provider', async () => {
    const { identitiesIn } = await import('./embedded/identities.ts');
    return identitiesIn(config.dataDir, config.publicUrl);
  });
  stops.push({ stage: 'lesser servers', stop });
  const { citizens, agents } = settings;
  return { issuer, settings: { ...(!config.citizenIdentity && citizens), ...(!config.agentIdentity && agents) } };
}

async function part(name: PartName, config: Config, env: NodeJS.ProcessEnv): Promise<void> {
  const stage = name === 'api' ? 'api' : 'workers';
  const logFile = join(config.dataDir, 'logs', `${name}.log`);
  const { stop } = await timed(name, () =>
    keepRunning({
      name,
      start: () => startPart({ name, env, logFile, signal: givingUp.signal }),
      stopTimeoutMs: stopTimeoutMs[stage],
      say,
    }),
  );
  stops.push({ stage, stop });
}

async function timed<Result>(name: string, step: () => Promise<Result>): Promise<Result> {
  givingUp.signal.throwIfAborted();
  const begin = Date.now();
  const result = await step();
  say(`  ${name.padEnd(30)}${((Date.now() - begin) / 1000).toFixed(1)} s`);
  return result;
}

/** When one fails the other is given up, but waited for, so that what it started is known and can be stopped. */
async function together<One, Other>(...steps: [Promise<One>, Promise<Other>]): Promise<[One, Other]> {
  try {
    return await Promise.all(steps);
  } catch (error) {
    givingUp.abort();
    await Promise.allSettled(steps);
    throw error;
  }
}

/** A terminal and npm both pass Ctrl-C on, so the same one comes twice: only a later one means impatience. */
function onSignal(): void {
  if (firstSignalAt && Date.now() - firstSignalAt > 1_000) {
    folder?.release();
    // The leash and the closed IPC channels end the others.
    process.exit(1);
  }
  if (firstSignalAt) return;
  firstSignalAt = Date.now();
  say('Guichet stops.');
  void stopAll().then(() => process.exit(0));
}

async function stopAll(): Promise<void> {
  givingUp.abort();
  await Promise.race([started, new Promise((resolve) => setTimeout(resolve, 3_000))]);
  for (const stage of ['api', 'workers', 'lesser servers', 'servers'] satisfies Stage[])
    await Promise.all(stops.filter((one) => one.stage === stage).map(({ stop }) => stop()));
  folder?.release();
}

function fail(error: unknown): void {
  const known = error instanceof ConfigError || error instanceof StartError;
  console.error(known ? error.message : error);
  void stopAll().then(() => process.exit(1));
}

function say(line: string): void {
  console.log(line);
}
