/** The stored histories on today's code, and the recorder that adds to them. */
import { execFile } from 'node:child_process';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type CheckoutCopy, copyCheckout } from './checkout-copy.ts';
import { shared } from './town.ts';

const checkout = path.resolve(import.meta.dirname, '..');
const id = 'firework-permit';
let copy: CheckoutCopy;

beforeAll(async () => {
  copy = await copyCheckout();
  // A few types are enough here: those that are changed below, and those that show what may happen to any.
  const others = (await histories()).filter((name) => !/^(birth-certificate|complaint|death-certificate)\./.test(name));
  for (const name of others) await rm(path.join(copy.folder, 'tests', 'replay', name));
});
afterAll(() => copy.remove());

test('every stored history replays on today’s code, and together they pass every wait, verb and ending of each type', async () => {
  const stored = (await readdir(path.join(checkout, 'tests', 'replay'))).filter((name) => /\.json(\.gz)?$/.test(name));

  const { code, output, errors } = await run(checkout, 'bin/record-histories.ts', '--check');

  expect(errors).toBe('');
  expect(output).toBe(`${stored.length} histories replay.\n`);
  expect(code).toBe(0);
});

test('a new type fails nothing before it has histories, and gets those that pass all of it by one command', async () => {
  const before = await histories();
  await scaffoldWithSilence();

  const young = await check();
  expect(young).toMatchObject({ code: 0, errors: '' });
  expect(young.output).toContain(`${id} has none yet: npm run record-histories -- ${id}`);

  const recorded = await run(copy.folder, 'bin/record-histories.ts', id);
  expect(recorded).toMatchObject({ code: 0, errors: '' });
  const added = (await histories()).filter((name) => !before.includes(name));
  expect(recorded.output.match(/^tests\/replay\/.*$/gm)!.sort()).toEqual(added.map((name) => `tests/replay/${name}`));
  for (const name of added) expect(name).toMatch(/^firework-permit\.[a-z+.-]+\.json\.gz$/);
  expect(added.join(' ')).toContain('silence');

  expect((await run(copy.folder, 'bin/record-histories.ts', id)).output).toBe('Nothing is missing.\n');
}, 120_000);

test('what a changed process breaks, and what no history shows any more, is named', async () => {
  const file = path.join(copy.folder, 'workflows', 'request-types', 'death-certificate.ts');
  const source = await readFile(file, 'utf8');
  await writeFile(
    file,
    source.replace("'issued', 'not found', 'details needed'", "'issued', 'not found', 'details needed', 'burnt'"),
  );

  const answered = await check();
  expect(answered.code).toBe(1);
  expect(answered.errors).toContain('death-certificate: no history passes askAgent "preparing the certificate": burnt');
  expect(answered.errors).toContain('Record them with "npm run record-histories"');

  await writeFile(
    file,
    source.replace('await desk.acknowledge();', "await desk.acknowledge();\nawait desk.email('progress-update');"),
  );
  const broken = await check();
  expect(broken.code).toBe(1);
  expect(broken.errors).toMatch(/^death-certificate\.not-found\.not-found no longer replays: /m);
});

/** The scaffolder's type, whose decision a silence of two months takes as well. */
async function scaffoldWithSilence(): Promise<void> {
  expect(await run(copy.folder, 'bin/new-request-type.ts', id)).toMatchObject({ code: 0 });
  const file = path.join(copy.folder, 'workflows', 'request-types', `${id}.ts`);
  const source = await readFile(file, 'utf8');
  const decided = /const decision = await desk\.askAgent\([^;]*;\n\s*switch \(decision\)/;
  expect(source).toMatch(decided);
  await writeFile(
    file,
    source.replace(
      decided,
      `const first = await desk.first('decision or silence', {
        decision: desk.askAgent('examining the request', answers, { within: '5 working days' }),
        silence: desk.wait('two months of silence', { for: '2 months' }),
      });
      switch (first.wait === 'decision' ? first.answer : 'accepted')`,
    ),
  );
}

const check = () => run(copy.folder, 'bin/record-histories.ts', '--check');
const histories = async () =>
  (await readdir(path.join(copy.folder, 'tests', 'replay'))).filter((name) => /\.json(\.gz)?$/.test(name)).sort();

function run(cwd: string, ...args: string[]): Promise<{ code: number; output: string; errors: string }> {
  return new Promise((resolve) => {
    const env = { PATH: process.env.PATH, GUICHET_DATA: shared.dataDir };
    const child = execFile(process.execPath, ['--import', 'tsx', ...args], { cwd, env }, (_, output, errors) =>
      resolve({ code: child.exitCode ?? -1, output, errors }),
    );
  });
}
