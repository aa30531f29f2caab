import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aRequest, until } from './api-client.ts';
import { type CheckoutCopy, copyCheckout } from './checkout-copy.ts';
import { settingsOf } from './copied-parts.ts';
import { openTown, type Town } from './town.ts';

let copy: CheckoutCopy;
let town: Town;
let source: string;
const confirmed = 'await desk.acknowledge({ letter: proofNeeded });';

/** Two requests wait for documents, and a third, which needs none, for the agent. */
beforeAll(async () => {
  [copy, town] = await Promise.all([copyCheckout(), openTown()]);
  source = await readFile(typeFile(), 'utf8');
  for (const kind of ['full copy', 'full copy', 'extract']) {
    const { body } = await town.api.file(aRequest({ fields: { kind } }));
    await until(async () => {
      const { step } = (await town.api.request(body.reference, body.trackingCode)).body;
      return step === 'received' ? undefined : step;
    }, 'the first wait');
  }
  // The engine's list of open runs follows the runs a moment later.
  await until(async () => ((await checked()).output.startsWith('3 requests') ? true : undefined), 'three open runs');
});
afterAll(async () => {
  await town.stop();
  await copy.remove();
});

test('requests under way continue where the process is the same, or has a dated change', async () => {
  await change(confirmed, `${confirmed}\n    if (desk.since('2027-03 news')) await desk.email('progress-update');`);

  const { code, output } = await checked();

  expect(output).toMatch(/^ {2}3 continue$/m);
  expect(output).toMatch(/^ {2}0 would break$/m);
  expect(code).toBe(0);
});

test('a step that is put before the place where requests wait would break them, and the report says where and what to do', async () => {
  await change(confirmed, `${confirmed}\n    await desk.email('progress-update');`);

  const { code, output } = await checked();

  expect(code).toBe(1);
  expect(output).toMatch(/^ {2}3 would break$/m);
  expect(output).toContain('workflows/request-types/birth-certificate.ts, revision 1: 2 would break');
  expect(output).toContain('step 2 was askCitizen "waiting for documents" and is now email "progress-update"');
  expect(output).toContain('step 2 was askAgent "preparing the certificate" and is now email "progress-update"');
  expect(output).toContain("What to do: put what is new behind `if (desk.since('…'))`");
});

test('a renamed step, which the engine does not see, is named with both names', async () => {
  await change("desk.askCitizen('waiting for documents'", "desk.askCitizen('awaiting papers'");

  const { code, output } = await checked();

  expect(code).toBe(1);
  expect(output).toMatch(/^ {2}1 continue$/m);
  expect(output).toContain('step 2 was askCitizen "waiting for documents" and is now askCitizen "awaiting papers"');
});

test('requests stay on their revision beside a new one, and break where it has been taken away', async () => {
  const index = path.join(copy.folder, 'workflows', 'request-types', 'index.ts');
  const types = await readFile(index, 'utf8');
  await writeFile(typeFile(), source);
  await writeFile(
    index,
    types.replace('birthCertificate,\n', 'birthCertificate,\n  { ...birthCertificate, revision: 2 },\n'),
  );
  const beside = await checked();
  expect(beside.output).toMatch(/^ {2}3 stay on their revision$/m);
  expect(beside.code).toBe(0);

  await writeFile(index, types.replace('birthCertificate,\n', '{ ...birthCertificate, revision: 2 },\n'));
  const instead = await checked();
  expect(instead.output).toContain('birth-certificate.ts, revision 1: 3 would break');
  expect(instead.output).toContain('keep the former revision beside the new one in workflows/request-types/index.ts');
  expect(instead.code).toBe(1);
  await writeFile(index, types);
});

test('without an instance, and with a wrong option, one clear line says what to give', async () => {
  const alone = await checked({ PATH: process.env.PATH!, GUICHET_DATA: path.join(copy.folder, 'nothing') });
  expect(alone.code).toBe(1);
  expect(alone.output).toMatch(/^No Guichet runs with the data folder .*: start it with npm start/);
  expect(alone.output.trim().split('\n')).toHaveLength(1);
});

const typeFile = () => path.join(copy.folder, 'workflows', 'request-types', 'birth-certificate.ts');

async function change(what: string, to: string): Promise<void> {
  expect(source).toContain(what);
  await writeFile(
    typeFile(),
    source.replace(what, () => to),
  );
}

function checked(env: Record<string, string> = settingsOf(town)): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['--import', 'tsx', 'bin/check-running.ts'],
      { cwd: copy.folder, env },
      (_, stdout, stderr) => resolve({ code: child.exitCode ?? -1, output: stdout + stderr }),
    );
  });
}
