/** What the API, the worker and the relay have in common as processes. */

import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Logger, pino } from 'pino';
import type { TownKey } from '../db/secrets.ts';
import { type Config, ConfigError, readConfig } from './config.ts';

export interface Part {
  /** Ends in order; at most a few seconds. */
  stop(): Promise<void>;
}

/** What every part needs to be told; the supervisor tells it, and in production the operator does. */
export interface PartConfig extends Omit<Config, 'key'> {
  databaseUrl: string;
  temporalAddress: string;
  smtpUrl: string;
  key: TownKey;
}

/**
 * Runs one part until SIGTERM, SIGINT or the end of its supervisor. Tells the supervisor when it is ready, or in one line
 * why it is not.
 */
export async function runPart(name: string, start: (config: PartConfig, log: Logger) => Promise<Part>): Promise<void> {
  let stopping = false;
  let part: Part | undefined;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await part?.stop().catch(() => {});
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop());
  process.on('disconnect', () => void stop());
  try {
    const config = requireAll(readConfig());
    const log = pino({ name, level: config.logLevel });
    part = await start(config, log);
    if (stopping) await part.stop();
    process.send?.({ ready: true });
    log.info('ready');
  } catch (error) {
    fail(name, error);
  }
}

/** Folder of what is made once and can be made again: bundle, style sheet, compiled emails. A build brings its own. */
export const cacheFolder = (config: Pick<Config, 'dataDir'>) =>
  existsSync(builtCache) ? builtCache : path.join(config.dataDir, 'cache');

// Beside `dist/bin`; beside the sources there is none.
const builtCache = fileURLToPath(new URL('../cache', import.meta.url));

/** @throws ConfigError naming what production must set */
function requireAll(config: Config): PartConfig {
  const { databaseUrl, temporalAddress, smtpUrl, key } = config;
  const missing = Object.entries({
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: temporalAddress,
    SMTP_URL: smtpUrl,
    GUICHET_KEY: key,
  })
    .filter(([, value]) => value === undefined)
    .map(([name]) => name);
  if (missing.length > 0) throw new ConfigError(`set ${missing.join(', ')}, or run everything with npm start`);
  return { ...config, databaseUrl: databaseUrl!, temporalAddress: temporalAddress!, smtpUrl: smtpUrl!, key: key! };
}

function fail(name: string, error: unknown): never {
  const { message, code } = error as Error & { code?: string };
  const line = error instanceof ConfigError ? message : `${name}: ${code ? `${code} ` : ''}${message}`.split('\n')[0]!;
  if (process.send) process.send({ failed: line }, () => process.exit(1));
  else {
    console.error(line);
    process.exit(1);
  }
  throw error;
}
