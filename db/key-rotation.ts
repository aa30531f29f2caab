/** What the town's key has sealed in the database, sealed anew by the present one, so that a former one can be given up. */
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { keysOf, opens, seal, type TownKey, unseal } from './secrets.ts';

export interface RotatedColumn {
  table: string;
  column: string;
  /** Values that are there, those sealed anew by this run, and those that no key opens. */
  values: number;
  renewed: number;
  lost: number;
}

const pageSize = 500;

/**
 * Goes through every column whose name ends in `_sealed`, a page at a time, while the parts run; what was erased is empty. Each value is replaced only
 * as it was read; what the present key opens is left alone, so a run that was stopped is simply begun again.
 */
export async function* rotateKeys(db: DataSource, key: TownKey): AsyncGenerator<RotatedColumn> {
  for (const { table, column, id } of await sealedColumns(db)) {
    const done: RotatedColumn = { table, column, values: 0, renewed: 0, lost: 0 };
    for await (const page of pagesOf(db, table, column, id)) {
      for (const row of page) {
        done.values += 1;
        const outcome = await renew(db, { table, column, id }, row, key);
        if (outcome) done[outcome] += 1;
      }
    }
    yield done;
  }
}

interface SealedColumn {
  table: string;
  column: string;
  /** The columns of the primary key. */
  id: string[];
}

async function sealedColumns(db: DataSource): Promise<SealedColumn[]> {
  return db.query(
    `select c.relname as table, a.attname as column,
            array(select k.attname::text from unnest(i.indkey) with ordinality as place (attnum, position)
                  join pg_attribute k on k.attrelid = c.oid and k.attnum = place.attnum order by position) as id
     from pg_class c join pg_attribute a on a.attrelid = c.oid join pg_index i on i.indrelid = c.oid and i.indisprimary
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attname like '%\\_sealed'
       and not a.attisdropped
     order by 1, 2`,
  );
}

type Row = Record<string, unknown> & { sealed: Buffer };

async function* pagesOf(db: DataSource, table: string, column: string, id: string[]): AsyncGenerator<Row[]> {
  const [from, sealed, ids] = [pg.escapeIdentifier(table), pg.escapeIdentifier(column), id.map(pg.escapeIdentifier)];
  let after: unknown[] = [];
  for (;;) {
    const further = after.length > 0 ? `and (${ids}) > (${ids.map((_, index) => `$${index + 1}`)})` : '';
    const page: Row[] = await db.query(
      `select ${ids}, ${sealed} as sealed from ${from} where octet_length(${sealed}) > 0 ${further}
       order by ${ids} limit ${pageSize}`,
      after,
    );
    yield page;
    if (page.length < pageSize) return;
    after = id.map((name) => page.at(-1)![name]);
  }
}

async function renew(
  db: DataSource,
  { table, column, id }: SealedColumn,
  row: Row,
  key: TownKey,
): Promise<'renewed' | 'lost' | undefined> {
  const [current, ...former] = keysOf(key);
  if (opens(current, row.sealed)) return undefined;
  if (!former.some((old) => opens(old, row.sealed))) return 'lost';
  const sealed = pg.escapeIdentifier(column);
  const place = id.map((name, index) => `${pg.escapeIdentifier(name)} = $${index + 3}`).join(' and ');
  await db.query(`update ${pg.escapeIdentifier(table)} set ${sealed} = $1 where ${sealed} = $2 and ${place}`, [
    seal(current, unseal(key, row.sealed)),
    row.sealed,
    ...id.map((name) => row[name]),
  ]);
  return 'renewed';
}
