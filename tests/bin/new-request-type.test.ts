import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { formClient } from '../api/form-client.ts';
import { apiAt, until } from '../api-client.ts';
import { type CheckoutCopy, copyCheckout } from '../checkout-copy.ts';
import { type CopiedParts, startCopiedParts } from '../copied-parts.ts';
import { openTown, shared, type Town } from '../town.ts';

const id = 'firework-permit';
let copy: CheckoutCopy;
let town: Town;
let parts: CopiedParts | undefined;

beforeAll(async () => {
  [copy, town] = await Promise.all([copyCheckout(), openTown({ worker: false, relay: false })]);
});
afterAll(async () => {
  await parts?.stop();
  await town.stop();
  await copy.remove();
});

test.each([
  [[], /^Give one id: npm run new-request-type -- <id>$/],
  [['Feu d’artifice'], /^"Feu d’artifice" is not an id: give at most 40 small letters, digits and single hyphens/],
  [['../escape'], /^"\.\.\/escape" is not an id/],
  [['birth-certificate'], /^There is a workflows\/request-types\/birth-certificate\.ts already/],
])('the scaffolder refuses %j in one line and writes nothing', async (args, line) => {
  const before = await filesOf(copy.folder);

  const { code, output } = await scaffold(...args);

  expect(code).toBe(1);
  expect(output.trim().split('\n')).toHaveLength(1);
  expect(output.trim()).toMatch(line);
  expect(await filesOf(copy.folder)).toEqual(before);
});

test('a scaffolded type with one edit of its process runs everywhere after a restart, and no other file is touched', async () => {
  const before = await filesOf(copy.folder);
  expect(await scaffold(id)).toMatchObject({ code: 0, output: expect.stringContaining('npm run check') });
  const file = path.join(copy.folder, 'workflows', 'request-types', `${id}.ts`);
  await edit(
    file,
    "        return desk.close('accepted'",
    "        await desk.email('progress-update');\n        return desk.close('accepted'",
  );
  expect(await run('bin/diagrams.ts')).toMatchObject({ code: 0 });

  expect((await readFile(file, 'utf8')).trimEnd().split('\n').length).toBeLessThanOrEqual(80);
  expect(await changes(before)).toEqual([
    expect.stringMatching(`^docs/processes/${id}/`),
    `workflows/request-types/${id}.ts`,
    'workflows/request-types/index.ts',
  ]);
  expect(await compile()).toBe('');
  expect(await testsOfTypes()).toMatch(/^\d+ passed, 0 failed$/m);

  parts = await startCopiedParts(copy.folder, town);
  const api = apiAt(parts.url);

  // Portal.
  expect(await page('/demarches')).toContain(`/demarches/${id}`);
  expect(await page(`/demarches/${id}`)).toContain('« Titre de la démarche firework-permit »');
  const citizen = formClient(parts.url);
  expect((await citizen.begin(id)).location).toBe(`/demarches/${id}/kind`);
  expect((await citizen.get(`/demarches/${id}/details`)).html).toContain('name="fields.details"');
  // API.
  const { body: type } = await api.call('GET', `/request-types/${id}`);
  expect(type).toMatchObject({ id, service: { id: 'reception' }, pieces: [{ id: 'proof', required: true }] });
  const email = 'habitante@citoyen.example';
  const filed = await api.file({
    type: id,
    citizen: { givenName: 'Camille', familyName: 'Exemple', email },
    fields: { kind: 'usual' },
  });
  expect(filed.status).toBe(201);
  const { reference, trackingCode } = filed.body;
  await until(() => town.mail.received(email)[0], 'the acknowledgement');
  await until(async () => {
    const { body } = await api.request(reference, trackingCode);
    return body.step === 'waiting for documents' ? body : undefined;
  }, 'the wait for documents');
  expect((await api.upload(reference, trackingCode, { piece: 'proof' })).status).toBe(201);
  // Worklist.
  const agent = shared.accounts.find(({ role }) => role === 'agent')!;
  const token = await api.signIn(agent.email, agent.password);
  const task = await until(async () => (await api.tasks(token, `?type=${id}`)).body.items[0], 'the task');
  expect(task).toMatchObject({ reference, type: id, service: 'reception', name: 'examining the request' });
  expect((await api.answer(task.id, { answer: 'accepted' }, { token })).status).toBe(200);
  // Emails: the confirmation, the one that the edit added, the end.
  await until(() => town.mail.received(email)[2], 'the last email');
  const ended = await until(async () => {
    const { body } = await api.request(reference, trackingCode);
    return body.status === 'ended' ? body : undefined;
  }, 'the end');
  expect(ended).toMatchObject({ outcome: 'accepted', waitingFor: 'nobody' });
  // Statistics.
  const manager = shared.accounts.find(({ role }) => role === 'manager')!;
  const managersToken = await api.signIn(manager.email, manager.password);
  const { body: statistics } = await api.call('GET', '/statistics', { token: managersToken });
  expect(statistics.items.find(({ type }: { type: string }) => type === id)).toMatchObject({
    received: 1,
    ended: 1,
    onTimeShare: 1,
    outcomes: { accepted: 1 },
  });
  // Diagram.
  const svg = await api.call<string>('GET', `/request-types/${id}/diagram.svg`);
  expect(svg.status).toBe(200);
  expect(svg.body).toContain('Examen de la demande');
}, 180_000);

async function page(address: string): Promise<string> {
  const answer = await fetch(`${parts!.url}${address}`, { headers: { 'accept-language': 'fr' } });
  expect(answer.status).toBe(200);
  return answer.text();
}

/** What is new or other than before, by path; each folder of pictures once. */
async function changes(before: Map<string, string>): Promise<string[]> {
  const now = await filesOf(copy.folder);
  const changed = [...now].filter(([file, content]) => before.get(file) !== content).map(([file]) => file);
  const removed = [...before.keys()].filter((file) => !now.has(file));
  const places = [...changed, ...removed].map((file) => file.replace(/^(docs\/processes\/[^/]+\/).*$/, '$1'));
  return [...new Set(places)].sort();
}

async function filesOf(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .filter((file) => !/^(node_modules|\.guichet)\//.test(file));
  return new Map(
    await Promise.all(files.map(async (file) => [file, await readFile(path.join(folder, file), 'latin1')] as const)),
  );
}

async function edit(file: string, what: string, to: string): Promise<void> {
  const source = await readFile(file, 'utf8');
  expect(source).toContain(what);
  await writeFile(file, source.replace(what, to));
}

const scaffold = (...args: string[]) => run('bin/new-request-type.ts', ...args);
const run = (program: string, ...args: string[]) => execute(process.execPath, '--import', 'tsx', program, ...args);

/** How the tests that each type has end, before the designer has written a word. */
async function testsOfTypes(): Promise<string> {
  const args = ['--selectProjects', 'rules', '--testPathPatterns', 'kit/request-types'];
  const { output } = await execute(
    process.execPath,
    '--experimental-vm-modules',
    'node_modules/jest/bin/jest.js',
    ...args,
  );
  return output;
}

/** What the compiler says of the request types. */
async function compile(): Promise<string> {
  const { output } = await execute('node_modules/.bin/tsc', '--noEmit', '--pretty', 'false');
  return output
    .split('\n')
    .filter((line) => line.startsWith('workflows/'))
    .join('\n');
}

function execute(program: string, ...args: string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const options = { cwd: copy.folder, env: { PATH: process.env.PATH } };
    const child = execFile(program, args, options, (_, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, output: stdout + stderr }),
    );
  });
}
