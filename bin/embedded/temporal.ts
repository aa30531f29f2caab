import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { leash, type Running } from './leash.ts';
import { stopLeftover } from './leftover.ts';
import { freePort, keptPort } from './ports.ts';
import { StartError } from './start-error.ts';

export interface EmbeddedTemporal extends Running {
  /** host:port of the frontend. */
  address: string;
  uiUrl: string | undefined;
  port: number;
  uiPort: number | undefined;
}

export interface TemporalOptions {
  /** The program `temporal`. */
  path: string;
  /** The state is kept in `dataDir/temporal/`. */
  dataDir: string;
  /** Made when they are not there yet. */
  namespaces: string[];
  logFile: string;
  /** Otherwise the port of the last start, if it is still free. */
  port?: number | undefined;
  /** Without it the web interface gets a port as above; `false`: no web interface. */
  uiPort?: number | false | undefined;
  /** Nothing is kept after the stop (tests). */
  inMemory?: boolean;
  /** Serves Prometheus metrics here. */
  metricsPort?: number;
  /** From how many events on a run is asked to go on in a new one; the server's own number is 4096. */
  historyEventsAtMost?: number;
}

/**
 * Starts Temporal's development server on 127.0.0.1 and resolves when every namespace answers. A server left over from a
 * killed run on the same state is stopped first.
 * @throws StartError in one line
 */
export async function startTemporal(options: TemporalOptions): Promise<EmbeddedTemporal> {
  const home = join(options.dataDir, 'temporal');
  await mkdir(home, { recursive: true, mode: 0o700 });
  await mkdir(dirname(options.logFile), { recursive: true });
  const pidFile = join(home, 'pid');
  await stopLeftoverTemporal(pidFile, home);

  const port = options.port ?? (await keptPort(join(home, 'port')));
  const uiPort = options.uiPort === false ? undefined : (options.uiPort ?? (await keptPort(join(home, 'ui-port'))));
  const httpPort = await freePort();
  const server = leash(options.path, temporalArguments(options, { home, port, uiPort, httpPort }), {
    stopSignal: 'SIGTERM',
    logFile: options.logFile,
  });
  await writeFile(pidFile, `${server.pid}\n`);

  const failed = await Promise.race([server.exited, namespacesAnswer(httpPort, options.namespaces)]);
  if (failed !== undefined) {
    await server.stop(0);
    throw new StartError(`Temporal does not start: ${failed} (more in ${options.logFile}).`);
  }
  const uiUrl = uiPort === undefined ? undefined : `http://127.0.0.1:${uiPort}/`;
  return { ...server, address: `127.0.0.1:${port}`, port, uiPort, uiUrl };
}

interface Place {
  home: string;
  port: number;
  uiPort: number | undefined;
  httpPort: number;
}

const readyWithinMs = 60_000;

function temporalArguments(options: TemporalOptions, { home, port, uiPort, httpPort }: Place): string[] {
  const state = [
    '--db-filename',
    databaseFile(home),
    '--sqlite-pragma',
    'journal_mode=WAL',
    '--sqlite-pragma',
    'synchronous=NORMAL',
  ];
  // One partition for each task queue: with four, a quiet queue waits for a poll to be forwarded.
  // The engine reads a shard's queue at most twenty times a second, and this server has one shard: a step waited 50 ms.
  const dynamicConfig = [
    'matching.numTaskqueueReadPartitions=1',
    'matching.numTaskqueueWritePartitions=1',
    'history.transferProcessorMaxPollRPS=1000',
    'history.timerProcessorMaxPollRPS=1000',
    'frontend.WorkflowTimeSkippingEnabled=true',
    // By default a run is marked as stuck only after five failures in a row, which takes minutes.
    'system.numConsecutiveWorkflowTaskProblemsToTriggerSearchAttribute=2',
    ...(options.historyEventsAtMost ? [`limit.historyCount.suggestContinueAsNew=${options.historyEventsAtMost}`] : []),
  ];
  return [
    ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--http-port', String(httpPort)],
    ...(uiPort === undefined ? ['--headless'] : ['--ui-port', String(uiPort), '--ui-disable-news-fetch']),
    ...(options.metricsPort === undefined ? [] : ['--metrics-port', String(options.metricsPort)]),
    ...(options.inMemory ? [] : state),
    ...dynamicConfig.flatMap((setting) => ['--dynamic-config-value', setting]),
    ...options.namespaces.flatMap((namespace) => ['--namespace', namespace]),
    ...['--log-level', 'error'],
  ];
}

function databaseFile(home: string): string {
  return join(home, 'temporal.db');
}

/** Resolves with nothing when each namespace is described by the server, with a reason when that takes too long. */
async function namespacesAnswer(httpPort: number, namespaces: string[]): Promise<string | undefined> {
  const end = Date.now() + readyWithinMs;
  const waiting = new Set(['default', ...namespaces]);
  while (Date.now() < end) {
    for (const namespace of waiting) {
      const url = `http://127.0.0.1:${httpPort}/api/v1/namespaces/${encodeURIComponent(namespace)}`;
      const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
      await answer?.body?.cancel();
      if (answer?.ok) waiting.delete(namespace);
    }
    if (waiting.size === 0) return undefined;
    await delay(50);
  }
  return `the namespace ${[...waiting].join(', ')} does not answer within ${readyWithinMs / 1000} s`;
}

async function stopLeftoverTemporal(pidFile: string, home: string): Promise<void> {
  const pid = Number.parseInt(await readFile(pidFile, 'utf8').catch(() => ''), 10);
  if (pid && !(await stopLeftover(pid, `--db-filename ${databaseFile(home)} `, ['SIGTERM', 'SIGKILL'], 5_000)))
    throw new StartError(`Temporal of an earlier run (pid ${pid}) can not be stopped: end it and start again.`);
}
