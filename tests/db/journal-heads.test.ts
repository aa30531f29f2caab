/** What a chain can not show by itself: that its end is gone, or that all of it was written anew. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import type { EntityManager } from 'typeorm';
import { writeAndKeep } from '../../bin/journal-heads.ts';
import { addEntry } from '../../db/administration.ts';
import { newId } from '../../db/ids.ts';
import { townChain } from '../../db/journal.ts';
import { checkJournals, type Fault } from '../../db/journal-check.ts';
import { type KeptHead, publicKeyOf, signingKey, writeHead } from '../../db/journal-heads.ts';
import { headsFile } from '../../db/kept-heads.ts';
import { addMessage } from '../../db/messages.ts';
import type { Sql } from '../../db/sql.ts';
import { aRequest } from '../api-client.ts';
import { command } from '../command.ts';
import { openTown, type Town } from '../town.ts';

let town: Town;
let dataDir: string;
/** A request with four rows, the third and fourth of which were written after the first head. */
let request: { id: string; reference: string };
let heads: KeptHead[];

beforeAll(async () => {
  town = await openTown({ relay: false, worker: false });
  dataDir = await mkdtemp(path.join(tmpdir(), 'guichet-heads-'));
  request = (await town.api.file(aRequest())).body;
  await town.api.file(aRequest());
  await write('Deuxième');
  await change('roads');
  const key = signingKey(town.key);
  heads = [(await writeHead(town.services.db, key))!];
  await write('Troisième');
  await write('Quatrième');
  await change('schools');
  heads.push((await writeHead(town.services.db, key))!);
});
afterAll(async () => {
  await town.stop();
  await rm(dataDir, { recursive: true });
});

test('a head counts all chains, signs what has grown, and is believed without a secret', async () => {
  const trusted = [publicKeyOf(signingKey(town.key))];

  const checked = await checkJournals(town.db, { trusted, kept: heads });

  expect(heads[1]).toMatchObject({ number: 2, chains: 3, entries: 7 });
  expect(checked).toMatchObject({ chains: 3, entries: 7, heads: 2, faults: 0, lastHead: heads[1] });
  expect(await town.db.query('select head, chain, seq from journal_leaf where head = 2 order by chain')).toEqual([
    { head: 2, chain: townChain, seq: 2 },
    { head: 2, chain: request.id, seq: 4 },
  ]);
});

test.each<[what: string, statements: string[], fault: () => Fault[]]>([
  [
    'its last row gone',
    ['delete from journal where request_id = $1 and seq = 4'],
    () => [{ chain: request.id, from: 4, to: 4, kind: 'gone' }],
  ],
  [
    'three rows gone',
    ['delete from journal where request_id = $1 and seq > 1'],
    () => [
      { chain: request.id, from: 2, to: 2, kind: 'gone' },
      { chain: request.id, from: 3, to: 4, kind: 'gone' },
    ],
  ],
  [
    'all rows gone, and the request with them',
    [
      'delete from outbox where request_id = $1',
      'delete from message where request_id = $1',
      'delete from journal where request_id = $1',
      'delete from request where id = $1',
    ],
    () => [
      { chain: request.id, from: 1, to: 2, kind: 'gone' },
      { chain: request.id, from: 3, to: 4, kind: 'gone' },
    ],
  ],
  [
    'its end written anew, every hash right',
    [
      'delete from journal where request_id = $1 and seq > 2',
      'set local session_replication_role = origin',
      `insert into journal (request_id, at, kind, actor) select $1, now(), 'message sent', 'citizen' from generate_series(1, 3)`,
    ],
    () => [{ chain: request.id, from: 3, to: 4, kind: 'rewritten' }],
  ],
])('a chain with %s is found by the heads', async (_, statements, fault) => {
  await behindTheBack(async (on) => {
    for (const statement of statements) await on.query(statement, statement.includes('$1') ? [request.id] : []);

    expect(await faults(on)).toEqual(fault());
  });
});

test('a change of the town’s journal is found with its number, and so is its last row gone', async () => {
  await behindTheBack(async (on) => {
    await on.query(`update administration set key = 'parks' where seq = 1`);
    expect(await faults(on)).toContainEqual({ chain: townChain, from: 1, to: 1, kind: 'changed' });
  });
  await behindTheBack(async (on) => {
    await on.query(`delete from administration where seq = 2`);
    expect(await faults(on)).toEqual([{ chain: townChain, from: 2, to: 2, kind: 'gone' }]);
  });
});

test.each<[what: string, statement: string, head: number]>([
  ['whose chains were changed', `update journal_leaf set seq = 1 where head = 1 and chain <> '${townChain}'`, 1],
  ['that counts otherwise', 'update journal_head set entries = entries - 1 where number = 2', 2],
  ['signed by nobody', `update journal_head set signature = sha256('x') || sha256('x') where number = 2`, 2],
  ['that is missing before another', 'delete from journal_head where number = 1', 2],
])('a head %s is found', async (_, statement, head) => {
  await behindTheBack(async (on) => {
    await on.query(statement);

    expect(await faults(on)).toContainEqual({ chain: undefined, from: head, to: head, kind: 'head' });
  });
});

test('a head of somebody else’s key is not believed, and one that was kept elsewhere is missed', async () => {
  const trusted = [publicKeyOf(signingKey(town.key))];
  await behindTheBack(async (on) => {
    await on.query('delete from journal_leaf where head = 2');
    await on.query('delete from journal_head where number = 2');
    expect(await faults(on)).toEqual([]);
    expect(await faults(on, { kept: heads })).toEqual([{ chain: undefined, from: 2, to: 2, kind: 'head' }]);
  });

  const others = [publicKeyOf(signingKey(Buffer.alloc(32, 8)))];
  expect(await faults(town.db, { trusted })).toEqual([]);
  expect(await faults(town.db, { trusted: others })).toEqual([{ chain: undefined, from: 2, to: 2, kind: 'head' }]);
});

test('of all processes one writes a day’s head; it is in the file and in the log too', async () => {
  const lines: string[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(line) });
  const keeping = { db: town.services.db, townKey: town.key, dataDir, log };

  // The last head is older than that, and the one that is written is not.
  const ageMs = Date.now() - Date.parse(heads[1]!.at);
  const tooEarly = await writeAndKeep(keeping, 2 * ageMs);
  const written = await Promise.all([1, 2, 3].map(() => writeAndKeep(keeping, ageMs).catch(() => undefined)));

  const kept = (await readFile(headsFile(dataDir), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(tooEarly).toBeUndefined();
  expect(kept).toEqual(written.filter((head) => head !== undefined));
  expect(kept.map(({ number }) => number)).toEqual([3]);
  expect(lines.map((line) => JSON.parse(line).head)).toEqual(kept);
});

test('journal:verify says which row of which request was altered, and ends with 1', async () => {
  const before = await verify();
  const [{ kind }] = await town.db.query('select kind from journal where request_id = $1 and seq = 2', [request.id]);
  await setKind('forged');
  const after = await verify();
  await setKind(kind);

  expect(before).toMatchObject({ code: 0, output: expect.stringContaining('nothing is wrong') });
  expect(before.output).toMatch(/^3 chains, 7 rows and \d heads, the last of \S+ by the key \S+ read in [\d.]+ s$/m);
  expect(after.code).toBe(1);
  expect(after.output).toContain(`request ${request.reference}, row 2: changed or added\n`);
  expect(after.output).toContain('1 fault\n');
});

/** Commits, as the owner of the database could. */
const setKind = (kind: string) =>
  town.db.transaction(async (on) => {
    await on.query('alter table journal disable trigger journal_keep');
    await on.query('update journal set kind = $2 where request_id = $1 and seq = 2', [request.id, kind]);
    await on.query('alter table journal enable trigger journal_keep');
  });

async function verify() {
  const file = path.join(dataDir, 'kept-elsewhere.jsonl');
  await writeFile(file, heads.map((head) => JSON.stringify({ level: 30, head })).join('\n'));
  const key = publicKeyOf(signingKey(town.key)).toString('base64');
  const args = ['verify', '--heads', file, '--public-key', key];
  return command('journal', args, { DATABASE_URL: town.databaseUrl, GUICHET_DATA: dataDir });
}

async function behindTheBack(act: (on: EntityManager) => Promise<void>): Promise<void> {
  const undo = new Error('undo');
  const done = town.db.transaction(async (on) => {
    await on.query('set local session_replication_role = replica');
    await act(on);
    throw undo;
  });
  await expect(done).rejects.toBe(undo);
}

async function faults(on: Sql, options: Parameters<typeof checkJournals>[1] = {}): Promise<Fault[]> {
  const found: Fault[] = [];
  await checkJournals(on, { ...options, found: (fault) => found.push(fault) });
  return found;
}

const write = (text: string) =>
  addMessage(town.db, { id: newId(), requestId: request.id, author: 'citizen', text, at: new Date() });

const change = (key: string) =>
  addEntry(town.db, { subject: 'services', key, kind: 'changed', changes: [] }, undefined);
