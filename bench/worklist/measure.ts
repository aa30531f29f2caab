import type { DataSource } from 'typeorm';
import type { DemoAccount } from '../../db/index.ts';
import { openHttp } from '../guichet/http.ts';

/** Agents who look at once: one for each core. */
const lanes = 2;
const warmUps = 50;
const looks = 300;

interface Kind {
  name: string;
  goalMs: number;
  paths(): string[];
}

export interface Reader {
  account: DemoAccount;
  /** Of open requests that the reader may see. */
  references: string[];
}

/** An agent of every service, and one of a single service. */
export async function readersOf(db: DataSource, accounts: readonly DemoAccount[]): Promise<Reader[]> {
  const readers = [accounts[0]!, accounts.find(({ services }) => services.length === 1)!];
  return Promise.all(
    readers.map(async (account) => {
      const found = await db.query(
        `select reference from request where status = 'open' and service_id = any($1) order by md5(reference) limit 400`,
        [account.services],
      );
      return { account, references: found.map(({ reference }: { reference: string }) => reference) };
    }),
  );
}

/** Measures the agents' pages. @returns whether the goals were met */
export async function measurePages(portal: string, readers: readonly Reader[]): Promise<boolean> {
  let met = true;
  console.log('| page | reader | p50 | p95 | p99 | goal (p95) |\n| --- | --- | --- | --- | --- | --- |');
  for (const { account, references } of readers) {
    const cookie = await signIn(portal, account);
    const reader = account.services.length > 1 ? 'every service' : account.services[0];
    for (const { name, goalMs, paths } of kinds(references)) {
      const times = await measure(portal, cookie, paths());
      const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => times[Math.ceil(times.length * share) - 1]!);
      met &&= p95! <= goalMs;
      console.log(`| ${name} | ${reader} | ${ms(p50!)} | ${ms(p95!)} | ${ms(p99!)} | ${goalMs} ms |`);
    }
  }
  return met;
}

const kinds = (references: readonly string[]): Kind[] => [
  { name: 'worklist', goalMs: 100, paths: () => ['/agent', '/agent?view=others', '/agent?view=mine'] },
  {
    name: 'worklist, filtered',
    goalMs: 100,
    paths: () => [
      '/agent?type=street-problem&district=sud',
      '/agent?channel=post&age=30',
      '/agent?view=others&assignee=nobody&type=question',
      '/agent?service=roads&channel=email&district=nord&age=7',
    ],
  },
  {
    name: 'search',
    goalMs: 150,
    paths: () => [
      ...references.slice(0, 50).map((reference) => `/agent?q=${reference}`),
      ...references.slice(50, 100).map((_, index) => `/agent?q=${encodeURIComponent(`essai ${index * 311 + 7} :`)}`),
      ...['zoe lilas', 'FRÊNE', 'lampadaire', 'arbre penche ecole', 'rue des essais', 'essai', 'li'].map(
        (q) => `/agent?q=${encodeURIComponent(q)}`,
      ),
    ],
  },
  { name: 'request', goalMs: 100, paths: () => references.map((reference) => `/agent/demandes/${reference}`) },
];

async function signIn(portal: string, { email, password }: DemoAccount): Promise<string> {
  const http = openHttp(portal);
  const { token } = await http.call<{ token: string }>('POST', '/api/v1/sessions', 201, { json: { email, password } });
  http.close();
  return `guichet_agent=${token}`;
}

/** @returns the times, shortest first */
async function measure(portal: string, cookie: string, paths: readonly string[]): Promise<number[]> {
  const times: number[] = [];
  let next = 0;
  const lane = async () => {
    while (next < warmUps + looks) {
      const turn = next++;
      const begin = performance.now();
      const answer = await fetch(portal + paths[turn % paths.length]!, { headers: { cookie }, redirect: 'manual' });
      await answer.arrayBuffer();
      // A reference that waits for somebody else leads to its request at once.
      if (answer.status !== 200 && answer.status !== 302)
        throw new Error(`${paths[turn % paths.length]} gave ${answer.status}`);
      if (turn >= warmUps) times.push(performance.now() - begin);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return times.sort((one, other) => one - other);
}

const ms = (time: number) => `${time.toFixed(0)} ms`;
