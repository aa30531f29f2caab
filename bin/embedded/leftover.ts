import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

/**
 * Stops a server that a killed run left behind: each signal in turn, `patienceMs` after each. A pid whose command line
 * does not hold `mark` belongs to somebody else by now and is left alone.
 * @returns whether the pid is free of that server
 */
export async function stopLeftover(
  pid: number,
  mark: string,
  signals: NodeJS.Signals[],
  patienceMs: number,
): Promise<boolean> {
  for (const signal of signals) {
    if (!(await isRunning(pid, mark))) return true;
    try {
      process.kill(pid, signal);
    } catch {
      // Gone in between, or not ours: the check below tells which.
    }
    const end = Date.now() + patienceMs;
    while (Date.now() < end && (await isRunning(pid, mark))) await delay(50);
  }
  return !(await isRunning(pid, mark));
}

/** Whether this pid lives and its command line holds `mark`: numbers are given again to other programs. */
export async function isRunning(pid: number, mark: string): Promise<boolean> {
  return isAlive(pid) && (await commandLine(pid)).includes(mark);
}

/** Whether any process has this pid. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function commandLine(pid: number): Promise<string> {
  try {
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
  } catch {
    const listed = await promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
    return listed.stdout;
  }
}
