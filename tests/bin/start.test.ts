import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { appendFile, chmod, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
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
let backup: string;

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
  backup = `${dataDir}-backup`;
  expect(await program('backup', ['--to', backup])).toMatchObject({ code: 0 });
  expect((await program('restore', ['--from', backup, '--replace'])).errors).toMatch(/^Another Guichet .* stop it/);

  instance.process.kill('SIGTERM');
  expect(await instance.exited).toBe(0);
  await until(
    async () => ((await processesOf(dataDir)).length === 0 ? true : undefined),
    'the end of every process',
    10_000,
  );
  expect(existsSync(path.join(dataDir, 'addresses.json'))).toBe(false);
}, 180_000);

test('a backup is put back on another machine by its key alone, and over nothing that is not put aside', async () => {
  const key = (await readFile(path.join(dataDir, 'key'), 'utf8')).trim();
  const fresh = `${dataDir}-fresh`;
  await mkdir(fresh, { mode: 0o711 });
  const refusals: [string[], NodeJS.ProcessEnv, RegExp][] = [
    [['--from', backup], {}, /^there is a town already: give --replace/],
    [['--from', dataDir], {}, /is no backup/],
    [['--from', backup], { GUICHET_DATA: fresh }, /^no key: set GUICHET_KEY/],
    [['--from', backup], { GUICHET_KEY: Buffer.alloc(32).toString('base64') }, /^the key does not open this backup/],
  ];
  for (const [args, env, line] of refusals) {
    const { code, errors } = await program('restore', args, env);
    expect({ code, errors: errors.split('\n').length }).toEqual({ code: 1, errors: 2 });
    expect(errors).toMatch(line);
  }
  const restored = await program('restore', ['--from', backup], { GUICHET_DATA: fresh, GUICHET_KEY: key });
  await appendFile(path.join(backup, 'database', 'request.copy.gz'), 'x');
  const damaged = await program('restore', ['--from', backup, '--replace']);

  expect(restored).toMatchObject({ code: 0, errors: '' });
  expect(restored.output).toMatch(/0 {2}requests without a run[\s\S]*Mended/);
  expect(damaged.errors).toMatch(/request\.copy\.gz is missing or was changed/);
  await Promise.all([rm(fresh, { recursive: true }), rm(backup, { recursive: true })]);
}, 120_000);

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

/** One of the commands that a person runs beside the instance. */
async function program(name: string, args: string[], settings: NodeJS.ProcessEnv = {}) {
  const env = {
    ...process.env,
    GUICHET_DATA: dataDir,
    TEMPORAL_CLI: shared.temporalProgram,
    NODE_OPTIONS: '',
    ...settings,
  };
  const ran = await promisify(execFile)(process.execPath, ['--import', 'tsx', `bin/${name}.ts`, ...args], {
    cwd: checkout,
    env,
  }).catch((error: { code: number; stdout: string; stderr: string }) => error);
  return { code: 'code' in ran ? ran.code : 0, output: ran.stdout, errors: ran.stderr };
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
