import { mkdirSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { leash, type Running } from './leash.ts';
import { isAlive, stopLeftover } from './leftover.ts';
import { keptPort } from './ports.ts';
import { type Cluster, databaseUser, type EmbeddedRole, prepareCluster, rolePassword } from './postgres-cluster.ts';
import { StartError } from './start-error.ts';

export interface EmbeddedPostgres extends Running {
  port: number;
  /** The address of a database of this server, with user and password: of its owner, or of another role's. */
  url(database: string, role?: EmbeddedRole): string;
  /** Makes the database if it is not there yet, and gives its address. */
  createDatabase(name: string): Promise<string>;
}

/**
 * Starts the PostgreSQL of the npm package on the files in `dataDir/postgres/`, on 127.0.0.1 only, and resolves when it
 * answers. A server left over from a killed run is stopped first.
 * @param options.port otherwise the port of the last start, if it is still free
 * @param options.durable false only for tests: a power cut may then lose everything
 * @throws StartError in one line
 */
export async function startPostgres(options: {
  dataDir: string;
  port?: number | undefined;
  durable: boolean;
}): Promise<EmbeddedPostgres> {
  const { dataDir, durable } = options;
  const cluster = await prepareCluster(join(dataDir, 'postgres'));
  await stopLeftoverPostgres(cluster.folder);

  const port = options.port ?? (await keptPort(join(dataDir, 'postgres', 'port')));
  const url = (database: string, role?: EmbeddedRole) => {
    const account = role ? `${role}:${rolePassword(cluster, role)}` : `${databaseUser}:${cluster.password}`;
    return `postgresql://${account}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
  };
  const logFile = join(dataDir, 'logs', 'postgres.log');
  mkdirSync(join(dataDir, 'logs'), { recursive: true });

  const server = await runUntilReady(cluster, port, durable, logFile, url('postgres'));
  return { ...server, port, url, createDatabase: (name) => createDatabase(url, name) };
}

// The limits are for a machine that starts after a hard stop: recovery, and connections of the old server that still end.
const readyWithinMs = 60_000;
const sharedMemoryFreeWithinMs = 10_000;

async function runUntilReady(
  cluster: Cluster,
  port: number,
  durable: boolean,
  logFile: string,
  url: string,
): Promise<Running> {
  const begin = Date.now();
  for (;;) {
    const offset = (await readFile(logFile, 'utf8').catch(() => '')).length;
    const server = leash(cluster.postgres, postgresArguments(cluster.folder, port, durable), {
      stopSignal: 'SIGINT',
      logFile,
      env: { ...process.env, LC_ALL: 'C' },
      ...cluster.owner,
    });
    const end = await Promise.race([server.exited, answers(url)]);
    if (end === undefined) return server;

    await server.stop(0);
    const said = (await readFile(logFile, 'utf8')).slice(offset);
    // After kill -9 of the server alone, its connections need a moment to notice.
    if (said.includes('shared memory block') && Date.now() - begin < sharedMemoryFreeWithinMs) {
      await delay(200);
      continue;
    }
    const reason = /FATAL: {2}(.*)/.exec(said)?.[1] ?? end;
    throw new StartError(`PostgreSQL does not start: ${reason} (more in ${logFile}).`);
  }
}

function postgresArguments(folder: string, port: number, durable: boolean): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '100',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // An error quotes whole rows, with the people in them; the part that has caused it logs its code.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return [
    '-D',
    folder,
    '-p',
    String(port),
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
}

/** Resolves with nothing when a query is answered, with a reason when that takes too long. */
async function answers(url: string): Promise<string | undefined> {
  const end = Date.now() + readyWithinMs;
  while (Date.now() < end) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    client.on('error', () => undefined);
    const connected = await client.connect().then(
      () => true,
      () => false,
    );
    await client.end().catch(() => undefined);
    if (connected) return undefined;
    await delay(30);
  }
  return `no answer within ${readyWithinMs / 1000} s`;
}

async function createDatabase(url: (database: string) => string, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: url('postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (!rowCount) await client.query(`create database ${client.escapeIdentifier(name)}`);
    return url(name);
  } finally {
    await client.end();
  }
}

async function stopLeftoverPostgres(folder: string): Promise<void> {
  const pidFile = join(folder, 'postmaster.pid');
  const pid = Number.parseInt(await readFile(pidFile, 'utf8').catch(() => ''), 10);
  if (!pid || !isAlive(pid)) return;
  if (!(await stopLeftover(pid, `-D ${folder} `, ['SIGINT', 'SIGQUIT', 'SIGKILL'], 8_000)))
    throw new StartError(`PostgreSQL of an earlier run (pid ${pid}) can not be stopped: end it and start again.`);
  // Another program with the number of the old server would make PostgreSQL believe that it still runs.
  if (isAlive(pid)) await rm(pidFile, { force: true });
}
