import type { DataSource, EntityManager } from 'typeorm';
import { countWaiting, soughtRequests, type WaitingFilter, waitingTasks } from '../../db/waiting-tasks.ts';
import { tasksById } from '../../db/worklist.ts';

const large = ['request', 'task', 'citizen', 'journal', 'email', 'message', 'redirection'];

/** How often each large table has been read from end to end; beside an earlier count, those that were since. */
export async function sequentialScans(db: DataSource, before?: string[]): Promise<string[]> {
  // What a connection has counted is told a moment later.
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const found = await db.query('select relname, seq_scan from pg_stat_user_tables where relname = any($1) order by 1', [
    large,
  ]);
  const counts = found.map(({ relname, seq_scan }: { relname: string; seq_scan: string }) => `${relname} ${seq_scan}`);
  return before ? counts.filter((count: string) => !before.includes(count)) : counts;
}

/** The plans of the list’s statements, as PostgreSQL carries them out for an agent of every service. */
export async function plansOf(db: DataSource): Promise<string> {
  const services = (await db.query('select id from service')).map(({ id }: { id: string }) => id);
  const [agent] = await db.query(`select id from agent where email = 'agent@ville.example'`);
  const all: WaitingFilter = {
    agentId: agent.id,
    services,
    homes: services,
    kinds: ['agent', 'opinion', 'intervention'],
    roles: ['agent'],
    view: 'services',
  };
  const plans: string[] = [];
  const on = explaining(db, plans);
  const looks: [string, () => Promise<unknown>][] = [
    ['a page', () => waitingTasks(on, all, 101)],
    ['counts', () => countWaiting(on, all)],
    ['a search', () => soughtRequests(on, 'lampadaire ecole', all)],
    ['what it has found', async () => waitingTasks(on, { ...all, sought: await someRequests(db) }, 101)],
    [
      'a rare filter',
      () => waitingTasks(on, { ...all, type: 'street-problem', district: 'sud', channel: 'post' }, 101),
    ],
    ['rows', () => tasksById(on, [agent.id])],
  ];
  for (const [name, look] of looks) {
    plans.push(`\n-- ${name}`);
    // What comes back is a plan, which nobody reads as rows.
    await look().catch(() => {});
  }
  return plans.join('\n');
}

const someRequests = async (db: DataSource): Promise<string[]> =>
  (await db.query('select id from request limit 1000')).map(({ id }: { id: string }) => id);

/** In the place of a transaction: each statement is explained. */
function explaining(db: DataSource, plans: string[]): EntityManager {
  const query = async ({ text, values }: { text: string; values: unknown[] }) => {
    const rows = await db.query(`explain (analyze, costs off, timing off, summary on) ${text}`, values);
    plans.push(...rows.map((row: Record<string, string>) => row['QUERY PLAN']!.replace(/\{[^}]{100,}\}/g, '{…}')));
    return { rows: [] };
  };
  return { queryRunner: { connect: async () => ({ query }) } } as unknown as EntityManager;
}
