import { randomBytes } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isRunning } from './leftover.ts';
import { StartError } from './start-error.ts';

export interface DataFolder {
  /** The instance before was killed: its processes may need a moment to end. */
  afterKill: boolean;
  /** Takes the addresses away and lets another instance have the folder. */
  release(): void;
}

/**
 * Makes the data folder if need be and takes it for this process alone.
 * @throws StartError when it can not be written, or when another instance has it
 */
export async function takeDataFolder(folder: string): Promise<DataFolder> {
  try {
    // Root's PostgreSQL runs as another user, who must be able to pass through.
    await makeFolder(join(folder, 'logs'));
    await refuseFilesOfOthers(folder);
    const afterKill = await takeLock(folder);
    return { afterKill, release: () => release(folder) };
  } catch (error) {
    if (error instanceof StartError) throw error;
    const { message } = error as Error;
    throw new StartError(`The data folder ${folder} can not be used (${message}): give another one in GUICHET_DATA.`);
  }
}

/** The key of this data folder (32 bytes, base64), made at the first start. */
export async function keptKey(folder: string): Promise<string> {
  const file = keyFile(folder);
  if (!existsSync(file)) await writeFile(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600 });
  return (await readFile(file, 'utf8')).trim();
}

export function keyFile(folder: string): string {
  return join(folder, 'key');
}

/** Where the instance says its addresses. */
export function addressesFile(folder: string): string {
  return join(folder, 'addresses.json');
}

function lockFile(folder: string): string {
  return join(folder, 'guichet.pid');
}

/** One folder after the other: Node's recursive mkdir never returns where nothing can be made, as in /proc. */
async function makeFolder(folder: string): Promise<void> {
  if (!existsSync(dirname(folder))) await makeFolder(dirname(folder));
  await mkdir(folder, { mode: 0o711 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

async function takeLock(folder: string): Promise<boolean> {
  const pid = Number(await readFile(lockFile(folder), 'utf8').catch(() => ''));
  if (pid && pid !== process.pid && (await hasFolder(pid))) {
    const addresses = JSON.parse(await readFile(addressesFile(folder), 'utf8').catch(() => '{}'));
    const place = addresses.pid === pid ? ` at ${addresses.portal}` : '';
    throw new StartError(
      `Another Guichet (pid ${pid}) already runs${place} with the data folder ${folder}: stop it, or give another GUICHET_DATA and PORT.`,
    );
  }
  release(folder);
  await writeFile(lockFile(folder), `${process.pid}\n`, { flag: 'wx' });
  return pid > 0;
}

/** An instance, or who fills one that does not run. */
const hasFolder = async (pid: number) => (await isRunning(pid, 'start.')) || (await isRunning(pid, 'demo-fill.'));

async function refuseFilesOfOthers(folder: string): Promise<void> {
  const user = process.getuid?.();
  if (!user) return;
  for (const path of [folder, ...(await readdir(folder)).map((name) => join(folder, name))]) {
    const { uid } = await stat(path);
    if (uid !== user)
      throw new StartError(
        `${path} belongs to another user (uid ${uid}): start as that user, or give another GUICHET_DATA.`,
      );
  }
}

function release(folder: string): void {
  rmSync(addressesFile(folder), { force: true });
  rmSync(lockFile(folder), { force: true });
}
