import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addressesFile } from './data-folder.ts';

/** What an instance can be reached at; a part that somebody else runs and that has no page is left out. */
export interface Addresses {
  portal: string;
  /** As its owner, who could change anything; `database` is as the parts are, and `statistics` sees figures alone. */
  postgres: string;
  database: string;
  statistics?: string | undefined;
  temporal: string;
  temporalUi?: string | undefined;
  smtp: string;
  mailbox?: string | undefined;
  identity?: string | undefined;
  pid: number;
}

/** An account of the demonstration town, with its password in clear. */
export interface Account {
  email: string;
  password: string;
  role: string;
  services: string[];
}

/** Writes `addresses.json` and prints every address and account; the last line says that Guichet is ready. */
export async function announce(dataDir: string, addresses: Addresses): Promise<void> {
  await writeFile(addressesFile(dataDir), `${JSON.stringify(addresses, null, 2)}\n`, { mode: 0o600 });
  const { portal } = addresses;
  const places = {
    'Portal, for citizens': portal,
    'Worklist, for agents': `${portal}agent`,
    'API, for programs': `${portal}api/docs`,
    'Mailbox of all emails': addresses.mailbox,
    'Identity, for signing in': addresses.identity,
    'Temporal’s own pages': addresses.temporalUi,
    Temporal: addresses.temporal,
    PostgreSQL: addresses.postgres,
    SMTP: addresses.smtp,
  };
  const accounts = await readAccounts(dataDir);
  const lines = [
    '',
    ...Object.entries(places).flatMap(([name, place]) => (place ? [`  ${name.padEnd(30)}${place}`] : [])),
    ...(accounts.length ? ['', `  Accounts of the demonstration town (kept in ${accountsFile(dataDir)})`] : []),
    ...accounts.map(({ role, email, password }) => `  ${role.padEnd(12)}${email.padEnd(40)}${password}`),
    '',
    `Guichet is ready: ${portal}`,
  ];
  console.log(lines.join('\n'));
}

/** Keeps the passwords of the accounts that were made at this start: the database has only their hashes. */
export async function keepAccounts(dataDir: string, accounts: Account[]): Promise<void> {
  await writeFile(accountsFile(dataDir), `${JSON.stringify(accounts, null, 2)}\n`, { mode: 0o600 });
}

async function readAccounts(dataDir: string): Promise<Account[]> {
  return JSON.parse(await readFile(accountsFile(dataDir), 'utf8').catch(() => '[]'));
}

function accountsFile(dataDir: string): string {
  return join(dataDir, 'demo-accounts.json');
}
