import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { newId } from '../../db/ids.ts';
import { openDatabase } from '../../db/index.ts';
import { shared } from '../town.ts';

/** A database of the shared server with nothing in it. */
export async function emptyDatabase(): Promise<{ db: DataSource; url: string; drop(): Promise<void> }> {
  const name = `empty_${newId().replaceAll('-', '')}`;
  await maintenance(`create database ${name}`);
  const url = Object.assign(new URL(shared.postgres), { pathname: `/${name}` }).href;
  const db = await openDatabase(url);
  return {
    db,
    url,
    async drop() {
      await db.destroy();
      await maintenance(`drop database ${name} with (force)`);
    },
  };
}

async function maintenance(statement: string): Promise<void> {
  const client = new Client({ connectionString: shared.postgres });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
