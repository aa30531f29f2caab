/** A word in each column that an erasure has to empty, by which what is left of somebody is found. */
import { Readable } from 'node:stream';
import type { DataSource } from 'typeorm';
import type { ContentStore } from '../../db/content-store.ts';
import { personalColumns } from './personal-columns.ts';
import { agent, document, right } from './right-rows.ts';

/** One of each row, ended, with a canary in each column that is to be erased, and an encrypted file. */
export async function fill(
  { db, store }: { db: DataSource; store: ContentStore },
  ended: Record<string, unknown> = {},
): Promise<void> {
  await insert(db, 'service', { ...right.service, id: 'roads' });
  // A head that is not of these journals would be found by their check.
  const unwanted = ['erasure', 'elimination_list', 'elimination_line', 'journal_head', 'journal_leaf'];
  for (const [table, row] of Object.entries(right).filter(([name]) => !unwanted.includes(name))) {
    await insert(db, table, { ...row, ...endings[table], ...(table === 'request' && ended), ...canariesOf(table) });
  }
  const file = await store.write(document!, Buffer.alloc(32, 3), Readable.from([Buffer.from('canary in a file')]));
  await file.keep();
}

async function insert(db: DataSource, table: string, row: object): Promise<void> {
  const places = Object.keys(row).map((_, index) => `$${index + 1}`);
  await db.query(`insert into ${table} (${Object.keys(row)}) values (${places})`, Object.values(row));
}

/** What the rows take beside the right ones, so that each column may have something in it. */
const endings: Record<string, Record<string, unknown>> = {
  request: { status: 'ended', outcome: 'issued', ended_at: '2026-03-08T10:00:00Z' },
  comment: { state: 'refused', reviewed_by: agent, reviewed_at: '2026-03-02T10:00:00Z' },
  email: { audience: 'manager' },
  legal_hold: { kind: 'restriction', lifting_told_at: '2026-03-08T10:00:00Z', released_at: '2026-03-09T10:00:00Z' },
};

function canariesOf(table: string): Record<string, unknown> {
  const columns = erasedColumns().filter((one) => one.table === table && one.column !== 'search');
  return Object.fromEntries(columns.map(({ column }) => [column, canaryIn(table, column)]));
}

function canaryIn(table: string, column: string): unknown {
  const canary = canaryOf(table, column);
  if (column === 'changes') return JSON.stringify([{ field: canary }]);
  if (table === 'saved_view') return JSON.stringify({ q: `${canary} ${canaryOf('citizen', 'family_name')}` });
  if (['fields', 'input'].includes(column)) return JSON.stringify({ canary });
  return /hash|sealed|sha256/.test(column) ? Buffer.from(canary) : canary;
}

export const erasedColumns = () =>
  Object.entries(personalColumns).flatMap(([table, columns]) =>
    Object.keys(columns)
      .filter((column) => columns[column] === 'erased')
      .map((column) => ({ table, column })),
  );

/** Of 32 signs, as a hash; an address as well. */
export const canaryOf = (table: string, column: string) =>
  `canary@${table}.${column}`.replaceAll('_', '-').padEnd(32, '.').slice(0, 32);
export const hexOf = (text: string) => Buffer.from(text).toString('hex');
