import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from '@jest/globals';
import { aRequest, until } from './api-client.ts';
import { openTown, shared, type Town } from './town.ts';

const folder = path.join(import.meta.dirname, 'replay');
const towns: Town[] = [];

afterAll(async () => {
  for (const town of towns) await town.stop();
});

// `RECORD=1 npm test -- replay` writes the histories of today's rules beside the older ones, which stay as they are.
if (process.env.RECORD) {
  test('the histories of every path are recorded', async () => {
    await mkdir(folder, { recursive: true });
    const town = await openTown();
    const skipping = await openTown({ skipTime: true });
    towns.push(town, skipping);
    for (const answer of ['issued', 'not found', 'refused']) await record(town, answer, aRequest(), answer);
    await record(town, 'extract', aRequest({ fields: { kind: 'extract' } }), 'issued');
    await record(skipping, 'abandoned', aRequest());
  });
}

test('every stored history replays on today’s code', async () => {
  const replay = ['--import', 'tsx', path.join(folder, 'replay.ts'), shared.bundle, folder];
  const { stdout } = await promisify(execFile)(process.execPath, replay);

  const lines = stdout.trim().split('\n');
  expect(lines.length).toBeGreaterThanOrEqual(5);
  expect(lines.filter((line) => !line.endsWith('.json replays'))).toEqual([]);
});

async function record(town: Town, name: string, form: object, answer?: string): Promise<void> {
  const { body } = await town.api.file(form);
  if (answer) {
    const agent = shared.accounts.find(({ role }) => role === 'agent')!;
    const token = await town.api.signIn(agent.email, agent.password);
    await town.api.upload(body.reference, body.trackingCode);
    const task = await until(
      async () => (await town.api.tasks(token, `?q=${body.reference}`)).body.items[0],
      'the task',
    );
    await town.api.answer(task.id, { answer }, { token });
  }
  const handle = await until(async () => {
    const run = town.temporal.workflow.getHandle(`request/${body.id}`);
    return run.describe().then(
      () => run,
      () => undefined,
    );
  }, 'the run');
  await handle.result();
  const file = path.join(folder, `birth-certificate.${name.replace(' ', '-')}.json`);
  const show = ['workflow', 'show', '--workflow-id', handle.workflowId, '--output', 'json'];
  const engine = ['--address', shared.temporal, '--namespace', 'guichet'];
  await writeFile(file, (await promisify(execFile)(shared.temporalProgram, [...show, ...engine])).stdout);
}
