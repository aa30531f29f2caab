import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isRunning } from '../embedded/leftover.ts';

/** The embedded engine's state: SQLite, with what it has not yet written into its main file beside it. */
const files = ['temporal.db', 'temporal.db-wal'];

/**
 * Copies the embedded engine's state while it runs. The engine stands still for as long as its files are copied: they are
 * then what a `kill -9` would leave, from which SQLite finds its last commit.
 *
 * @returns when the copy was begun; undefined where there is no such engine
 */
export async function copyEngine(dataDir: string, target: string): Promise<Date | undefined> {
  const home = join(dataDir, 'temporal');
  const there = await readdir(home).catch((): string[] => []);
  if (!there.includes('temporal.db')) return undefined;
  await mkdir(target, { recursive: true, mode: 0o700 });
  const goOn = await standStill(await runningEngine(home));
  const at = new Date();
  try {
    for (const name of files.filter((file) => there.includes(file)))
      await copyFile(join(home, name), join(target, name), constants.COPYFILE_FICLONE);
  } finally {
    await goOn();
  }
  return at;
}

/** Puts a copy in the place of the state that there is, which is kept in `former`. */
export async function putEngineBack(dataDir: string, from: string, former: string): Promise<void> {
  const home = join(dataDir, 'temporal');
  await mkdir(home, { recursive: true, mode: 0o700 });
  for (const name of (await readdir(home)).filter((file) => file.startsWith('temporal.db'))) {
    await mkdir(former, { recursive: true, mode: 0o700 });
    await rename(join(home, name), join(former, name));
  }
  for (const name of await readdir(from)) await copyFile(join(from, name), join(home, name));
}

async function runningEngine(home: string): Promise<number | undefined> {
  const pid = Number.parseInt(await readFile(join(home, 'pid'), 'utf8').catch(() => ''), 10);
  return pid && (await isRunning(pid, `--db-filename ${home}/`)) ? pid : undefined;
}

/** @returns what lets it go on, which also happens when this process ends in whatever way */
async function standStill(pid: number | undefined): Promise<() => Promise<void>> {
  if (pid === undefined) return async () => {};
  // The shell lets the engine go on when the pipe closes.
  const holder = spawn('sh', ['-c', 'kill -STOP "$0" && echo still; read end; kill -CONT "$0"', String(pid)], {
    stdio: ['pipe', 'pipe', 'ignore'],
    detached: true,
  });
  const [said] = await Promise.race([once(holder.stdout, 'data'), once(holder, 'exit')]);
  if (String(said).trim() !== 'still') throw new Error(`the engine (pid ${pid}) can not be made to stand still`);
  // The signal is taken at once, but a write that has begun is ended first.
  await delay(100);
  return async () => {
    const ended = once(holder, 'exit');
    holder.stdin.end();
    await ended;
  };
}
