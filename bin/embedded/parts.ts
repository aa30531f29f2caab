import { type ChildProcess, fork } from 'node:child_process';
import { closeSync, openSync, writeSync } from 'node:fs';
import { extname } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type Running, stopProcess } from './leash.ts';
import { StartError } from './start-error.ts';

export type PartName = 'api' | 'worker' | 'relay';

export interface PartOptions {
  name: PartName;
  env: NodeJS.ProcessEnv;
  /** All output goes here; what comes on standard error is shown on the console too. */
  logFile: string;
  /** Ends the start when the whole start is given up. */
  signal: AbortSignal;
}

/**
 * Runs `bin/api`, `bin/worker` or `bin/relay` as a process of its own, in its own process group, and resolves when it says
 * `{ ready: true }` over IPC. It must end by itself when the IPC channel closes, that is, when this process is gone.
 * @throws StartError with the part's own `{ failed }` line
 */
export async function startPart(options: PartOptions): Promise<Running> {
  const { name, env, logFile, signal } = options;
  signal.throwIfAborted();
  const log = openSync(logFile, 'a', 0o600);
  const file = new URL(`../${name}${extname(import.meta.url)}`, import.meta.url);
  const child = fork(fileURLToPath(file), [], {
    env,
    execArgv: process.execArgv,
    detached: true,
    stdio: ['ignore', log, 'pipe', 'ipc'],
  });
  createInterface({ input: child.stderr! })
    .on('line', (line) => {
      writeSync(log, `${line}\n`);
      console.error(`${name}: ${line}`);
    })
    .once('close', () => closeSync(log));
  const exited = exitOf(child);

  const giveUp = () => child.kill('SIGTERM');
  signal.addEventListener('abort', giveUp);
  try {
    await ready(child, exited, name, logFile);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
  return { pid: child.pid!, exited, stop: (timeoutMs) => stopProcess(child, exited, 'SIGTERM', timeoutMs) };
}

const readyWithinMs = 60_000;

type Message = { ready: true } | { failed: string };

async function ready(child: ChildProcess, exited: Promise<string>, name: PartName, logFile: string): Promise<void> {
  const problem = await new Promise<string | undefined>((resolve) => {
    child.on('message', (message: Message) => resolve('failed' in message ? message.failed : undefined));
    setTimeout(resolve, readyWithinMs, `it is not ready within ${readyWithinMs / 1000} s`).unref();
    void exited.then((reason) => resolve(`it ended (${reason})`));
  });
  if (problem === undefined) return;
  await stopProcess(child, exited, 'SIGKILL', 0);
  throw new StartError(`The ${name} does not start: ${problem} (more in ${logFile}).`);
}

function exitOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
}
