/** Rows about a person, table by table, as they stand. Names of tables and columns come from code alone. */
import { rows, type Sql } from './sql.ts';

/** What is confirmed to be one person's. */
export interface Person {
  requests: readonly string[];
  accounts: readonly string[];
  /** Whose followed requests are the person's; comments and supports by their hashes, which need the town's key. */
  address: string | null;
}

export type PersonalRow = Readonly<Record<string, unknown>>;

/** How a table's rows `t` are found; of a request, its reference goes with them. */
export type Way = 'citizen' | 'request' | 'of request' | 'account' | 'of account' | 'draft file' | 'address';

const ofRequests = 'r.id = any(:requests::uuid[])';
const ways: Readonly<Record<Way, (table: string) => string>> = {
  citizen: (table) => `${table} t join request r on r.citizen_id = t.id where ${ofRequests}`,
  request: () => `request t join request r on r.id = t.id where ${ofRequests}`,
  'of request': (table) => `${table} t join request r on r.id = t.request_id where ${ofRequests}`,
  account: (table) => `${table} t where t.id = any(:accounts::uuid[])`,
  'of account': (table) => `${table} t where t.account_id = any(:accounts::uuid[])`,
  'draft file': (table) => `${table} t join draft d on d.id = t.draft_id where d.account_id = any(:accounts::uuid[])`,
  address: (table) => `${table} t join request r on r.id = t.request_id where lower(t.address) = lower(:address::text)`,
};
const withReference: readonly Way[] = ['citizen', 'of request', 'address'];

export function personalRows(
  on: Sql,
  { table, way, columns, where }: { table: string; way: Way; columns: readonly string[]; where?: string | undefined },
  { requests, accounts, address }: Person,
): Promise<PersonalRow[]> {
  const reference = withReference.includes(way) ? ['r.reference'] : [];
  const list = [...reference, ...columns.map((column) => `t.${column}`)].join(', ');
  const parameters = { requests, accounts, address };
  return rows<PersonalRow>(on, `select ${list} from ${ways[way](table)}${where ? ` and ${where}` : ''}`, parameters);
}

/** Requests that have comments, or supports: whose of them are a person's is known by a hash for each request. */
export async function requestsWith(on: Sql, table: 'comment' | 'support'): Promise<string[]> {
  const found = await rows<{ id: string }>(on, `select distinct request_id as id from ${table}`);
  return found.map(({ id }) => id);
}

export function hashedRows(
  on: Sql,
  { table, hash, columns }: { table: 'comment' | 'support'; hash: string; columns: readonly string[] },
  { requests, hashes }: { requests: readonly string[]; hashes: readonly Buffer[] },
): Promise<PersonalRow[]> {
  const list = ['r.reference', ...columns.map((column) => `t.${column}`)].join(', ');
  return rows<PersonalRow>(
    on,
    `select ${list} from unnest(:requests::uuid[], :hashes::bytea[]) as mine (id, hash)
     join ${table} t on t.request_id = mine.id and t.${hash} = mine.hash join request r on r.id = t.request_id`,
    { requests, hashes },
  );
}
