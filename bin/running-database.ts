import { readFile } from 'node:fs/promises';
import { openDatabase } from '../db/index.ts';
import type { Config } from './config.ts';
import type { Addresses } from './embedded/announce.ts';
import { addressesFile } from './embedded/data-folder.ts';

/** The database that `DATABASE_URL` names, or that of the instance which `npm start` runs in the data folder. @throws Error with a line to read */
export async function openRunningDatabase(config: Config) {
  const url = config.databaseUrl ?? (await runningAt(config)).database;
  return openDatabase(url, { poolSize: 2 }).catch((error: { code?: string; message: string }) => {
    throw new Error(`the database can not be reached: ${error.code ?? error.message}`);
  });
}

/** As its owner, who may read and make all of it. @throws Error with a line to read */
export async function runningDatabaseUrl(config: Config): Promise<string> {
  return config.databaseOwnerUrl ?? (await runningAt(config)).postgres;
}

async function runningAt({ dataDir }: Config): Promise<Addresses> {
  const addresses = await readFile(addressesFile(dataDir), 'utf8').catch(() => undefined);
  if (addresses === undefined) throw new Error('no database: set DATABASE_URL, or start Guichet with npm start');
  return JSON.parse(addresses);
}
