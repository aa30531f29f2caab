import { createHash, createHmac } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Dump } from '../../db/dump.ts';

/** What a backup is: its last file to be written, and the first to be read. */
export interface Manifest {
  format: 1;
  /** The instant of the application's half. */
  at: string;
  version: string;
  /** Which key opens what is encrypted in it; the key itself is never in a backup. */
  keyFingerprint: string;
  database: Dump;
  /** Absent where the engine keeps its state in a database of its own. */
  engine?: { at: string; program: string } | undefined;
  parts: PartSums[];
}

export interface PartSums {
  name: PartName;
  files: number;
  bytes: number;
  /** Of the part's list of files, which is as `sha256sum` writes and checks it. */
  sha256: string;
}

export type PartName = 'database' | 'documents' | 'erasures' | 'engine';

/** Writes the list of a part's files with their hashes beside its folder. */
export async function sumPart(folder: string, name: PartName): Promise<PartSums> {
  const { lines, bytes } = await sums(folder, name);
  const list = lines.map((line) => `${line}\n`).join('');
  await writeFile(join(folder, `${name}.sha256`), list, { mode: 0o600 });
  return { name, files: lines.length, bytes, sha256: hash(list) };
}

/** The seal is by the town's key: whoever has the backup alone can not change it unseen. */
export async function writeManifest(folder: string, key: Buffer, manifest: Manifest): Promise<void> {
  const text = JSON.stringify(manifest, undefined, 2);
  await writeFile(join(folder, 'seal'), `${seal(key, text)}\n`, { mode: 0o600 });
  await writeFile(join(folder, 'manifest.json'), text, { mode: 0o600 });
}

/**
 * Reads a backup's manifest, after everything in the backup was checked against it.
 * @throws Error with a line to read, which says what is wrong and with which file
 */
export async function verifiedManifest(folder: string, key: Buffer): Promise<Manifest> {
  const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => {
    throw new Error(`${folder} is no backup: it has no manifest.json`);
  });
  const manifest = parsed(text);
  if (manifest?.format !== 1) throw new Error(`${folder}/manifest.json is not of a backup that this version reads`);
  if (manifest.keyFingerprint !== fingerprint(key))
    throw new Error(
      `the key does not open this backup: it needs the one with the fingerprint ${manifest.keyFingerprint}, and this one has ${fingerprint(key)}; give the right one in GUICHET_KEY`,
    );
  if ((await readFile(join(folder, 'seal'), 'utf8').catch(() => '')).trim() !== seal(key, text))
    throw new Error(`${folder}/manifest.json was changed after the backup`);
  for (const part of manifest.parts) await verifyPart(folder, part);
  return manifest;
}

export const fingerprint = (key: Buffer) => createHmac('sha256', key).update('fingerprint').digest('hex').slice(0, 16);

const seal = (key: Buffer, text: string) => createHmac('sha256', key).update('backup').update(text).digest('hex');
const hash = (text: string) => createHash('sha256').update(text).digest('hex');

async function verifyPart(folder: string, part: PartSums): Promise<void> {
  const list = await readFile(join(folder, `${part.name}.sha256`), 'utf8').catch(() => '');
  if (hash(list) !== part.sha256) throw new Error(`${folder}/${part.name}.sha256 is missing or was changed`);
  const { lines } = await sums(folder, part.name);
  const there = new Set(lines);
  const fault = list.split('\n').find((line) => line && !there.has(line));
  if (fault) throw new Error(`${folder}/${fault.slice(66)} is missing or was changed`);
}

async function sums(folder: string, part: PartName): Promise<{ lines: string[]; bytes: number }> {
  const found = await readdir(join(folder, part), { recursive: true, withFileTypes: true });
  const files = found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const lines: string[] = [];
  let bytes = 0;
  for (const file of files.sort()) {
    const digest = createHash('sha256');
    for await (const chunk of createReadStream(file)) digest.update(chunk as Buffer);
    bytes += (await stat(file)).size;
    lines.push(`${digest.digest('hex')}  ${file.slice(folder.length + 1)}`);
  }
  return { lines, bytes };
}

function parsed(text: string): Manifest | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
