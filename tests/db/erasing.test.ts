/** What is left of somebody when a request is erased, and what has to be true before it is. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { type ContentStore, openContentStore } from '../../db/content-store.ts';
import { allowedErasures, keptList, proposeEliminations } from '../../db/elimination.ts';
import { closeList, findList, linesOf, listsOf, noteVisa } from '../../db/elimination-lists.ts';
import { eraseRequest } from '../../db/erasing.ts';
import { type ErasureLedger, openLedger, readLedger, replayErasures } from '../../db/erasure-ledger.ts';
import { newId } from '../../db/ids.ts';
import { migrate } from '../../db/index.ts';
import { checkJournals } from '../../db/journal-check.ts';
import { releaseHold, setHold } from '../../db/legal-holds.ts';
import { reuseErasedSpace } from '../../db/reclaiming.ts';
import { requestFigures } from '../../db/statistics.ts';
import { canaryOf, erasedColumns, fill, hexOf } from './canaries.ts';
import { dumped, empty, everything, restore } from './dump.ts';
import { emptyDatabase } from './empty-database.ts';
import { personalColumns } from './personal-columns.ts';
import { agent, document, request } from './right-rows.ts';

let db: DataSource;
let drop: () => Promise<void>;
let folder: string;
let store: ContentStore;
let ledger: ErasureLedger;

beforeAll(async () => {
  ({ db, drop } = await emptyDatabase());
  await migrate(db);
});
afterAll(() => drop());
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'guichet-erasing-'));
  store = openContentStore(path.join(folder, 'documents'));
  ledger = openLedger(folder);
  await empty(db);
});
afterEach(() => rm(folder, { recursive: true }));

test('every column of text is erased, names nobody, or is of no request; a new one must say which', async () => {
  const columns: { table: string; column: string }[] = await db.query(
    `select table_name as table, column_name as column from information_schema.columns
     where table_schema = 'public' and table_name <> 'migration' and table_name not like 'statistics%'
       and data_type in ('text', 'character varying', 'jsonb', 'json', 'bytea', 'ARRAY')
       and coalesce(udt_name, '') not in ('_int4', '_date')`,
  );

  const unclassified = columns.filter(({ table, column }) => !personalColumns[table]?.[column]);
  const gone = Object.entries(personalColumns).flatMap(([table, known]) =>
    Object.keys(known).filter((name) => !columns.some((one) => one.table === table && one.column === name)),
  );

  expect(unclassified).toEqual([]);
  expect(gone).toEqual([]);
});

test('an erased request leaves nothing of anybody in any table, statistic or file', async () => {
  await fill({ db, store });
  await db.query('analyze');
  const figures = await figuresNow();
  const before = await everything(db, folder);

  await eraseRequest({ db, store, ledger }, request!, { decidedBy: agent! });
  await reuseErasedSpace(db);

  const canaries = erasedColumns().map(({ table, column }) => canaryOf(table, column));
  expect(canaries.filter((canary) => !before.includes(canary) && !before.includes(hexOf(canary)))).toEqual([
    // Written by a trigger from the others.
    canaryOf('request', 'search'),
  ]);
  const after = await everything(db, folder);
  expect(canaries.filter((canary) => after.includes(canary) || after.includes(hexOf(canary)))).toEqual([]);
  expect(after).not.toMatch(/canary/i);
  expect(await figuresNow()).toEqual(figures);
  expect(figures[0]).toMatchObject({ type: 'birth-certificate', ended: 1, outcomes: { issued: 1 } });
  expect((await checkJournals(db)).faults).toBe(0);
});

test('a request is erased once, and is open to no statement that shows a name', async () => {
  await fill({ db, store });

  const erased = [];
  for (const _ of [1, 2]) erased.push(await eraseRequest({ db, store, ledger }, request!, { decidedBy: agent! }));

  expect(erased).toEqual([true, false]);
  await expect(db.query('update request set citizen_id = $1', [newId()])).rejects.toThrow();
  await expect(db.query('delete from erasure')).rejects.toThrow('only grows');
  expect(await readLedger(folder)).toHaveLength(1);
});

test('nothing is erased without a list that has its visa, whoever writes to the database', async () => {
  await fill({ db, store }, { ended_at: '2026-03-05T10:00:00Z' });
  await propose('2027-03-05');
  const [list] = await listsOf(db, null);
  const erase = () => eraseRequest({ db, store, ledger }, request!, { listId: list!.id });

  await expect(erase()).rejects.toThrow('a list that has a visa');
  await expect(db.query('update request set citizen_id = null')).rejects.toThrow('with its reason');
  expect(await noteVisa(db, visaOf(list!.id))).toBe(false);
  expect(await allowedErasures(db, 10)).toEqual([]);
  await closeList(db, { id: list!.id, agentId: agent!, at: new Date() });
  await expect(erase()).rejects.toThrow('a list that has a visa');
  expect(await allowedErasures(db, 10)).toEqual([]);
  await noteVisa(db, visaOf(list!.id));

  expect(await allowedErasures(db, 10)).toEqual([{ requestId: request, listId: list!.id }]);
  expect(await erase()).toBe(true);
  expect(await findList(db, list!.id)).toMatchObject({ lines: 1, erased: 1, visaReference: 'AD 2027/12' });
});

test('a legal hold keeps a request off the list, and from being erased after the visa', async () => {
  await fill({ db, store }, { ended_at: '2026-03-05T10:00:00Z' });
  const hold = { id: newId(), requestId: request!, agentId: agent!, reason: 'Recours', at: new Date() };
  expect(await setHold(db, hold)).toBe(true);
  expect(await setHold(db, { ...hold, id: newId() })).toBe(false);

  await propose('2027-03-05');
  expect(await listsOf(db, null)).toEqual([]);
  await releaseHold(db, hold);
  await propose('2027-03-05');
  const [list] = await listsOf(db, null);
  await closeList(db, { id: list!.id, agentId: agent!, at: new Date() });
  await noteVisa(db, visaOf(list!.id));
  await setHold(db, { ...hold, id: newId() });

  expect(await allowedErasures(db, 10)).toEqual([]);
  await expect(eraseRequest({ db, store, ledger }, request!, { listId: list!.id })).rejects.toThrow('legal hold');
  await expect(eraseRequest({ db, store, ledger }, request!, { decidedBy: agent! })).rejects.toThrow('legal hold');
  expect(await readdir(path.join(folder, 'documents', document!.slice(-2)))).toEqual([document]);
  await releaseHold(db, hold);
  expect(await allowedErasures(db, 10)).toHaveLength(1);
  const kinds = await db.query(
    `select string_agg(kind, ', ' order by seq) as kinds from journal where kind like 'hold %'`,
  );
  expect(kinds).toEqual([{ kinds: 'hold set, hold released, hold set, hold released' }]);
});

test('the list grows by what is due on the day, until it is closed; from then on it is kept as it is', async () => {
  await fill({ db, store }, { ended_at: '2026-03-05T10:00:00Z' });

  expect(await propose('2027-03-04')).toBe(0);
  expect(await propose('2027-03-05')).toBe(1);
  expect(await propose('2027-03-06')).toBe(1);
  const [list, ...others] = await listsOf(db, ['civil-status']);
  expect(others).toEqual([]);
  expect(await listsOf(db, ['roads'])).toEqual([]);
  expect(await linesOf(db, list!.id)).toMatchObject([
    { reference: '2026-000001', endedOn: '2026-03-05', keptUntil: '2027-03-05', documents: 1, fate: 'destroy' },
  ]);
  await closeList(db, { id: list!.id, agentId: agent!, at: new Date() });

  expect(await propose('2027-03-07')).toBe(0);
  for (const change of [
    'delete from elimination_list',
    'delete from elimination_line',
    'update elimination_line set documents = 9',
    `update elimination_list set made_on = '2020-01-01'`,
    'truncate elimination_list cascade',
  ]) {
    await expect(db.query(change)).rejects.toThrow('kept as it was closed');
  }
});

test('what is to be kept, can still be contested, or is open again, is on no list', async () => {
  await fill({ db, store }, { ended_at: '2026-03-05T10:00:00Z' });
  const kept = { type: 'birth-certificate', months: 12, fate: 'keep', law: 'x' } as const;

  const proposed = [await db.transaction((on) => proposeEliminations(on, [kept], '2040-01-01'))];
  await db.query(
    `insert into legal_date (request_id, kind, on_day, rule, inputs, calendar_version, computed_at)
     values ($1, 'appeal', '2027-03-05', 'CJA R421-1', '{}', '2026-11', now())`,
    [request],
  );
  proposed.push(await propose('2027-03-05'));
  proposed.push(await propose('2027-03-06'));
  await db.query(`update request set status = 'open', outcome = null, ended_at = null`);
  proposed.push(await propose('2027-03-07'));

  expect(proposed).toEqual([0, 0, 1, 0]);
});

test('a restore of an older dump, once the ledger is replayed, brings nobody back', async () => {
  await fill({ db, store }, { ended_at: '2026-03-05T10:00:00Z' });
  const file = path.join(folder, 'documents', document!.slice(-2), document!);
  const oldFile = await readFile(file);
  const dump = await dumped(db);
  await propose('2027-03-05');
  const [list] = await listsOf(db, null);
  await closeList(db, { id: list!.id, agentId: agent!, at: new Date() });
  await db.transaction(async (on) => {
    await noteVisa(on, visaOf(list!.id));
    await ledger.append({ list: await keptList(on, list!.id) });
  });
  await eraseRequest({ db, store, ledger }, request!, { listId: list!.id });
  const erasedAt = await db.query('select at from erasure');

  await restore(db, dump);
  await writeFile(file, oldFile);
  await db.query(
    `insert into legal_hold (id, request_id, agent_id, reason, at) values ($1, $2, $3, 'canary hold', now())`,
    [newId(), request, agent],
  );
  expect(await everything(db, folder)).toMatch(/canary/);
  const entries = await readLedger(folder);
  const replayed = [];
  for (const _ of [1, 2]) replayed.push(await replayErasures(db, store, entries));

  expect(replayed).toEqual([
    { erased: 1, lists: 1 },
    { erased: 0, lists: 0 },
  ]);
  await reuseErasedSpace(db);
  expect(await everything(db, folder)).not.toMatch(/canary/i);
  expect(await findList(db, list!.id)).toMatchObject({ lines: 1, erased: 1, visaBy: 'Archives départementales' });
  expect(await db.query('select at from erasure')).toEqual(erasedAt);
  expect((await checkJournals(db)).faults).toBe(0);
});

test('an older dump in which the request was still open is erased all the same, and a line cut by a crash is no fault', async () => {
  await fill({ db, store });
  await db.query(`update request set status = 'open', outcome = null, ended_at = null, waiting_for = 'agent'`);
  await ledger.append({ erased: request!, at: '2027-05-01T00:00:00.000Z', documents: [document!], decidedBy: agent! });
  await writeFile(path.join(folder, 'erasures.jsonl'), '\n{"erased":"0199', { flag: 'a' });

  await replayErasures(db, store, await readLedger(folder));
  await reuseErasedSpace(db);

  expect(await everything(db, folder)).not.toMatch(/canary/i);
  const [kept] = await db.query('select status, outcome, waiting_for from request');
  expect(kept).toEqual({ status: 'ended', outcome: 'erased', waiting_for: 'nobody' });
});

const propose = (today: string) =>
  db.transaction((on) =>
    proposeEliminations(on, [{ type: 'birth-certificate', months: 12, fate: 'destroy', law: 'Décret' }], today),
  );

const visaOf = (id: string) => ({
  id,
  by: 'Archives départementales',
  on: '2027-04-12',
  reference: 'AD 2027/12',
  agentId: agent!,
  at: new Date(),
});

const figuresNow = () => requestFigures(db, { from: '2026-01-01', to: '2026-12-31', services: null });
