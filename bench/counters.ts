import { readFileSync } from 'node:fs';
import pg from 'pg';

export interface CounterTargets {
  /** The processes of the system under test by name; their children count with them. */
  processes: Record<string, number>;
  /** Any database of the server. */
  postgresUrl: string;
  metricsUrl: string;
}

/** Totals since the start of the system; two readings make a rate. */
export interface Reading {
  at: number;
  postgresTransactions: number;
  engineWrites: Record<string, number>;
  /** Seconds by process. */
  cpu: Record<string, number>;
}

export interface Counters {
  read(): Promise<Reading>;
  rssMb(): number;
  close(): Promise<void>;
}

/** @param ownPids server processes that serve the generator alone: left out */
export async function openCounters(targets: CounterTargets, ownPids: number[]): Promise<Counters> {
  const client = new pg.Client({ connectionString: targets.postgresUrl });
  await client.connect();
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  const left = new Set([...ownPids, rows[0]!.pid]);
  return {
    async read() {
      const cpu = cpuOf(targets.processes, left);
      const at = performance.now();
      // Reading the next id takes none, unlike pg_current_xact_id().
      const { rows } = await client.query<{ next: string }>('select pg_snapshot_xmax(pg_current_snapshot()) as next');
      return {
        at,
        cpu,
        postgresTransactions: Number(rows[0]!.next),
        engineWrites: await engineWrites(targets.metricsUrl),
      };
    },
    rssMb: () => rssMb(Object.values(targets.processes), left),
    close: () => client.end(),
  };
}

/** What changed, per request. */
export function perRequest(before: Reading, after: Reading, completed: number) {
  const share = (one: Record<string, number>, other: Record<string, number>) =>
    Object.fromEntries(Object.keys(other).map((name) => [name, (other[name]! - (one[name] ?? 0)) / completed]));
  const cpuByProcess = share(before.cpu, after.cpu);
  const engineOperations = share(before.engineWrites, after.engineWrites);
  return {
    writeTxPerRequest: (after.postgresTransactions - before.postgresTransactions) / completed,
    engineWritesPerRequest: sum(Object.values(engineOperations)),
    engineOperations,
    cpuSecondsPerRequest: sum(Object.values(cpuByProcess)),
    cpuByProcess,
  };
}

const readingOperation = /^(Get|List|Read|Count|Scan|Describe|Peek|Is)/;

/** Operations that write, by name, from Temporal's own count of what it asks of its store. */
async function engineWrites(metricsUrl: string): Promise<Record<string, number>> {
  const text = await (await fetch(metricsUrl)).text();
  const writes: Record<string, number> = {};
  for (const [, labels, value] of text.matchAll(/^(?:temporal_)?persistence_requests(?:_total)?\{(.*)\} (\S+)$/gm)) {
    const operation = /operation="([^"]*)"/.exec(labels!)?.[1] ?? '';
    if (!readingOperation.test(operation)) writes[operation] = (writes[operation] ?? 0) + Number(value);
  }
  return writes;
}

const ticksPerSecond = 100;

function cpuOf(processes: Record<string, number>, left: Set<number>): Record<string, number> {
  const seconds = (pid: number): number => {
    // After the name, which may hold anything: fields 14 to 17 are user, system, and both of the children that have ended.
    const fields = procFile(pid, 'stat').split(') ').at(-1)!.split(' ');
    return sum(fields.slice(11, 15).map(Number)) / ticksPerSecond;
  };
  return Object.fromEntries(
    Object.entries(processes).map(([name, pid]) => [
      name,
      sum(
        tree(pid)
          .filter((one) => !left.has(one))
          .map(seconds),
      ),
    ]),
  );
}

/** Memory that belongs to each process, and the largest shared segment once: PostgreSQL's processes all show the same. */
function rssMb(pids: number[], left: Set<number>): number {
  let ownKb = 0;
  let sharedKb = 0;
  for (const pid of pids.flatMap(tree)) {
    if (left.has(pid)) continue;
    const status = procFile(pid, 'status');
    const kb = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
    ownKb += kb('RssAnon') + kb('RssFile');
    sharedKb = Math.max(sharedKb, kb('RssShmem'));
  }
  return (ownKb + sharedKb) / 1024;
}

function tree(pid: number): number[] {
  const children = procFile(pid, `task/${pid}/children`).trim().split(' ').filter(Boolean).map(Number);
  return [pid, ...children.flatMap(tree)];
}

/** Empty when the process has just ended, and where there is no /proc. */
function procFile(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return ') ';
  }
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
