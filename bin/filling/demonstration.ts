import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { migrate, openDatabase, seedDemoTown, setClock } from '../../db/index.ts';
import { keysOf } from '../../db/secrets.ts';
import { firstRow } from '../../db/sql.ts';
import { clocks } from '../../workflows/kit/calendar.ts';
import { services } from '../../workflows/services.ts';
import type { Config } from '../config.ts';
import { type Addresses, keepAccounts } from '../embedded/announce.ts';
import { addressesFile, keptKey, takeDataFolder } from '../embedded/data-folder.ts';
import { isRunning } from '../embedded/leftover.ts';
import { startPostgres } from '../embedded/postgres.ts';

/** The town of `npm start`, to be filled. */
export interface Demonstration {
  db: DataSource;
  key: Buffer;
  /** Folder of the stored documents. */
  documents: string;
  publicUrl: string;
  running: boolean;
  close(): Promise<void>;
}

/**
 * Opens the town of the data folder: of the instance that runs there, or with a PostgreSQL for as long as it is filled,
 * made and furnished as by a first start.
 *
 * @throws Error in one line, with nothing changed, where it is no demonstration
 */
export async function openDemonstration(config: Config): Promise<Demonstration> {
  refuseSettings(config);
  const addresses = await addressesOf(config.dataDir);
  const town = addresses ? await runningTown(config, addresses) : await sleepingTown(config);
  try {
    await refuseRealTown(town.db);
    return town;
  } catch (error) {
    await town.close();
    throw error;
  }
}

/** What these name may be anybody's, and emails that reminders lead to would leave. */
function refuseSettings({ databaseUrl, smtpUrl }: Config): void {
  const given = [databaseUrl && 'DATABASE_URL', smtpUrl && 'SMTP_URL'].filter(Boolean);
  if (given.length === 0) return;
  throw new Error(
    `${given.join(' and ')} would have made-up requests and their emails reach a real server: leave it out, to fill the town of npm start`,
  );
}

async function addressesOf(dataDir: string): Promise<Addresses | undefined> {
  const written = await readFile(addressesFile(dataDir), 'utf8').catch(() => undefined);
  const addresses = written === undefined ? undefined : (JSON.parse(written) as Addresses);
  return addresses && (await isRunning(addresses.pid, 'start.')) ? addresses : undefined;
}

async function runningTown(config: Config, { postgres, mailbox, portal }: Addresses): Promise<Demonstration> {
  if (!mailbox) throw new Error('this Guichet sends its emails by a real mail server: start one without SMTP_URL');
  const db = await openDatabase(postgres, { poolSize: 2 });
  return {
    db,
    running: true,
    close: () => db.destroy(),
    ...(await kept(config)),
    publicUrl: portal.replace(/\/$/, ''),
  };
}

async function sleepingTown(config: Config): Promise<Demonstration> {
  const folder = await takeDataFolder(config.dataDir);
  const undo: (() => unknown)[] = [() => folder.release()];
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const server = await startPostgres({ dataDir: config.dataDir, durable: true });
    undo.push(() => server.stop(5_000));
    const db = await openDatabase(await server.createDatabase('guichet'), { poolSize: 2 });
    undo.push(() => db.destroy());
    await migrate(db);
    await setClock(db, clocks[config.holidayZone]);
    await seedDemoTown(db, services, (accounts) => keepAccounts(config.dataDir, accounts));
    return { db, running: false, close, ...(await kept(config)), publicUrl: config.publicUrl };
  } catch (error) {
    await close();
    throw error;
  }
}

async function kept({ dataDir, key }: Config): Promise<Pick<Demonstration, 'key' | 'documents'>> {
  return {
    key: key ? keysOf(key)[0] : Buffer.from(await keptKey(dataDir), 'base64'),
    documents: join(dataDir, 'documents'),
  };
}

/** Who is made up has an address that can belong to nobody, or is marked as by this program. */
async function refuseRealTown(db: DataSource): Promise<void> {
  const real = await firstRow<{ agents: number; citizens: number }>(
    db,
    `select (select count(*)::int from agent where email not like '%.example') as agents,
            (select count(*)::int from citizen
             where coalesce(email not like '%.example', family_name not like '%(essai)')) as citizens`,
  );
  const { agents, citizens } = real!;
  if (agents + citizens === 0) return;
  throw new Error(
    `this town has ${agents} agents and ${citizens} citizens who may be real, and made-up requests would stand among theirs: give the data folder of another in GUICHET_DATA`,
  );
}
