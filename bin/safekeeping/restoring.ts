import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openContentStore } from '../../db/content-store.ts';
import { mergeLedger, readLedger, replayErasures } from '../../db/erasure-ledger.ts';
import { migrate, openDatabase, setClock } from '../../db/index.ts';
import { loadDump, requireKnownSchema } from '../../db/load.ts';
import { holdsTown, replaceDatabase, requireNoParts } from '../../db/replacing.ts';
import { noteRestoration, passOverReferences, type Restoration } from '../../db/restorations.ts';
import { keysOf } from '../../db/secrets.ts';
import type { Zone } from '../../workflows/contract.ts';
import { clocks } from '../../workflows/kit/calendar.ts';
import type { Config } from '../config.ts';
import { keyFile, readKey, takeDataFolder } from '../embedded/data-folder.ts';
import { copyDocuments } from './documents.ts';
import { putEngineBack } from './engine-file.ts';
import { type Manifest, verifiedManifest } from './manifest.ts';
import { databaseServer } from './servers.ts';

export type Half = 'application' | 'engine';

export interface Restoring {
  config: Config;
  from: string;
  /** One half alone; the other is left as it is. */
  only?: Half | undefined;
  /** A town that is there is put aside. */
  replace: boolean;
  /** Told one line for each step. */
  say(line: string): void;
}

/**
 * Puts a backup in the place of what is there, which is put aside, and notes that the two halves are to be compared.
 * @throws Error with a line to read; until everything has been checked and loaded nothing is changed
 */
export async function restore({ config, from, only, replace, say }: Restoring): Promise<void> {
  const { dataDir } = config;
  const key = config.key ? keysOf(config.key)[0] : await readKey(dataDir);
  const manifest = await timed(say, 'checked', () => verifiedManifest(from, key));
  requireKnownSchema(manifest.database);
  const halves = halvesOf(manifest, config, only);
  const folder = await takeDataFolder(dataDir);
  try {
    const database = await databaseServer(config);
    try {
      const url = database.address;
      await requireNoParts(url);
      const aside = join(dataDir, 'replaced', new Date().toISOString().slice(0, 19).replaceAll(':', '-'));
      const restored = {
        at: new Date(),
        applicationAsOf: halves.includes('application') ? new Date(manifest.at) : null,
        engineAsOf: halves.includes('engine') ? new Date(manifest.engine!.at) : null,
      };
      if (halves.includes('application'))
        await putApplicationBack({ url, config, from, manifest, restored, replace, aside, say });
      else await noteIn(url, restored, config.holidayZone);
      if (halves.includes('engine'))
        await timed(say, 'engine', () => putEngineBack(dataDir, join(from, 'engine'), join(aside, 'temporal')));
      if (existsSync(aside)) say(`  what was there is kept in ${aside}`);
    } finally {
      await database.stop();
    }
    // The next start must not make another.
    if (!existsSync(keyFile(dataDir)))
      await writeFile(keyFile(dataDir), `${key.toString('base64')}\n`, { mode: 0o600 });
  } finally {
    folder.release();
  }
}

function halvesOf(manifest: Manifest, { temporalAddress }: Config, only: Half | undefined): Half[] {
  const engine = manifest.engine && !temporalAddress;
  if (only === 'engine' && !engine)
    throw new Error('there is no engine to put back: the backup has none, or TEMPORAL_ADDRESS names another');
  if (only) return [only];
  return engine ? ['application', 'engine'] : ['application'];
}

interface Application {
  url: string;
  config: Config;
  from: string;
  manifest: Manifest;
  restored: Omit<Restoration, 'id'>;
  replace: boolean;
  aside: string;
  say: Restoring['say'];
}

async function putApplicationBack({ url, config, from, manifest, restored, replace, aside, say }: Application) {
  const { dataDir, holidayZone } = config;
  if (!replace && (await holdsTown(url)))
    throw new Error('there is a town already: give --replace to put it aside, or restore into another GUICHET_DATA');
  const documents = join(dataDir, 'documents');
  const copied = `${documents}.restoring`;
  await rm(copied, { recursive: true, force: true });
  const ids = (await readdir(join(from, 'documents'), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
  await timed(say, 'documents', () => copyDocuments(join(from, 'documents'), copied, ids));

  const former = await timed(say, 'database', () =>
    replaceDatabase(url, async (empty) => {
      await loadDump(empty, join(from, 'database'), manifest.database);
      await noteIn(empty, restored, holidayZone);
      say(`  erasures    ${await eraseAgain(empty, copied, { from, dataDir })} done again`);
    }),
  );
  if (former) say(`  the database that was there is called ${former} now: drop it when nothing of it is wanted`);
  if (existsSync(documents)) {
    await mkdir(aside, { recursive: true, mode: 0o700 });
    await rename(documents, join(aside, 'documents'));
  }
  await rename(copied, documents);
}

/** Nobody is brought back who was erased since: before the database has its name. @returns how many were erased again */
async function eraseAgain(url: string, documents: string, { from, dataDir }: { from: string; dataDir: string }) {
  await mergeLedger(join(from, 'erasures'), dataDir);
  const db = await openDatabase(url, { poolSize: 2 });
  const replayed = replayErasures(db, openContentStore(documents), await readLedger(dataDir));
  return (await replayed.finally(() => db.destroy())).erased;
}

async function noteIn(url: string, restored: Omit<Restoration, 'id'>, zone: Zone): Promise<void> {
  const db = await openDatabase(url, { poolSize: 2 });
  try {
    await migrate(db);
    await setClock(db, clocks[zone]);
    await noteRestoration(db, restored);
    if (restored.applicationAsOf) await passOverReferences(db);
  } finally {
    await db.destroy();
  }
}

async function timed<Result>(say: Restoring['say'], name: string, step: () => Promise<Result>): Promise<Result> {
  const began = performance.now();
  const result = await step();
  say(`  ${name.padEnd(12)}${((performance.now() - began) / 1000).toFixed(1)} s`);
  return result;
}
