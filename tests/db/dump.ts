/** All that a dump of the database has, and what it has not: the planner's samples, and the files beside it. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { DataSource } from 'typeorm';
import { right } from './right-rows.ts';

/** Every row of every table, what the planner has sampled, and every file. */
export async function everything(db: DataSource, folder: string): Promise<string> {
  const tables = (await dumped(db)).map(({ rows }) => JSON.stringify(rows));
  const sampled = await db.query(`select to_jsonb(s)::text from pg_stats s where schemaname = 'public'`);
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = await Promise.all(
    names.filter((one) => one.isFile()).map((one) => readFile(path.join(one.parentPath, one.name), 'latin1')),
  );
  return [...tables, JSON.stringify(sampled), ...files].join('\n');
}

type Dump = { table: string; rows: { row: Record<string, unknown> }[] }[];

const tables = () => ['service', 'agent', ...Object.keys(right).filter((name) => !['service', 'agent'].includes(name))];

export async function dumped(db: DataSource): Promise<Dump> {
  const found: Dump = [];
  for (const table of tables())
    found.push({ table, rows: await db.query(`select to_jsonb(t) as row from ${table} t`) });
  return found;
}

/** As `pg_restore` does: without triggers, into empty tables. */
export async function restore(db: DataSource, dump: Dump): Promise<void> {
  await empty(db);
  await withoutTriggers(db, async (run) => {
    for (const { table, rows } of dump) {
      await run(
        `insert into ${table} overriding system value select * from jsonb_populate_recordset(null::${table}, $1)`,
        [JSON.stringify(rows.map(({ row }) => row))],
      );
    }
  });
}

export async function empty(db: DataSource): Promise<void> {
  await withoutTriggers(db, async (run) => {
    for (const table of [...tables()].reverse()) await run(`delete from ${table}`);
  });
}

async function withoutTriggers(
  db: DataSource,
  act: (run: (statement: string, values?: unknown[]) => Promise<unknown>) => Promise<void>,
) {
  await db.transaction(async (on) => {
    await on.query(`set local session_replication_role = 'replica'`);
    await act((statement, values) => on.query(statement, values));
  });
}
