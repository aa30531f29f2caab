/** Histories of runs as files of a folder, and the key beside them. */
import { access, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import type { RecordedRun } from '../../activities/replay.ts';
import { checkout } from '../config.ts';
import { keyFile } from '../embedded/data-folder.ts';

export const historiesFolder = join(checkout, 'tests', 'replay');

/** The runs of a folder, each named by its file: JSON as the engine's command line writes it, or the same compressed. */
export async function* storedRuns(folder: string): AsyncGenerator<RecordedRun, void, undefined> {
  for (const file of (await readdir(folder)).sort()) {
    const [, name, compressed] = /^(.*)\.json(\.gz)?$/.exec(file) ?? [];
    if (name === undefined) continue;
    const content = await readFile(join(folder, file));
    const json = compressed ? gunzipSync(content) : content;
    yield { workflowId: name, history: JSON.parse(json.toString()) };
  }
}

/** The key that lies beside the histories of a folder, if one does. */
export async function keyBeside(folder: string): Promise<Buffer | undefined> {
  const kept = await readFile(keyFile(folder), 'utf8').catch(() => undefined);
  return kept === undefined ? undefined : Buffer.from(kept, 'base64');
}

/** Writes a history beside the older ones, which stay as they are. @returns the name of its file */
export async function store(
  folder: string,
  name: string,
  history: Parameters<typeof historyToJSON>[0],
): Promise<string> {
  const json = JSON.stringify(JSON.parse(historyToJSON(history)), withoutMachine);
  const file = await freeName(folder, name);
  await writeFile(join(folder, file), gzipSync(json, { level: 9 }), { flag: 'wx' });
  return file;
}

/** The engine notes the name of each worker's machine, which is nobody's business in a repository. */
const withoutMachine = (key: string, value: unknown) => (key === 'identity' ? undefined : value);

async function freeName(folder: string, name: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const file = number === 1 ? `${name}.json.gz` : `${name}-${number}.json.gz`;
    const taken = await access(join(folder, file)).then(
      () => true,
      () => false,
    );
    if (!taken) return file;
  }
}
