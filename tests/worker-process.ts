import { type ChildProcess, spawn } from 'node:child_process';

export interface WorkerProcess {
  /** `kill -9`; resolves when its successor polls. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

interface WorkerOptions {
  /** Folder of the parts as JavaScript. */
  programs: string;
  env: Record<string, string>;
  heard(text: string): void;
  /** With a second one that has started before the first is killed, so that a kill finds one at work. */
  spare?: boolean | undefined;
}

/**
 * Runs `bin/worker` as a process of its own and starts it again when it dies, as the supervisor does. Resolves when the
 * first one polls.
 */
export async function keepWorker(options: WorkerOptions): Promise<WorkerProcess> {
  const startSpare = () => (options.spare ? startWorker(options) : undefined);
  let stopping = false;
  let child = await startWorker(options);
  let spare = startSpare();
  let successor = succeed();

  async function succeed(): Promise<void> {
    await exitOf(child);
    if (stopping) return;
    child = await (spare ?? startWorker(options));
    spare = startSpare();
    successor = succeed();
  }

  return {
    async kill() {
      await spare;
      const next = successor;
      child.kill('SIGKILL');
      await next;
    },
    async stop() {
      stopping = true;
      const running = [child, await spare].filter((one) => one !== undefined);
      for (const one of running) one.kill('SIGTERM');
      await Promise.all(running.map(exitOf));
    },
  };
}

function exitOf(child: ChildProcess): Promise<unknown> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once('exit', resolve));
}

async function startWorker({ programs, env, heard }: WorkerOptions): Promise<ChildProcess> {
  const worker = spawn(process.execPath, ['bin/worker.js'], {
    cwd: programs,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { PATH: process.env.PATH, LOG_LEVEL: 'debug', ...env },
  });
  for (const stream of [worker.stdout!, worker.stderr!]) stream.on('data', (chunk: Buffer) => heard(chunk.toString()));
  await new Promise<void>((resolve, reject) => {
    worker.on('message', (message: { ready?: true; failed?: string }) =>
      message.ready ? resolve() : reject(new Error(message.failed)),
    );
    worker.once('exit', () => reject(new Error('the worker ended before it was ready')));
  });
  return worker;
}
