/**
 * Replays stored histories on a workflow bundle, in a process of its own: jest's module loader gives the SDK's JSON
 * reader two copies of its types. `node --import tsx tests/replay/replay.ts <bundle> <folder>`
 */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Worker } from '@temporalio/worker';
import { payloadCodec } from '../../workflows/payload-codec.ts';

const [bundle, folder] = process.argv.slice(2) as [string, string];
// The key of every test town: the stored histories are encrypted by it, like real ones by theirs.
const dataConverter = { payloadCodecs: [payloadCodec(Buffer.alloc(32, 7))] };

for (const name of (await readdir(folder)).filter((file) => file.endsWith('.json'))) {
  const history = JSON.parse(await readFile(path.join(folder, name), 'utf8'));
  const outcome = await Worker.runReplayHistory(
    { workflowBundle: { codePath: bundle }, dataConverter },
    history,
    `request/${name}`,
  ).then(
    () => 'replays',
    (error: Error) => `breaks: ${error.message.split('\n')[0]}`,
  );
  console.log(`${name} ${outcome}`);
}
