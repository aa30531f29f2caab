import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { newId } from '../../db/ids.ts';
import { migrate, openDatabase } from '../../db/index.ts';
import { shared } from '../town.ts';

let db: DataSource;
let url: string;
const name = `schema_${newId().replaceAll('-', '')}`;

beforeAll(async () => {
  await maintenance(`create database ${name}`);
  url = Object.assign(new URL(shared.postgres), { pathname: `/${name}` }).href;
  db = await openDatabase(url);
});
afterAll(async () => {
  await db.destroy();
  await maintenance(`drop database ${name} with (force)`);
});

test('two processes migrate an empty database at once, and a third time changes nothing', async () => {
  const [first, second] = await Promise.all([migrateInProcess(), migrateInProcess()]);
  const schema = await schemaOf();
  await migrate(db);
  await migrate(db);

  expect([first, second]).toEqual(['The schema is up to date.\n', 'The schema is up to date.\n']);
  expect(schema.length).toBeGreaterThan(100);
  expect(await schemaOf()).toEqual(schema);
  expect(await db.query('select name from migration order by id')).toEqual(
    db.migrations.map((migration) => ({ name: migration.constructor.name })),
  );
});

test('the migrations give exactly what the entities say, and the checks of rows beside it', async () => {
  // TypeORM compares checks by name alone: a copy of each beside its entity would prove nothing, so it would drop them.
  const checks = await db.query(
    `select format('ALTER TABLE "%s" DROP CONSTRAINT "%s"', conrelid::regclass, conname) as dropped
     from pg_constraint where contype = 'c' and connamespace = 'public'::regnamespace`,
  );

  const { upQueries } = await db.driver.createSchemaBuilder().log();

  const wanted = upQueries.map(({ query }) => query);
  expect(wanted.sort()).toEqual(checks.map(({ dropped }: { dropped: string }) => dropped).sort());
});

test('the way back leads to an empty database, and forth again to the same schema', async () => {
  const schema = await schemaOf();

  for (const _ of db.migrations) await db.undoLastMigration({ transaction: 'each' });
  const emptied = await schemaOf();
  await migrate(db);

  expect(emptied.filter(({ name, definition }) => !/migration/.test(name + definition))).toEqual([]);
  expect(await schemaOf()).toEqual(schema);
});

const [agent, citizen, request, task] = [newId(), newId(), newId(), newId()];
const now = '2026-03-02T10:00:00Z';
const bytes = Buffer.alloc(32);

/** A row of each table that the database takes. */
const right: Record<string, Record<string, unknown>> = {
  service: { id: 'civil-status', name_fr: 'État civil', name_en: 'Civil status', email: 'e', phone: '1', address: 'a' },
  agent: { id: agent, email: 'agent@ville.example', display_name: 'Agent', password_hash: 'x', role: 'agent' },
  membership: { agent_id: agent, service_id: 'civil-status' },
  session: { token_hash: bytes, agent_id: agent, expires_at: now },
  citizen: { id: citizen, given_name: 'Camille', family_name: 'Exemple' },
  request: {
    id: request,
    reference: '2026-000001',
    type: 'birth-certificate',
    revision: 1,
    citizen_id: citizen,
    service_id: 'civil-status',
    channel: 'web',
    language: 'fr',
    fields: '{}',
    facts: '{}',
    step: 'received',
    waiting_for: 'nobody',
    received_at: now,
    due_on: '2026-03-09',
    tracking_hash: bytes,
    tracking_sealed: bytes,
    file_key_sealed: bytes,
  },
  task: {
    id: task,
    request_id: request,
    ordinal: 1,
    name: 'preparing the certificate',
    kind: 'agent',
    service_id: 'civil-status',
    answers: ['issued', 'refused'],
    opened_at: now,
    due_at: now,
  },
  step: { request_id: request, ordinal: 1, verb: 'email', name: 'email: acknowledgement', at: now },
  document: {
    id: newId(),
    request_id: request,
    piece: 'family-record',
    file_name: 'livret.pdf',
    media_type: 'application/pdf',
    size_bytes: 1,
    sha256: bytes,
    state: 'received',
    received_at: now,
  },
  message: { id: newId(), request_id: request, author: 'citizen', text: 'Bonjour', at: now },
  email: {
    id: newId(),
    request_id: request,
    key: 'k',
    template: 't',
    to_address: 'a@b.fr',
    state: 'queued',
    created_at: now,
  },
  journal: { request_id: request, at: now, kind: 'request received', actor: 'citizen' },
  outbox: { request_id: request, kind: 'start' },
  idempotency_key: { scope: 'file', key: 'k', body_hash: bytes },
};

test.each<[table: string, what: string, change: Record<string, unknown>]>([
  ['service', 'an id with capitals', { id: 'Civil Status' }],
  ['agent', 'an address with capitals', { email: 'Agent2@ville.example' }],
  ['agent', 'no address', { email: 'agent' }],
  ['agent', 'an address that another has', { id: newId() }],
  ['agent', 'a role that nobody knows', { role: 'king' }],
  ['membership', 'a service that is not there', { service_id: 'roads' }],
  ['session', 'an agent that is not there', { token_hash: Buffer.alloc(32, 1), agent_id: newId() }],
  ['citizen', 'no name', { given_name: '' }],
  ['citizen', 'a null for a name', { family_name: null }],
  ['request', 'a reference that another has', { id: newId() }],
  ['request', 'a channel that nobody knows', { channel: 'pigeon' }],
  ['request', 'a language that nobody reads here', { language: 'de' }],
  ['request', 'revision 0', { revision: 0 }],
  ['request', 'a status that nobody knows', { status: 'lost' }],
  ['request', 'an end without an outcome', { status: 'ended', ended_at: now }],
  ['request', 'an end without a time', { status: 'ended', outcome: 'issued' }],
  ['request', 'an outcome before the end', { outcome: 'issued', ended_at: now }],
  ['request', 'an end that still waits', { status: 'ended', outcome: 'issued', ended_at: now, waiting_for: 'agent' }],
  ['request', 'a wait for the mayor', { waiting_for: 'mayor' }],
  ['request', 'a citizen that is not there', { citizen_id: newId() }],
  ['request', 'no due date', { due_on: null }],
  ['task', 'a second task of the same step', { ordinal: 1 }],
  ['task', 'no answers', { ordinal: 2, answers: [] }],
  ['task', 'a kind that nobody knows', { ordinal: 2, kind: 'robot' }],
  ['task', 'an answer that is not among the answers', { state: 'answered', answer: 'lost', answered_at: now }],
  ['task', 'an answered task without an answer', { state: 'answered', answered_at: now }],
  ['task', 'an answered task without a time', { state: 'answered', answer: 'issued' }],
  ['task', 'an open task with an answer', { answer: 'issued', answered_at: now }],
  ['task', 'a claim without a time', { assignee_id: agent }],
  ['task', 'a claim by nobody', { claimed_at: now }],
  ['step', 'a second step of the same number', {}],
  ['step', 'step 0', { ordinal: 0 }],
  ['document', 'no bytes', { size_bytes: 0 }],
  ['document', 'a kind of file that is not taken', { media_type: 'text/html' }],
  ['document', 'half a checksum', { sha256: Buffer.alloc(16) }],
  ['document', 'a refusal without a reason', { state: 'refused' }],
  ['document', 'a state that nobody knows', { state: 'eaten' }],
  ['message', 'no text', { text: '' }],
  ['message', 'an agent’s words without the agent', { author: 'agent' }],
  ['message', 'a citizen’s words by an agent', { agent_id: agent }],
  ['email', 'a key that another has', { id: newId() }],
  ['email', 'a sent email without a time', { key: 'l', state: 'sent' }],
  ['email', 'a waiting email that has been sent', { key: 'l', sent_at: now }],
  ['email', 'a waiting email without an address', { key: 'l', to_address: null }],
  ['email', 'an email without an address that has one', { key: 'l', state: 'no address' }],
  ['journal', 'a request that is not there', { request_id: newId() }],
  ['journal', 'an actor that nobody knows', { actor: 'ghost' }],
  ['outbox', 'a kind that nobody knows', { kind: 'gossip' }],
  ['outbox', 'a number of its own choosing', { id: 1 }],
  ['outbox', 'a request that is not there', { request_id: newId() }],
  ['idempotency_key', 'a key that was taken', {}],
])('the table %s refuses %s', async (table, _, change) => {
  const refused = inTransaction(async (insert) => {
    for (const [before, row] of Object.entries(right)) await insert(before, row);
    await insert(table, { ...right[table], ...(table === 'task' && { id: newId(), ordinal: 2 }), ...change });
  });

  // Class 23 is a constraint; 428C9 is a number that only the database gives.
  await expect(refused).rejects.toMatchObject({ code: expect.stringMatching(/^23|^428C9$/) });
});

test('the rows that the refused ones were made from are taken', async () => {
  await inTransaction(async (insert) => {
    for (const [table, row] of Object.entries(right)) await insert(table, row);
  });

  const tables = db.entityMetadatas.map(({ tableName }) => tableName);
  expect(Object.keys(right).sort()).toEqual(tables.sort());
});

/** Inserts rows, and takes everything back. */
async function inTransaction(act: (insert: (table: string, row: object) => Promise<unknown>) => Promise<void>) {
  const runner = db.createQueryRunner();
  await runner.startTransaction();
  try {
    await act((table, row) => {
      const places = Object.keys(row).map((_, index) => `$${index + 1}`);
      return runner.query(`insert into ${table} (${Object.keys(row)}) values (${places})`, Object.values(row));
    });
  } finally {
    await runner.rollbackTransaction();
    await runner.release();
  }
}

/** Every column, constraint, index, trigger and function of ours, as PostgreSQL writes it. */
function schemaOf(): Promise<{ name: string; definition: string }[]> {
  return db.query(
    `select c.relname || '.' || a.attname as name, concat_ws(' ', format_type(a.atttypid, a.atttypmod), a.attnotnull,
            a.attidentity, pg_get_expr(d.adbin, d.adrelid)) as definition
     from pg_attribute a join pg_class c on c.oid = a.attrelid left join pg_attrdef d on (d.adrelid, d.adnum) = (c.oid, a.attnum)
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'S') and a.attnum > 0 and not a.attisdropped
     union all select conrelid::regclass || '.' || conname, pg_get_constraintdef(oid)
     from pg_constraint where connamespace = 'public'::regnamespace
     union all select indexname, indexdef from pg_indexes where schemaname = 'public'
     union all select tgname, pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
     union all select proname, pg_get_functiondef(oid) from pg_proc where pronamespace = 'public'::regnamespace
     order by 1, 2`,
  );
}

/** `npm run migrate`, in a process of its own. @returns what it printed */
async function migrateInProcess(): Promise<string> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'bin/migrate.ts'], {
    env: { ...process.env, DATABASE_URL: url },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const printed = child.stdout.toArray();
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
  return Buffer.concat(await printed).toString();
}

async function maintenance(statement: string): Promise<void> {
  const client = new Client({ connectionString: shared.postgres });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
