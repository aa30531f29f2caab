import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { until } from '../api-client.ts';
import { shared } from '../town.ts';

const checkout = path.resolve(import.meta.dirname, '../..');
let dataDir: string;
let instance: Instance | undefined;

interface Instance {
  process: ChildProcess;
  output(): string;
  exited: Promise<number | null>;
}

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'guichet-start-'));
  // As root, PostgreSQL runs as another user and must be able to enter.
  await chmod(dataDir, 0o711);
});
afterAll(async () => {
  instance?.process.kill('SIGTERM');
  await instance?.exited;
  await rm(dataDir, { recursive: true, force: true });
});

test('everything starts with one command, survives kill -9 of all of it, and stops without leaving a process', async () => {
  instance = await startReady({ GUICHET_DATA: dataDir });
  await smoke();

  const first = await addresses();
  process.kill(first.pid, 'SIGKILL');
  await instance.exited;
  instance = await startReady({ GUICHET_DATA: dataDir });
  await smoke();

  instance.process.kill('SIGTERM');
  expect(await instance.exited).toBe(0);
  await until(
    async () => ((await processesOf(dataDir)).length === 0 ? true : undefined),
    'the end of every process',
    10_000,
  );
  expect(existsSync(path.join(dataDir, 'addresses.json'))).toBe(false);
}, 180_000);

test('what a user can get wrong is one clear line and exit code 1', async () => {
  const busy = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => busy.once('listening', resolve));
  const { port } = busy.address() as { port: number };
  const mistakes: [Record<string, string>, RegExp][] = [
    [{ PORT: String(port) }, new RegExp(`${port}.*PORT`)],
    [{ PORT: 'abc' }, /^PORT is not a port/],
    [{ DATABASE_URL: 'postgresql://nobody:wrong@127.0.0.1:1/none' }, /DATABASE_URL/],
    [{ DATABASE_URL: 'mysql://x' }, /^DATABASE_URL is not an address/],
    [{ TEMPORAL_ADDRESS: '127.0.0.1:1' }, /TEMPORAL_ADDRESS/],
    [{ TEMPORAL_CLI: '/nowhere/temporal' }, /TEMPORAL_CLI/],
    [{ GUICHET_KEY: 'short' }, /^GUICHET_KEY is not a key/],
    [{ GUICHET_DATA: path.join(checkout, 'package.json') }, /data folder .*GUICHET_DATA/],
  ];
  for (const [settings, line] of mistakes) {
    const failing = start({ GUICHET_DATA: dataDir, ...settings });
    expect(await failing.exited).toBe(1);
    const errors = failing
      .output()
      .trim()
      .split('\n')
      .filter((one) => line.test(one));
    expect({ settings, errors: errors.length }).toEqual({ settings, errors: 1 });
    expect(failing.output()).not.toMatch(/^\s+at /m);
  }
  busy.close();
}, 120_000);

function start(settings: Record<string, string>): Instance {
  // The program that the other tests run is found, so that nothing is fetched again.
  const env = { ...process.env, PORT: '0', TEMPORAL_CLI: shared.temporalProgram, NODE_OPTIONS: '', ...settings };
  const child = spawn(process.execPath, ['--import', 'tsx', 'bin/start.ts'], {
    cwd: checkout,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk;
    });
  }
  return { process: child, output: () => output, exited: new Promise((resolve) => child.once('exit', resolve)) };
}

async function startReady(settings: Record<string, string>): Promise<Instance> {
  const starting = start(settings);
  await until(
    () => (/^Guichet is ready: http/m.test(starting.output()) ? true : undefined),
    'Guichet is ready',
    60_000,
  );
  return starting;
}

async function smoke(): Promise<void> {
  const env = { ...process.env, NODE_OPTIONS: '', GUICHET_DATA: dataDir };
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', 'bin/smoke.ts'], {
    cwd: checkout,
    env,
  });
  expect(stdout).toMatch(/8 steps passed/);
}

const addresses = async () =>
  JSON.parse(await readFile(path.join(dataDir, 'addresses.json'), 'utf8')) as { pid: number };

/** Every process whose command line or environment names the data folder. */
async function processesOf(folder: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid,args']);
  return stdout.split('\n').filter((line) => line.includes(folder));
}
