import { readFile } from 'node:fs/promises';
import { openDatabase } from '../db/index.ts';
import type { Config } from './config.ts';
import { addressesFile } from './embedded/data-folder.ts';

/** The database that `DATABASE_URL` names, or that of the instance which `npm start` runs in the data folder. @throws Error with a line to read */
export async function openRunningDatabase(config: Config) {
  const url = await runningDatabaseUrl(config);
  const addresses = await readFile(addressesFile(config.dataDir), 'utf8').catch(() => '{}');
  const url = config.databaseUrl ?? (JSON.parse(addresses) as { database?: string }).database;
  if (!url) throw new Error('no database: set DATABASE_URL, or start Guichet with npm start');
  return openDatabase(url, { poolSize: 2 }).catch((error: { code?: string; message: string }) => {
    throw new Error(`the database can not be reached: ${error.code ?? error.message}`);
  });
}

/** @throws Error with a line to read */
export async function runningDatabaseUrl(config: Config): Promise<string> {
  const addresses = await readFile(addressesFile(config.dataDir), 'utf8').catch(() => '{}');
  const url = config.databaseUrl ?? (JSON.parse(addresses) as { postgres?: string }).postgres;
  if (!url) throw new Error('no database: set DATABASE_URL, or start Guichet with npm start');
  return url;
}
