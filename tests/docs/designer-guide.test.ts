/** The examples of the designers' guide: each is compiled and linted, and each process is explored to its ends. */
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Facts } from '../../workflows/contract.ts';
import type { Desk } from '../../workflows/kit/desk.ts';
import { type CheckoutCopy, copyCheckout } from '../checkout-copy.ts';
import { blocksOf, readGuide, writeGuideTypes } from './guide-examples.ts';

const checkout = path.resolve(import.meta.dirname, '../..');
const inCopy = (program: string, ...args: string[]) =>
  promisify(execFile)(program, args, { cwd: copy.folder }).catch((error: { stdout: string; stderr: string }) => error);

let copy: CheckoutCopy;
let guide: string;
let processes: string[];
let ids: string[];

beforeAll(async () => {
  copy = await copyCheckout();
  guide = await readGuide();
  processes = blocksOf(guide, 'ts process');
  ids = await writeGuideTypes(copy.folder);
});
afterAll(() => copy.remove());

test('every TypeScript example is either a part of the header or a process', () => {
  const kinds = [...guide.matchAll(/^```ts(.*)$/gm)].map(([, kind]) => kind!.trim());
  expect(new Set(kinds)).toEqual(new Set(['header', 'process']));
});

test('every verb has an example', () => {
  const verbs = {
    ...{ acknowledge: 1, email: 1, askCitizen: 1, askAgent: 1, askOpinion: 1, intervene: 1, book: 1, wait: 1 },
    ...{ all: 1, first: 1, redirect: 1, check: 1, since: 1, close: 1 },
  } satisfies Record<keyof Desk<Facts, string, string>, 1>;
  const shown = processes.join('\n');
  expect(Object.keys(verbs).filter((verb) => !shown.includes(`desk.${verb}(`))).toEqual([]);
});

test('every example compiles with the header of the guide, and breaks no rule of processes', async () => {
  const types = await inCopy('node_modules/.bin/tsc', '--noEmit', '--pretty', 'false');
  expect(types.stdout.split('\n').filter((line) => line.includes('guide-'))).toEqual([]);

  const lint = ['lint', '--only=plugin', '--reporter=concise', '--max-diagnostics=none', 'workflows/request-types'];
  const faults = await inCopy('node_modules/.bin/biome', ...lint);
  expect((faults.stdout + faults.stderr).split('\n').filter((line) => line.includes('guide-'))).toEqual([]);
});

test('every process of the guide comes to an end on each of its paths, and tells the citizen', async () => {
  const paths = await explored();

  expect(paths).toHaveLength(ids.length);
  for (const endings of paths) {
    expect(endings.length).toBeGreaterThan(0);
    for (const { email } of endings) expect(email).toMatch(/^[a-z-]+$/);
  }
  // The first example is the whole procedure: documents or none, accepted or refused.
  expect(paths[0]!.map(({ outcome }) => outcome).sort()).toEqual(['abandoned', 'accepted', 'refused']);
});

test('every command of the guide is there, and every file that it names', async () => {
  const { scripts } = JSON.parse(await readFile(path.join(checkout, 'package.json'), 'utf8'));
  const commands = [...guide.matchAll(/npm run (?:-s )?([a-z:-]+)/g)].map(([, command]) => command!);
  expect(commands.filter((command) => !scripts[command])).toEqual([]);

  const files = [...guide.matchAll(/`((?:workflows|templates|docs)\/[^`\s]+\.ts)`/g)].map(([, file]) => file!);
  const own = (file: string) => file.includes('firework-permit');
  for (const file of files.filter((name) => !own(name))) await readFile(path.join(checkout, file));
});

/** In a process of its own, where TypeScript of another folder can be loaded. */
async function explored(): Promise<{ outcome: string; email: string }[][]> {
  const program = path.join(copy.folder, 'explored.mts');
  await writeFile(
    program,
    `import { explore } from './workflows/kit/explorer.ts';
const paths = [];
for (const id of ${JSON.stringify(ids)}) {
  const { example } = await import(\`./workflows/request-types/\${id}.ts\`);
  paths.push((await explore(example)).map(({ ending }) => ending));
}
console.log(JSON.stringify(paths));
`,
  );
  const { stdout, stderr } = await inCopy(process.execPath, '--import', 'tsx', program);
  if (!stdout) throw new Error(stderr);
  return JSON.parse(stdout);
}
