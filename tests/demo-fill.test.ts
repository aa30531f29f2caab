/** `npm run demo:fill`: two towns of a data folder each, one that runs and one that sleeps, filled from the same seed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { fieldsSchema } from '../api/form-schema.ts';
import { movedTables } from '../bin/filling/move.ts';
import { planOf } from '../bin/filling/plan.ts';
import { demoDistricts } from '../db/demo-people.ts';
import { openDatabase } from '../db/index.ts';
import { checkJournals } from '../db/journal-check.ts';
import { civilDate } from '../workflows/kit/calendar.ts';
import { requestTypes } from '../workflows/request-types/index.ts';
import { type Api, apiAt, until } from './api-client.ts';
import { shared } from './town.ts';

const checkout = path.resolve(import.meta.dirname, '..');
const types = [...new Set(requestTypes.map(({ id }) => id))];

let folders: string[];
let instance: ChildProcess;
let db: DataSource;
let api: Api;
let accounts: { email: string; password: string; role: string }[];
let filled: Ran;
let other: Ran;

beforeAll(async () => {
  folders = await Promise.all([newFolder(), newFolder()]);
  const { output, child } = run('start', { GUICHET_DATA: folders[0]! });
  instance = child;
  await until(() => (/^Guichet is ready: http/m.test(output()) ? true : undefined), 'Guichet is ready', 60_000);
  [filled, other] = (await Promise.all(folders.map((folder) => fill(folder, '--requests', '25')))) as [Ran, Ran];
  const { portal, postgres } = JSON.parse(await read('addresses.json'));
  db = await openDatabase(postgres);
  api = apiAt(portal.replace(/\/$/, ''));
  accounts = JSON.parse(await read('demo-accounts.json'));
}, 300_000);

afterAll(async () => {
  await db?.destroy();
  const ended = new Promise((resolve) => instance.once('exit', resolve));
  instance.kill('SIGTERM');
  await ended;
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
}, 60_000);

test('a filled town has a year of requests of all types, of made-up people, each with an unbroken journal in order of time', async () => {
  expect({ code: filled.code, errors: filled.errors }).toEqual({ code: 0, errors: '' });
  const rows = await db.query('select type, reference, received_at from request order by reference');
  expect(rows).toHaveLength(25);
  expect(new Set(rows.map(({ type }: { type: string }) => type))).toEqual(new Set(types));
  const received = rows.map(({ received_at }: { received_at: Date }) => received_at.getTime());
  expect(received[0]).toBeLessThan(Date.now() - 270 * 86_400_000);
  const numbers = rows.map(({ reference }: { reference: string }) => reference.slice(5));
  expect(numbers).toEqual([...numbers].sort());
  expect(received).toEqual([...received].sort((one, other) => one - other));
  expect(await db.query(`select 1 from citizen where family_name not like '% (essai)'`)).toEqual([]);
  expect((await checkJournals(db)).faults).toBe(0);
  const backwards = `select 1 from (select at, lag(at) over (partition by request_id order by seq) as before from journal) each
                     where at < before - interval '1 second' or at > now()`;
  expect(await db.query(backwards)).toEqual([]);
});

test('what has ended did so by its process: with an email written, a step for each thing done, and files that open', async () => {
  const ended = await db.query(
    `select r.id, (select count(*)::int from email e where e.request_id = r.id and e.state in ('sent', 'no address')) as emails,
            (select count(*)::int from step s where s.request_id = r.id and s.verb = 'close') as closed
     from request r where status = 'ended'`,
  );
  expect(ended.length).toBeGreaterThan(10);
  for (const { emails, closed } of ended)
    expect({ emails: emails > 1, closed: closed > 0 }).toEqual({ emails: true, closed: true });
  expect(await db.query(`select 1 from email where state = 'queued'`)).toEqual([]);

  const token = await signIn('agent');
  const [document] = await db.query(
    `select d.id, r.reference, d.size_bytes as bytes from document d join request r on r.id = d.request_id limit 1`,
  );
  const file = await fetch(`${await portal()}api/v1/requests/${document.reference}/documents/${document.id}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect((await file.arrayBuffer()).byteLength).toBe(document.bytes);
});

test('what is open waits in the engine as it did: an agent answers it, and it goes on', async () => {
  const token = await signIn('agent');
  const { body } = await api.call('GET', '/tasks?limit=100', { token });
  const open = body.items.filter(({ answers, dueOn }: { answers: unknown[]; dueOn: string }) => answers && dueOn);
  expect(open.length).toBeGreaterThan(0);
  const task = open.find(({ name, assignee }: { name: string; assignee: unknown }) => !assignee && name !== 'visa');
  const before = await steps(task.reference);
  const answered = await api.call('POST', `/tasks/${task.id}/answer`, {
    token,
    json: { answer: task.answers[0].id, reply: 'Voici notre réponse.' },
  });
  expect(answered.status).toBe(200);
  await until(async () => ((await steps(task.reference)) > before ? true : undefined), 'the next step', 20_000);
});

test('the figures of the year show volumes and delays, and the same seed gives another town the same table', async () => {
  const token = await signIn('manager');
  const { body } = await api.call('GET', '/statistics', { token });
  expect(body.items.filter(({ received }: { received: number }) => received > 0)).toHaveLength(types.length);

  expect(tableOf(other)).toEqual(tableOf(filled));
  expect(tableOf(other)).toHaveLength(types.length + 2);
});

test('what could mix with real requests or send emails is refused in one line, and so is the same seed again', async () => {
  const unchanged = await db.query('select count(*) from request');
  await db.query(
    `update citizen set family_name = 'Dupont', email = 'a@b.fr' where id = (select id from citizen limit 1)`,
  );
  const smtp = { GUICHET_DATA: folders[0]!, SMTP_URL: 'smtp://mail.example:25' };
  const refusals = await Promise.all([
    refused(fill(folders[0]!, '--requests', '5'), /^--requests is 5: give a number from 12 to 5000$/),
    refused(fill(folders[1]!), /^this town has been filled with --seed 7 before: give another seed/),
    refused(run('demo-fill', smtp).ran, /^SMTP_URL would have made-up requests and their emails reach a real server/),
    refused(fill(folders[0]!, '--seed', '8'), /^this town has 0 agents and 1 citizens who may be real/),
  ]);
  for (const { code, errors, line } of refusals) {
    expect({ code, line: errors.trim() }).toEqual({ code: 1, line: expect.stringMatching(line) });
    expect(errors.trim().split('\n')).toHaveLength(1);
  }
  expect(await db.query('select count(*) from request')).toEqual(unchanged);
}, 120_000);

test('all that a town has of a request moves in with it, but for what concerns its engine, its accounts and old data', async () => {
  const about = await db.query(
    `select distinct conrelid::regclass::text as table from pg_constraint
     where contype = 'f' and confrelid in ('request'::regclass, 'document'::regclass)`,
  );
  const stays = [
    ...['account_request', 'collection', 'doubt', 'draft', 'erasure', 'legal_hold'],
    ...['outbox', 'repair', 'step_failure'],
  ];
  const left = about
    .map(({ table }: { table: string }) => table)
    .filter((table: string) => !movedTables.includes(table as never));
  expect(left.sort()).toEqual(stays);
});

test('made-up people fill in each form as it asks for it', () => {
  const plan = planOf({
    requests: 2_000,
    seed: 3,
    today: civilDate(Date.now(), 'metropole'),
    calendar: { zone: 'metropole', closures: [] },
    districts: demoDistricts,
  });
  for (const { type, fields } of plan) {
    const { error } = fieldsSchema(type, 'metropole').safeParse(fields);
    // A day that was ahead when it was asked for is past.
    const faults = (error?.issues ?? []).filter(({ message }) => message !== 'past date');
    expect({ type: type.id, faults }).toEqual({ type: type.id, faults: [] });
  }
});

interface Ran {
  code: number | null;
  output: string;
  errors: string;
}

const fill = (folder: string, ...args: string[]) => run('demo-fill', { GUICHET_DATA: folder }, ...args).ran;

const refused = async (ran: Promise<Ran>, line: RegExp) => ({ ...(await ran), line });

const tableOf = ({ output }: Ran) =>
  output.split('\n').filter((line) => /^(type|all|[a-z-]+) +(\d+|requests) +(\d+|open) {2}/.test(line));

function run(program: string, settings: Record<string, string>, ...args: string[]) {
  const env = { ...process.env, PORT: '0', TEMPORAL_CLI: shared.temporalProgram, NODE_OPTIONS: '', ...settings };
  const child = spawn(process.execPath, ['--import', 'tsx', `bin/${program}.ts`, ...args], { cwd: checkout, env });
  let [output, errors] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk;
  });
  const ran = new Promise<Ran>((resolve) => child.once('close', (code) => resolve({ code, output, errors })));
  return { child, ran, output: () => output };
}

/** With the compiled emails and the bundle of the checkout, which take seconds to make. */
async function newFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'guichet-fill-'));
  // As root, PostgreSQL runs as another user and must be able to enter.
  await chmod(folder, 0o711);
  await symlink(path.join(shared.dataDir, 'cache'), path.join(folder, 'cache'));
  return folder;
}

const read = (file: string) => readFile(path.join(folders[0]!, file), 'utf8');
const portal = async () => JSON.parse(await read('addresses.json')).portal as string;

async function signIn(role: string): Promise<string> {
  const { email, password } = accounts.find((account) => account.role === role)!;
  const { body } = await api.call('POST', '/sessions', { json: { email, password } });
  return body.token;
}

async function steps(reference: string): Promise<number> {
  const [{ count }] = await db.query(
    'select count(*)::int from step where request_id = (select id from request where reference = $1)',
    [reference],
  );
  return count;
}
