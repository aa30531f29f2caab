import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { dumpDatabase } from '../../db/dump.ts';
import { mergeLedger } from '../../db/erasure-ledger.ts';
import { checkout } from '../config.ts';
import { pinned } from '../embedded/temporal-program.ts';
import { copyDocuments } from './documents.ts';
import { copyEngine } from './engine-file.ts';
import { fingerprint, type Manifest, type PartName, type PartSums, sumPart, writeManifest } from './manifest.ts';

export interface BackingUp {
  databaseUrl: string;
  dataDir: string;
  key: Buffer;
  /** False where the engine is somebody else's: then its state is not in the data folder, or is an old one. */
  engineIsHere: boolean;
  /** The folder that is made. */
  to: string;
  /** Told one line for each part. */
  say(line: string): void;
}

/**
 * Writes the application, its files and the engine as of one moment, while the town goes on.
 * @throws Error with a line to read; then nothing is left of the backup
 */
export async function backUp(options: BackingUp): Promise<Manifest> {
  const draft = `${options.to}.unfinished`;
  try {
    await makeFolder(options.to, draft);
    const manifest = await write(options, draft);
    await rename(draft, options.to);
    return manifest;
  } catch (error) {
    await rm(draft, { recursive: true, force: true }).catch(() => {});
    const { code, message } = error as NodeJS.ErrnoException;
    const full = code === 'ENOSPC' || code === 'EDQUOT' ? ': the disk is full' : '';
    throw new Error(`No backup was made (${message}${full}).`);
  }
}

async function write({ databaseUrl, dataDir, key, engineIsHere, say }: BackingUp, folder: string): Promise<Manifest> {
  const inPart = (name: PartName) => join(folder, name);
  let began = performance.now();
  const said = async (name: PartName, what: string): Promise<PartSums> => {
    const part = await sumPart(folder, name);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    say(`  ${name.padEnd(12)}${sizeText(part.bytes).padStart(10)}  ${what}, ${seconds} s`);
    began = performance.now();
    return part;
  };

  await mkdir(inPart('database'), { mode: 0o700 });
  let engineAt: Date | undefined;
  const { dump, fileIds } = await dumpDatabase(databaseUrl, inPart('database'), async () => {
    if (engineIsHere) engineAt = await copyEngine(dataDir, inPart('engine'));
  });
  const rows = dump.tables.reduce((sum, table) => sum + table.rows, 0);
  const parts = [await said('database', `${dump.tables.length} tables, ${rows} rows`)];
  const missing = await copyDocuments(join(dataDir, 'documents'), inPart('documents'), fileIds);
  parts.push(await said('documents', `${fileIds.length - missing} files${missing ? `, ${missing} not there` : ''}`));
  // After the rows: an erasure is in the ledger before it is in the database.
  await mkdir(inPart('erasures'), { mode: 0o700 });
  parts.push(await said('erasures', `${await mergeLedger(dataDir, inPart('erasures'))} lines of the ledger`));
  if (engineAt) parts.push(await said('engine', 'its state'));

  const manifest: Manifest = {
    format: 1,
    at: dump.at,
    version: JSON.parse(await readFile(join(checkout, 'package.json'), 'utf8')).version,
    keyFingerprint: fingerprint(key),
    database: dump,
    engine: engineAt && { at: engineAt.toISOString(), program: pinned },
    parts,
  };
  await writeManifest(folder, key, manifest);
  return manifest;
}

async function makeFolder(folder: string, draft: string): Promise<void> {
  if (existsSync(folder) && (await readdir(folder)).length > 0)
    throw new Error(`${folder} is not empty: give another folder`);
  // One folder after the other: Node's recursive mkdir never returns where nothing can be made, as in /proc.
  const missing: string[] = [];
  for (let place = dirname(folder); !existsSync(place); place = dirname(place)) missing.unshift(place);
  for (const place of missing) await mkdir(place, { mode: 0o700 });
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
}

/** The default: a folder of the data folder, by the time. */
export const datedFolder = (dataDir: string, at = new Date()) =>
  join(dataDir, 'backups', at.toISOString().slice(0, 19).replaceAll(':', '-'));

export function sizeText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB'];
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  return `${(bytes / 1000 ** power).toFixed(power ? 1 : 0)} ${units[power]}`;
}
