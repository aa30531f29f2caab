/** What a designer may do wrong, in a copy of the checkout, and what the commands of `npm run check` say about it. */
import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { scaffold } from '../../bin/scaffold.ts';
import { type CheckoutCopy, copyCheckout } from '../checkout-copy.ts';

type Change = [what: string, to: string];

const accepted = "return desk.close('accepted', { email: 'request-accepted' });";
const refused = `      case 'refused':
        return desk.close('refused', { email: 'request-refused' });
`;
const pathWithoutEnd = /the process has a path that does not end in `return desk\.close\(…\)`: handle every answer/;

/** What the compiler refuses: the change to a scaffolded type, and the words at its file and line. */
const refusedByCompiler: Record<string, { change: Change; says: RegExp }> = {
  'an answer that is not handled': { change: [refused, ''], says: pathWithoutEnd },
  'an answer that nobody can give': {
    change: ["case 'refused':", "case 'rejected':"],
    says: /'"rejected"' is not comparable to type '"accepted" \| "refused"'/,
  },
  'an email that does not exist': {
    change: ["'request-accepted'", "'request-acepted'"],
    says: /'"request-acepted"' is not assignable .* Did you mean '"request-accepted"'\?/,
  },
  'a service that the town does not have': {
    change: ["service: 'reception'", "service: 'town-clerk'"],
    says: /'"town-clerk"' is not assignable to type '"civil-status" \|/,
  },
  'a piece that the type does not ask for': {
    change: ["pieces: ['proof']", "pieces: ['passport']"],
    says: /'"passport"' is not assignable to type '"proof"'/,
  },
  'a choice that the form does not have': {
    change: ["request.kind === 'usual'", "request.kind === 'unusual'"],
    says: /types '"simple" \| "usual"' and '"unusual"' have no overlap/,
  },
  'a length of time that is none': {
    change: ["within: '30 days'", "within: 'a month'"],
    says: /'"a month"' is not assignable to type '`\$\{number\} day` \|/,
  },
  'an end that tells the citizen nothing': { change: [accepted, 'return;'], says: pathWithoutEnd },
  'an end that is made by hand': { change: [accepted, "return { outcome: 'accepted' };"], says: pathWithoutEnd },
  'a request that is closed and goes on': {
    change: [accepted, `${accepted.replace('return', 'await')} break;`],
    says: pathWithoutEnd,
  },
};

const notAwaited = /Nothing awaits this verb.*Write `await` before it/;
const refusedByLint: Record<string, { change: Change; says: RegExp }> = {
  'a verb without await': { change: ['await desk.acknowledge(', 'desk.acknowledge('], says: notAwaited },
  'a verb kept for later': { change: ['= await desk.askAgent(', '= desk.askAgent('], says: notAwaited },
  'a verb thrown away': { change: ['await desk.acknowledge(', 'void desk.acknowledge('], says: notAwaited },
  'a verb inside another function': {
    change: ['await desk.acknowledge()', 'await [1].map(() => desk.acknowledge())'],
    says: notAwaited,
  },
  'steps side by side that are no waits': {
    change: [
      'await desk.acknowledge(',
      "await desk.all({ news: desk.email('answer-sent') });\n    await desk.acknowledge(",
    ],
    says: notAwaited,
  },
  'parallel waits of JavaScript': {
    change: ['await desk.acknowledge(', 'await Promise.all([]);\n    await desk.acknowledge('],
    says: /put parallel waits into `desk\.all` or `desk\.first`/,
  },
  'the desk under another name': {
    change: ['process(desk)', 'process(counter)'],
    says: /Call the parameter of a process `desk`/,
  },
  'a verb under another name': {
    change: ['await desk.acknowledge(', 'const { email } = desk;\n    await email(1);\n    await desk.acknowledge('],
    says: /Use the verbs as `await desk\.…`/,
  },
  'the clock': {
    change: ['await desk.acknowledge(', 'if (Date.now() > 5) return;\n    await desk.acknowledge('],
    says: /no clock of its own: let time pass with `await desk\.wait/,
  },
  chance: {
    change: ['await desk.acknowledge(', 'if (Math.random() > 0.5) return;\n    await desk.acknowledge('],
    says: /branch on an answer, or on a choice of the form/,
  },
  'a timer': {
    change: ['await desk.acknowledge(', 'setTimeout(() => {}, 1000);\n    await desk.acknowledge('],
    says: /let time pass with `await desk\.wait/,
  },
  'a try': {
    change: ['await desk.acknowledge();', 'try { await desk.acknowledge(); } finally { }'],
    says: /A process holds no `try`: a refusal is an answer with a name/,
  },
};

let copy: CheckoutCopy;
/** A type that has stored histories and committed pictures. */
let certificate: string;

beforeAll(async () => {
  copy = await copyCheckout();
  certificate = await readFile(typeFile('birth-certificate'), 'utf8');
});
afterAll(() => copy.remove());

test('the compiler refuses what can not work, each with its file, its line and a sentence', async () => {
  const files = await writeMistakes(refusedByCompiler);

  const { code, output } = await run('node_modules/.bin/tsc', '--noEmit', '--pretty', 'false');

  expect(code).not.toBe(0);
  expect(unfound(files, refusedByCompiler, output, /\(\d+,\d+\): error TS\d+: (.*)$/)).toEqual([]);
  await Promise.all(files.map((file) => rm(typeFile(file))));
});

test('the lint refuses a step that is not awaited, and all that a second run would find otherwise', async () => {
  const files = await writeMistakes(refusedByLint);

  const { code, output } = await run(
    'node_modules/.bin/biome',
    ...['lint', '--only=plugin', '--reporter=concise', '--max-diagnostics=none', 'workflows/request-types'],
  );

  expect(code).toBe(1);
  expect(unfound(files, refusedByLint, output, /:\d+:\d+: plugin: (.*)$/)).toEqual([]);
  // The types as they are give no cause.
  expect(output.split('\n').filter((line) => /\.ts:\d/.test(line) && !line.includes('mistake-'))).toEqual([]);
  await Promise.all(files.map((file) => rm(typeFile(file))));
});

test('a step in another place is refused under the requests that run, naming the step and what to do', async () => {
  const confirmed = 'await desk.acknowledge({ letter: proofNeeded });';
  await mistake([confirmed, ''], ['switch (decision) {', `${confirmed}\n    switch (decision) {`]);

  const { code, output } = await run(process.execPath, ...tsx('bin/check-running.ts', '--files', 'tests/replay'));

  expect(code).toBe(1);
  expect(output).toMatch(/birth-certificate\.ts, revision 1: \d would break/);
  expect(output).toMatch(/at step 1, askCitizen "waiting for documents", the process takes another way/);
  expect(output).toMatch(/What to do: put what is new behind `if \(desk\.since\('…'\)\)`/);
});

test.each<[string, Change]>([
  ['renamed step', ["desk.askAgent('preparing the certificate'", "desk.askAgent('drawing the certificate'"]],
  ['changed deadline', ["within: '30 days'", "within: '20 days'"]],
])('a %s is refused until its picture and its table are drawn again', async (_, change) => {
  await mistake(change);

  const { code, output } = await run(process.execPath, ...tsx('bin/diagrams.ts', '--check'));

  expect(code).toBe(1);
  expect(output).toMatch(/docs\/processes\/birth-certificate\/paths\.md: the process has changed/);
  expect(output).toMatch(/Look at the change with "npm run diagrams"/);
});

/** One type for each mistake, all from what the scaffolder writes. */
function writeMistakes(mistakes: Record<string, { change: Change }>): Promise<string[]> {
  return Promise.all(
    Object.values(mistakes).map(async ({ change }, index) => {
      const file = `mistake-${index}`;
      await writeFile(typeFile(file), changed(scaffold(file, 'mistake'), [change]));
      return file;
    }),
  );
}

async function mistake(...changes: Change[]): Promise<void> {
  await writeFile(typeFile('birth-certificate'), changed(certificate, changes));
}

function changed(source: string, changes: Change[]): string {
  return changes.reduce((text, [what, to]) => {
    if (!text.includes(what)) throw new Error(`the type no longer has: ${what}`);
    return text.replace(what, () => to);
  }, source);
}

/** The mistakes that no line of the output names with the words expected. */
function unfound(files: string[], mistakes: Record<string, { says: RegExp }>, output: string, form: RegExp): string[] {
  const lines = output.split('\n');
  return Object.entries(mistakes)
    .filter(([, { says }], index) => {
      const own = lines.filter((line) => line.includes(`request-types/${files[index]}.ts`));
      return !own.some((line) => says.test(form.exec(line)?.[1] ?? ''));
    })
    .map(([name]) => name);
}

const typeFile = (id: string) => path.join(copy.folder, 'workflows', 'request-types', `${id}.ts`);
const tsx = (...args: string[]) => ['--import', 'tsx', ...args];

function run(program: string, ...args: string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const options = { cwd: copy.folder, env: { PATH: process.env.PATH }, maxBuffer: 64_000_000 };
    const child = execFile(program, args, options, (_, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, output: stdout + stderr }),
    );
  });
}
