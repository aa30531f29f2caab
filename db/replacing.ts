/** A database takes the place of another: filled beside it first, so that nothing is lost when that fails. */
import { Client, escapeIdentifier } from 'pg';

/** Whether there is a town in the database of this address already. */
export async function holdsTown(url: string): Promise<boolean> {
  if (!(await exists(url))) return false;
  const { rows } = await query(url, `select to_regclass('migration') is not null as town`);
  return rows[0].town;
}

/** @throws Error with a line to read while parts of Guichet are connected */
export async function requireNoParts(url: string): Promise<void> {
  const { rows } = await query(
    maintenanceOf(url),
    `select distinct application_name as part from pg_stat_activity where datname = $1 and application_name like 'guichet%'`,
    [nameOf(url)],
  );
  if (rows.length > 0)
    throw new Error('parts of Guichet are connected to the database: stop the API, the workers and the relay first');
}

/**
 * Has `fill` write an empty database, which then gets the name of the one in the address.
 * @returns the name that the former one has now, if there was one
 */
export async function replaceDatabase(
  url: string,
  fill: (empty: string) => Promise<void>,
): Promise<string | undefined> {
  const maintenance = maintenanceOf(url);
  const name = nameOf(url);
  const filling = `${name}_restoring`;
  await query(maintenance, `drop database if exists ${escapeIdentifier(filling)} with (force)`);
  await query(maintenance, `create database ${escapeIdentifier(filling)}`);
  try {
    await fill(renamed(url, filling));
    await requireNoParts(url);
  } catch (error) {
    await query(maintenance, `drop database ${escapeIdentifier(filling)} with (force)`);
    throw error;
  }
  const former = (await exists(url)) ? `${name}_before_${stamp()}` : undefined;
  if (former) await rename(maintenance, name, former);
  await rename(maintenance, filling, name);
  return former;
}

const stamp = () => new Date().toISOString().slice(0, 19).replace(/\D/g, '');
const nameOf = (url: string) => decodeURIComponent(new URL(url).pathname.slice(1));
const renamed = (url: string, name: string) =>
  Object.assign(new URL(url), { pathname: `/${encodeURIComponent(name)}` }).href;
const maintenanceOf = (url: string) => renamed(url, 'postgres');

async function exists(url: string): Promise<boolean> {
  const { rows } = await query(maintenanceOf(url), 'select from pg_database where datname = $1', [nameOf(url)]);
  return rows.length > 0;
}

const rename = (maintenance: string, from: string, to: string) =>
  query(maintenance, `alter database ${escapeIdentifier(from)} rename to ${escapeIdentifier(to)}`);

async function query(url: string, statement: string, values: unknown[] = []) {
  const client = new Client({ connectionString: url, application_name: 'restore', connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  await client.connect();
  return client.query(statement, values).finally(() => client.end());
}
