import { type ChildProcess, fork } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { stopProcess } from '../bin/embedded/leash.ts';

export interface ForkOptions {
  file: URL;
  logFile: string;
  env?: NodeJS.ProcessEnv;
  ready(message: object): boolean;
  started(stop: () => Promise<void>): void;
}

/**
 * Runs a file of the bench as a process of its own, in its own process group so that Ctrl-C reaches the supervisor only,
 * and resolves when it says that it is ready. It ends by itself when the IPC channel closes.
 * @throws when it ends or is silent instead
 */
export async function forkReady({ file, logFile, env, ready, started }: ForkOptions): Promise<ChildProcess> {
  const log = openSync(logFile, 'a');
  const child = fork(fileURLToPath(file), [], {
    env: env ?? process.env,
    detached: true,
    stdio: ['ignore', log, log, 'ipc'],
  });
  closeSync(log);
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  started(() => stopProcess(child, exited, 'SIGTERM', 4_000));
  const problem = await new Promise<string | undefined>((resolve) => {
    child.on('message', (message: object) => ready(message) && resolve(undefined));
    setTimeout(resolve, 60_000, 'it was silent for 60 s').unref();
    void exited.then((reason) => resolve(`it ended (${reason})`));
  });
  if (problem) throw new Error(`${file.pathname.split('/').at(-1)} does not start: ${problem} (more in ${logFile})`);
  return child;
}
