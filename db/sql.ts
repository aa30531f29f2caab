import type { DataSource, EntityManager } from 'typeorm';

/** A pool or one transaction: every repository function takes the one its caller is in. */
export type Sql = DataSource | EntityManager;

/**
 * Runs one statement whose parameters are named: `where id = :id`. Every statement of ours ends in a `select`, also
 * those that write in a `with`, so the answer is always rows.
 */
export function rows<Row>(on: Sql, statement: string, parameters: Record<string, unknown> = {}): Promise<Row[]> {
  const { text, names } = positional(statement);
  return on.query(
    text,
    names.map((name) => {
      if (!(name in parameters)) throw new Error(`statement parameter :${name} is missing`);
      return parameters[name];
    }),
  );
}

export async function firstRow<Row>(on: Sql, statement: string, parameters: Record<string, unknown> = {}) {
  return (await rows<Row>(on, statement, parameters))[0];
}

const prepared = new Map<string, { text: string; names: string[] }>();

function positional(statement: string) {
  const known = prepared.get(statement);
  if (known) return known;
  const names: string[] = [];
  // A colon after a colon is a cast, a colon after a word is inside a literal such as 'HH24:MI'.
  const text = statement.replace(/(?<![:\w]):([a-z]\w*)/gi, (_, name: string) => {
    if (!names.includes(name)) names.push(name);
    return `$${names.indexOf(name) + 1}`;
  });
  prepared.set(statement, { text, names });
  return { text, names };
}
