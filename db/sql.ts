import type { Pool, PoolClient } from 'pg';
import { DataSource, type EntityManager } from 'typeorm';

/** A pool or one transaction: every repository function takes the one its caller is in. */
export type Sql = DataSource | EntityManager;

/**
 * Runs one statement whose parameters are named: `where id = :id`. Every statement of ours ends in a `select`, also
 * those that write in a `with`, so the answer is always rows.
 *
 * Each statement is prepared once a connection: to plan one of the larger ones takes longer than to run it. TypeORM
 * prepares none, so this goes to the driver's own connection, inside its transaction where there is one.
 */
export async function rows<Row>(on: Sql, statement: string, parameters: Record<string, unknown> = {}): Promise<Row[]> {
  const { name, text, names } = prepare(statement);
  const values = names.map((parameter) => {
    if (!(parameter in parameters)) throw new Error(`statement parameter :${parameter} is missing`);
    return parameters[parameter];
  });
  const connection = await connectionOf(on);
  return (await connection.query({ name, text, values })).rows as Row[];
}

export async function firstRow<Row>(on: Sql, statement: string, parameters: Record<string, unknown> = {}) {
  return (await rows<Row>(on, statement, parameters))[0];
}

function connectionOf(on: Sql): Promise<Pool | PoolClient> | Pool {
  if (on instanceof DataSource) return (on.driver as unknown as { master: Pool }).master;
  return on.queryRunner!.connect();
}

interface Prepared {
  name: string;
  text: string;
  names: string[];
}

const prepared = new Map<string, Prepared>();

function prepare(statement: string): Prepared {
  const known = prepared.get(statement);
  if (known) return known;
  const names: string[] = [];
  // A colon after a colon is a cast, a colon after a word is inside a literal such as 'HH24:MI'.
  const text = statement.replace(/(?<![:\w]):([a-z]\w*)/gi, (_, name: string) => {
    if (!names.includes(name)) names.push(name);
    return `$${names.indexOf(name) + 1}`;
  });
  const made = { name: `s${prepared.size}`, text, names };
  prepared.set(statement, made);
  return made;
}
