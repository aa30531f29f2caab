import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { migrate, migrationNames, openDatabase } from './data-source.ts';
import { type Dump, plainText, tableFile } from './dump.ts';
import { checkJournals, type Fault } from './journal-check.ts';

/**
 * Writes a dump into an empty database, with the schema that it was made under, and brings that up to date.
 *
 * @throws Error with a line to read when a row is missing, or a chain of the journal does not hold
 */
export async function loadDump(url: string, folder: string, dump: Dump): Promise<void> {
  await migrateTo(url, dump.migrations);
  const client = new Client({ connectionString: url, application_name: 'guichet restore' });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(`${plainText}; begin`);
    await fill(client, folder, dump);
    await client.query('commit');
    await client.query('analyze');
  } finally {
    await client.end();
  }
  await migrateTo(url, migrationNames());
  await checkJournal(url);
}

/** @throws Error with a line to read when a newer version wrote the dump */
export function requireKnownSchema({ migrations }: Dump): void {
  const known = migrationNames();
  const unknown = migrations.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Error(`this backup is of a newer version of Guichet (${unknown.join(', ')}): restore it with that one`);
}

async function migrateTo(url: string, migrations: readonly string[]): Promise<void> {
  const db = await openDatabase(url, { poolSize: 2, migrations });
  await migrate(db).finally(() => db.destroy());
}

// The rows are as their triggers have left them: the journal's would chain them anew. Foreign keys and checks still hold.
async function fill(client: Client, folder: string, { tables, sequences }: Dump): Promise<void> {
  const names = tables.map(({ name }) => client.escapeIdentifier(name));
  for (const name of names) await client.query(`alter table ${name} disable trigger user`);
  await client.query(`truncate ${names.join(', ')} cascade`);
  for (const { name, columns, rows } of tables) {
    const list = columns.map((column) => client.escapeIdentifier(column)).join(', ');
    const copy = client.query(copyFrom(`copy ${client.escapeIdentifier(name)} (${list}) from stdin`));
    await pipeline(createReadStream(tableFile(folder, name)), createGunzip(), copy);
    if (copy.rowCount !== rows) throw new Error(`table ${name} has ${copy.rowCount} rows of ${rows}`);
  }
  for (const { name, value, used } of sequences) await client.query('select setval($1, $2, $3)', [name, value, used]);
  await client.query('set constraints all immediate');
  for (const name of names) await client.query(`alter table ${name} enable trigger user`);
}

async function checkJournal(url: string): Promise<void> {
  // All of it is read, for longer than a statement may take elsewhere: its one connection is told so.
  const db = await openDatabase(url, { poolSize: 1 });
  await db.query('set statement_timeout = 0');
  const broken: Fault[] = [];
  const found = (fault: Fault) => (broken.length < 1 ? broken.push(fault) : broken.length);
  const { faults } = await checkJournals(db, { found }).finally(() => db.destroy());
  if (faults > 0) throw new Error(`the journal does not hold, ${faults} faults: ${broken[0]?.chain ?? 'a head'} …`);
}
