import { type ChildProcess, fork } from 'node:child_process';
import { createServer } from 'node:net';
import path from 'node:path';
import { shared, type Town } from './town.ts';

export interface CopiedParts {
  url: string;
  stop(): Promise<void>;
}

/** Runs API, relay and worker of another checkout on a town's database, engine namespace and mail server. */
export async function startCopiedParts(folder: string, town: Town): Promise<CopiedParts> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = { ...settingsOf(town), PORT: String(port), PUBLIC_URL: url, GUICHET_DATA: path.join(folder, '.guichet') };
  const parts = await Promise.all(['worker', 'relay', 'api'].map((name) => startPart(folder, name, env)));
  return {
    url,
    async stop() {
      await Promise.all(parts.map(stopped));
    },
  };
}

/** What a program must be told to work on a test's town. */
export function settingsOf(town: Town): Record<string, string> {
  return {
    PATH: process.env.PATH!,
    DATABASE_URL: town.databaseUrl,
    TEMPORAL_ADDRESS: shared.temporal,
    TEMPORAL_NAMESPACE: town.temporal.options.namespace,
    SMTP_URL: town.mail.url,
    GUICHET_KEY: town.key.toString('base64'),
    // The demonstration's accounts have a password alone.
    SECOND_FACTOR_ROLES: 'none',
  };
}

async function startPart(folder: string, name: string, env: Record<string, string>): Promise<ChildProcess> {
  const options = { cwd: folder, env, execArgv: ['--import', 'tsx'], stdio: 'pipe' as const };
  const part = fork(path.join(folder, 'bin', `${name}.ts`), [], {
    ...options,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let errors = '';
  part.stderr!.on('data', (chunk: Buffer) => {
    errors += chunk;
  });
  await new Promise<void>((resolve, reject) => {
    part.on('message', (message: { ready?: true; failed?: string }) =>
      message.ready ? resolve() : reject(new Error(message.failed)),
    );
    part.once('exit', () => reject(new Error(`${name} ended before it was ready: ${errors}`)));
  });
  return part;
}

function stopped(part: ChildProcess): Promise<unknown> {
  if (part.exitCode !== null) return Promise.resolve();
  const exit = new Promise((resolve) => part.once('exit', resolve));
  part.kill('SIGTERM');
  return exit;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
