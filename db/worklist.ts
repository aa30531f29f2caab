/** Tasks as agents see them: listed, found, taken and given back. */
import type { TaskKind, TaskRole, TaskState } from '../workflows/contract.ts';
import type { Words } from '../workflows/kit/fields.ts';
import { likePattern } from './requests.ts';
import { firstRow, rows, type Sql } from './sql.ts';

export interface TaskRow {
  id: string;
  requestId: string;
  name: string;
  kind: TaskKind;
  role: TaskRole;
  /** Who outside the town hall is asked for an opinion. */
  expert: string | null;
  serviceId: string;
  answers: string[];
  pieces: string[];
  state: TaskState;
  openedAt: Date;
  dueAt: Date;
  escalatedAt: Date | null;
  /** How many citizens must support the request. */
  supports: number | null;
  assigneeId: string | null;
  assignee: string | null;
  answer: string | null;
  answeredAt: Date | null;
  answeredBy: string | null;
  reply: string | null;
  note: string | null;
  /** What the answer came with, by the request type. */
  fields: Record<string, unknown> | null;
  reference: string;
  type: string;
  givenName: string;
  familyName: string;
  /** The service that has the request got it back after sending it away. */
  bounced: boolean;
  /** Why the request is with this service: the last agent's own words, or the routing table's. */
  routedBecause: string | Words | null;
}

// Not joined: of a long list PostgreSQL then reads them for the rows of one page alone.
const lastRedirection = (column: string) =>
  `select d.${column} from redirection d where d.request_id = r.id order by d.at desc, d.id desc limit 1`;
const taskColumns = `
  t.id, t.request_id as "requestId", t.name, t.kind, t.role, t.expert, t.service_id as "serviceId", t.answers, t.pieces,
  t.state, t.opened_at as "openedAt", t.due_at as "dueAt", t.escalated_at as "escalatedAt", t.supports, t.assignee_id as "assigneeId",
  holder.display_name as assignee, t.answer, t.answered_at as "answeredAt", winner.display_name as "answeredBy", t.reply,
  t.note, t.fields, r.reference, r.type, c.given_name as "givenName", c.family_name as "familyName",
  coalesce((${lastRedirection('bounced')}), false) as bounced,
  coalesce(to_jsonb(nullif((${lastRedirection('reason')}), '')), r.routed_because) as "routedBecause"`;
const taskJoins = `
  task t join request r on r.id = t.request_id join citizen c on c.id = r.citizen_id
  left join agent holder on holder.id = t.assignee_id left join agent winner on winner.id = t.answered_by`;

export function findTask(on: Sql, id: string): Promise<TaskRow | undefined> {
  return firstRow<TaskRow>(on, `select ${taskColumns} from ${taskJoins} where t.id = :id`, { id });
}

/** Every task of a request, in the order of its steps. */
export function tasksOf(on: Sql, requestId: string): Promise<TaskRow[]> {
  return rows<TaskRow>(
    on,
    `select ${taskColumns} from ${taskJoins} where t.request_id = :requestId order by t.ordinal`,
    { requestId },
  );
}

export interface WorklistFilter {
  services: readonly string[];
  /** A reader who answers visits alone, or no visa, has a shorter list. */
  kinds: readonly TaskKind[];
  roles: readonly TaskRole[];
  q?: string | undefined;
  type?: string | undefined;
  service?: string | undefined;
  assigneeId?: string | undefined;
  limit: number;
  after?: { dueAt: string; id: string } | undefined;
}

/** Open tasks that the given services must do, least time left first. */
export function listTasks(on: Sql, filter: WorklistFilter): Promise<TaskRow[]> {
  return rows<TaskRow>(
    on,
    `select ${taskColumns} from ${taskJoins}
     where t.state = 'open' and t.kind in ('agent', 'opinion', 'intervention') and t.service_id = any(:services)
       and t.kind = any(:kinds) and t.role = any(:roles)
       and (:q::text is null or r.reference = :q or c.given_name || ' ' || c.family_name ilike '%' || :pattern::text || '%')
       and (:type::text is null or r.type = :type)
       and (:service::text is null or t.service_id = :service)
       and (:assigneeId::uuid is null or t.assignee_id = :assigneeId)
       and (:afterAt::timestamptz is null or (t.due_at, t.id) > (:afterAt, :afterId::uuid))
     order by t.due_at, t.id
     limit :limit`,
    {
      services: filter.services,
      kinds: filter.kinds,
      roles: filter.roles,
      q: filter.q ?? null,
      pattern: filter.q === undefined ? null : likePattern(filter.q),
      type: filter.type ?? null,
      service: filter.service ?? null,
      assigneeId: filter.assigneeId ?? null,
      afterAt: filter.after?.dueAt ?? null,
      afterId: filter.after?.id ?? null,
      limit: filter.limit,
    },
  );
}

/** The services that were asked something about a request, with what: their agents may see it while and after that. */
export function servicesAsked(on: Sql, requestId: string): Promise<{ serviceId: string; kind: TaskKind }[]> {
  return rows(
    on,
    `select distinct service_id as "serviceId", kind from task
     where request_id = :requestId and kind in ('agent', 'opinion', 'intervention')`,
    { requestId },
  );
}

/** Takes a task for an agent. False when a colleague has it or it is no longer open; taking it twice is no fault. */
export async function claimTask(on: Sql, id: string, agentId: string): Promise<boolean> {
  const claimed = await firstRow(
    on,
    `with locked as (
       select id from request where id = (select request_id from task where id = :id) for no key update
     ), claimed as (
       update task set assignee_id = :agentId, claimed_at = coalesce(claimed_at, now()) from locked
       where task.id = :id and task.request_id = locked.id and state = 'open'
         and (assignee_id is null or assignee_id = :agentId)
       returning task.id, task.request_id, task.claimed_at
     ), noted as (
       insert into journal (request_id, at, kind, actor, agent_id, data)
       select request_id, now(), 'task claimed', 'agent', :agentId, jsonb_build_object('task', id)
       from claimed where claimed_at = now()
     )
     select id from claimed`,
    { id, agentId },
  );
  return claimed !== undefined;
}

/** Gives a task back. False when the agent does not hold it. */
export async function releaseTask(on: Sql, id: string, agentId: string): Promise<boolean> {
  const released = await firstRow(
    on,
    `with locked as (
       select id from request where id = (select request_id from task where id = :id) for no key update
     ), released as (
       update task set assignee_id = null, claimed_at = null from locked
       where task.id = :id and task.request_id = locked.id and state = 'open' and assignee_id = :agentId
       returning task.id, task.request_id
     ), noted as (
       insert into journal (request_id, at, kind, actor, agent_id, data)
       select request_id, now(), 'task released', 'agent', :agentId, jsonb_build_object('task', id) from released
     )
     select id from released`,
    { id, agentId },
  );
  return released !== undefined;
}
