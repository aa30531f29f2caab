import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { StartError } from './start-error.ts';

/** A running server or part. `exited` gives the reason in words, and never rejects. */
export interface Running {
  pid: number;
  exited: Promise<string>;
  /** Asks to stop; after `timeoutMs` it is killed. Resolves when it is gone. */
  stop(timeoutMs: number): Promise<void>;
}

export interface LeashOptions {
  /** The signal by which this server stops fast and in order. */
  stopSignal: 'SIGINT' | 'SIGTERM';
  /** Output is appended here. */
  logFile: string;
  env?: NodeJS.ProcessEnv;
  uid?: number | undefined;
  gid?: number | undefined;
}

/**
 * Runs a native server that never outlives this process, even when this process is killed with -9. The server has a
 * process group of its own, so that Ctrl-C in a terminal reaches the supervisor only.
 * @throws StartError when the machine has no `sh`
 */
export function leash(program: string, args: string[], options: LeashOptions): Running {
  const { stopSignal, logFile, ...spawnOptions } = options;
  const log = openSync(logFile, 'a', 0o600);
  const child = spawn('sh', ['-c', leashScript, stopSignal.slice(3), program, ...args], {
    ...spawnOptions,
    cwd: '/',
    detached: true,
    stdio: ['pipe', log, log],
  });
  closeSync(log);
  child.once('error', () => undefined);
  child.stdin?.on('error', () => undefined);
  if (child.pid === undefined)
    throw new StartError(
      'The embedded servers need the program "sh": install it, or use DATABASE_URL and TEMPORAL_ADDRESS.',
    );

  const exited = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => {
      child.stdin?.end('gone\n');
      resolve(signal ?? `exit code ${code}`);
    });
  });
  return { pid: child.pid, exited, stop: (timeoutMs) => stopProcess(child, exited, stopSignal, timeoutMs) };
}

/** Sends the signal, waits, and kills what is still there after `timeoutMs`. */
export async function stopProcess(
  child: { kill(signal: NodeJS.Signals): boolean },
  exited: Promise<string>,
  signal: NodeJS.Signals,
  timeoutMs: number,
): Promise<void> {
  child.kill(signal);
  const kill = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
  await exited;
  clearTimeout(kill);
}

// The pipe on standard input is open as long as the supervisor lives. The watcher reads it: a line means that the server
// is gone already, the end of the pipe means that the supervisor died. The shell then becomes the server (exec), so that
// its pid and its exit are the server's own. The watcher is forked twice: the server must not see a child it did not make.
const leashScript = `
exec 3<&0
( ( read gone <&3 || kill -"$0" $$ ) >/dev/null 2>&1 & )
exec "$@" </dev/null 3<&-`;
