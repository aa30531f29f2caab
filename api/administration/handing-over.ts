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

interface ByHand {
  from: string;
  to: AgentRow | undefined;
  /** The services whose tasks are meant: those of others stay. */
  services: readonly string[];
  by: AgentRow;
}

/** Takes all tasks of some services from an agent. @returns how many went to the colleague, and how many to the service */
export async function handOverByHand(
  on: Sql,
  { from, to, services, by }: ByHand,
): Promise<{ given: number; back: number }> {
  const tasks = (await tasksHeldBy(on, from))
    .filter(({ serviceId }) => services.includes(serviceId))
    .map((task) => ({ id: task.id, to: to && canAnswer(to, task) ? to.id : null }));
  const moved = tasks.length > 0 ? await moveTasks(on, { from, tasks, because: 'by hand', by: by.id }) : [];
  const given = moved.filter((task) => task.to !== null).length;
  return { given, back: moved.length - given };
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
