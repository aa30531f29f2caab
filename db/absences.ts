/** When agents are away, and what becomes of the tasks that they hold. */
import type { TaskKind, TaskRole } from '../workflows/contract.ts';
import { rows, type Sql } from './sql.ts';

export interface Absence {
  id: string;
  /** An agent's address, as in a file of the town. */
  agent: string;
  substitute: string | null;
  /** Civil dates, both included. */
  firstDay: string;
  lastDay: string;
}

export function listAbsences(on: Sql): Promise<Absence[]> {
  return rows<Absence>(
    on,
    `select b.id, a.email as agent, s.email as substitute, to_char(first_day, 'YYYY-MM-DD') as "firstDay",
            to_char(last_day, 'YYYY-MM-DD') as "lastDay"
     from absence b join agent a on a.id = b.agent_id left join agent s on s.id = b.substitute_id
     order by first_day desc, a.display_name, b.id`,
  );
}

/** An absence that is given another first day begins anew. @param on a transaction */
export async function keepAbsence(on: Sql, absence: Absence): Promise<void> {
  await rows(
    on,
    `with kept as (
       insert into absence (id, agent_id, substitute_id, first_day, last_day)
       select :id, a.id, s.id, :firstDay, :lastDay from agent a left join agent s on s.email = :substitute
       where a.email = :agent
       on conflict (id) do update set agent_id = excluded.agent_id, substitute_id = excluded.substitute_id,
         first_day = excluded.first_day, last_day = excluded.last_day,
         begun_at = case when absence.agent_id = excluded.agent_id and absence.first_day = excluded.first_day
                         then absence.begun_at end
     )
     select 1`,
    { ...absence },
  );
}

export async function removeAbsence(on: Sql, id: string): Promise<void> {
  await rows(on, 'with removed as (delete from absence where id = :id) select 1', { id });
}

export interface Begun {
  agentId: string;
  substituteId: string | null;
}

/** Of the absences whose first day has come, those that nobody has begun yet: they are the caller's. @param on a transaction */
export function beginAbsences(on: Sql): Promise<Begun[]> {
  return rows<Begun>(
    on,
    `with due as (
       select id from absence
       where begun_at is null
         and (now() at time zone town_clock())::date between first_day and last_day
       for update skip locked
     ), begun as (
       update absence set begun_at = now() from due where absence.id = due.id returning agent_id, substitute_id
     )
     select agent_id as "agentId", substitute_id as "substituteId" from begun`,
  );
}

/** Who holds open tasks of the given services, and how many. */
export function holdersOfTasks(on: Sql, services: readonly string[]): Promise<{ agentId: string; tasks: number }[]> {
  return rows(
    on,
    `select assignee_id as "agentId", count(*)::int as tasks from task
     where state = 'open' and assignee_id is not null and service_id = any(:services) group by assignee_id`,
    { services },
  );
}

export interface HeldTask {
  id: string;
  kind: TaskKind;
  role: TaskRole;
  serviceId: string;
  type: string;
}

export function tasksHeldBy(on: Sql, agentId: string): Promise<HeldTask[]> {
  return rows<HeldTask>(
    on,
    `select t.id, t.kind, t.role, t.service_id as "serviceId", r.type
     from task t join request r on r.id = t.request_id where t.state = 'open' and t.assignee_id = :agentId`,
    { agentId },
  );
}

export interface Moves {
  from: string;
  /** Each task with its next holder; null gives it back to its service. */
  tasks: readonly { id: string; to: string | null }[];
  because: 'absence' | 'account' | 'by hand';
  /** Who decided it; undefined where a day has come, or it was the command line. */
  by?: string | undefined;
}

/**
 * Takes open tasks from who holds them; what has been answered or given back meanwhile stays as it is.
 * @returns the next holder of each that was taken
 */
export function moveTasks(on: Sql, { from, tasks, because, by }: Moves): Promise<{ to: string | null }[]> {
  return rows<{ to: string | null }>(
    on,
    `with wanted as (
       select id, "to" from jsonb_to_recordset(:tasks::jsonb) as one (id uuid, "to" uuid)
     ), locked as (
       select id from request where id in (select request_id from task join wanted using (id)) order by id
       for no key update
     ), moved as (
       update task set assignee_id = wanted."to", claimed_at = case when wanted."to" is not null then now() end
       from wanted, locked
       where task.id = wanted.id and task.request_id = locked.id and task.state = 'open' and task.assignee_id = :from
       returning task.id, task.request_id, wanted."to"
     ), noted as (
       insert into journal (request_id, at, kind, actor, agent_id, data)
       select request_id, now(), case when "to" is null then 'task released' else 'task assigned' end,
              case when :by::uuid is null then 'process' else 'agent' end, :by::uuid,
              jsonb_strip_nulls(jsonb_build_object('task', id, 'agent', "to", 'from', :from::uuid, 'because', :because::text))
       from moved order by request_id
     )
     select "to" from moved`,
    { from, tasks: JSON.stringify(tasks), because, by: by ?? null },
  );
}
