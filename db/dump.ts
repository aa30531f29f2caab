import { createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';

/** What a dump holds beside its files, one for each table: enough to write it into an empty database. */
export interface Dump {
  /** Its one instant. */
  at: string;
  server: string;
  /** Names of the migrations that had made its schema, in their order. */
  migrations: string[];
  /** Those that others refer to come first. */
  tables: { name: string; columns: string[]; rows: number }[];
  sequences: { name: string; value: string; used: boolean }[];
}

export interface Snapshot {
  dump: Dump;
  /** Ids of the files in the content store that its rows name. */
  fileIds: string[];
}

/**
 * Writes every table into `folder` as of one instant, while the town goes on.
 * @param atOnce is run at that instant, before the tables are read
 */
export async function dumpDatabase(url: string, folder: string, atOnce: () => Promise<void>): Promise<Snapshot> {
  const client = new Client({ connectionString: url, application_name: 'guichet backup' });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(`${plainText}; begin isolation level repeatable read, read only`);
    const [state] = (await client.query(stateStatement)).rows;
    await atOnce();
    const tables = [];
    for (const table of inOrder((await client.query(tablesStatement)).rows))
      tables.push({ ...table, rows: await copyOut(client, table, folder) });
    const fileIds = (await client.query(filesStatement)).rows.map(({ id }) => id as string);
    return { dump: { ...state, tables, sequences: await sequencesOf(client) }, fileIds };
  } finally {
    await client.end();
  }
}

/** What a value looks like in the files depends on no server's own settings. */
export const plainText = `set datestyle = 'ISO'; set intervalstyle = 'postgres'; set timezone = 'UTC'`;

export const tableFile = (folder: string, table: string) => path.join(folder, `${table}.copy.gz`);

// The first query of the transaction is what takes its snapshot.
const stateStatement = `
  select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
         current_setting('server_version') as server, array(select name::text from migration order by id) as migrations`;

/** What proves who somebody is for a while, and what was only counted: nobody is signed in by a restoration. */
const leftOut = ['migration', 'session', 'account_session', 'password_link', 'rate_limit'];

const tablesStatement = `
  select c.relname as name,
         array(select a.attname::text from pg_attribute a
               where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
               order by a.attnum) as columns,
         array(select distinct f.confrelid::regclass::text from pg_constraint f
               where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as "refersTo"
  from pg_class c
  where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
    and c.relname <> all ('{${leftOut}}') and not exists (
      select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
  order by c.relname`;

// Paper has no file.
const filesStatement = `
  select id from document where size_bytes is not null
  union select id from draft_document`;

interface Table {
  name: string;
  columns: string[];
}

function inOrder(tables: (Table & { refersTo: string[] })[]): Table[] {
  const ordered: Table[] = [];
  const waiting = new Map(tables.map((table) => [table.name, table]));
  while (waiting.size > 0) {
    const ready = [...waiting.values()].filter(({ refersTo }) => !refersTo.some((other) => waiting.has(other)));
    if (ready.length === 0) throw new Error(`tables that refer to each other: ${[...waiting.keys()].join(', ')}`);
    for (const { name, columns } of ready) {
      waiting.delete(name);
      ordered.push({ name, columns });
    }
  }
  return ordered;
}

async function copyOut(client: Client, { name, columns }: Table, folder: string): Promise<number> {
  const list = columns.map((column) => client.escapeIdentifier(column)).join(', ');
  const copy = client.query(copyTo(`copy ${client.escapeIdentifier(name)} (${list}) to stdout`));
  const file = tableFile(folder, name);
  await pipeline(copy, createGzip({ level: 3 }), createWriteStream(file, { mode: 0o600 }));
  await synced(file);
  return copy.rowCount;
}

/** What a sequence says is no part of the snapshot, and never less than its rows. */
async function sequencesOf(client: Client): Promise<Dump['sequences']> {
  const { rows } = await client.query(
    `select relname as name from pg_class
     where relkind = 'S' and relnamespace = 'public'::regnamespace and relname not like 'migration%' order by 1`,
  );
  const sequences: Dump['sequences'] = [];
  for (const { name } of rows) {
    const [found] = (
      await client.query(`select last_value::text as value, is_called as used from ${client.escapeIdentifier(name)}`)
    ).rows;
    sequences.push({ name, ...found });
  }
  return sequences;
}

/** A backup that is said to be there is on the disk. */
async function synced(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.sync().finally(() => handle.close());
}
