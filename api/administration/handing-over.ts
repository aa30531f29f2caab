/** What becomes of the tasks of who is away, has left, or no longer works for a service. */
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { beginAbsences, moveTasks, tasksHeldBy } from '../../db/absences.ts';
import { listAgentAccounts } from '../../db/agent-accounts.ts';
import type { AgentRow } from '../../db/agents.ts';
import type { Sql } from '../../db/sql.ts';
import { canAnswer } from '../auth/policy.ts';

interface HandingOver {
  from: string;
  /** The agent as they are from now on, who keeps what they may still answer; undefined for who keeps nothing. */
  left?: AgentRow | undefined;
  /** Who gets those of the tasks that they may answer. */
  to?: AgentRow | undefined;
  because: 'absence' | 'account';
  by?: AgentRow | undefined;
}

/** Gives an agent's tasks to the substitute, or back to their services. @param on a transaction */
export async function handOver(on: Sql, { from, left, to, because, by }: HandingOver): Promise<void> {
  const tasks = (await tasksHeldBy(on, from))
    .filter((task) => !(left && canAnswer(left, task)))
    .map((task) => ({ id: task.id, to: to && canAnswer(to, task) ? to.id : null }));
  if (tasks.length > 0) await moveTasks(on, { from, tasks, because, by: by?.id });
}

/** Hands over the tasks of those whose absence has come, once. @param on a transaction */
export async function beginDueAbsences(on: Sql, by?: AgentRow): Promise<void> {
  const begun = await beginAbsences(on);
  if (begun.length === 0) return;
  const atWork = (await listAgentAccounts(on)).filter(({ active }) => active);
  for (const { agentId, substituteId } of begun) {
    await handOver(on, { from: agentId, to: atWork.find(({ id }) => id === substituteId), because: 'absence', by });
  }
}

const checkedEveryMs = 60_000;

/** Looks each minute whether somebody's absence has begun; a database that is away is asked again. */
export function followAbsences(db: DataSource, log: Logger): { stop(): void } {
  const look = () =>
    void db
      .transaction((on) => beginDueAbsences(on))
      .catch(({ code }: { code?: string }) => log.warn({ code }, 'absences could not be looked at'));
  look();
  const checks = setInterval(look, checkedEveryMs);
  return { stop: () => clearInterval(checks) };
}
