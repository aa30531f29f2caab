/** Tasks as agents see them: found, taken, given to somebody and given back. */
import type { Channel, TaskKind, TaskRole, TaskState } from '../workflows/contract.ts';
import type { Words } from '../workflows/kit/fields.ts';
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
  /** The law asks for it beside the process. */
  aside: boolean;
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
  revision: number;
  channel: Channel;
  district: string | null;
  receivedAt: Date;
  givenName: string;
  familyName: string;
  /** Of its request. */
  archivedAt: Date | null;
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
  t.state, t.opened_at as "openedAt", t.due_at as "dueAt", t.escalated_at as "escalatedAt", t.supports, t.aside, t.assignee_id as "assigneeId",
  holder.display_name as assignee, t.answer, t.answered_at as "answeredAt", winner.display_name as "answeredBy", t.reply,
  t.note, t.fields, t.channel, t.district, t.received_at as "receivedAt", r.reference, r.type, r.revision, c.given_name as "givenName", c.family_name as "familyName", r.archived_at as "archivedAt",
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

/** Those of some ids, least time left first. */
export function tasksById(on: Sql, ids: readonly string[]): Promise<TaskRow[]> {
  return rows<TaskRow>(on, `select ${taskColumns} from ${taskJoins} where t.id = any(:ids) order by t.due_at, t.id`, {
    ids,
  });
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

export interface Assignment {
  taskId: string;
  /** Who is to do it. */
  to: string;
  /** Who says so. */
  agentId: string;
  /** Whether it may be taken from the colleague who has it. */
  fromAnybody: boolean;
}

/** Gives a task to an agent. False when somebody has it from whom it may not be taken, or it is no longer open. */
export async function assignTask(on: Sql, assignment: Assignment): Promise<boolean> {
  const assigned = await firstRow(
    on,
    `with locked as (
       select id from request where id = (select request_id from task where id = :taskId) for no key update
     ), former as (
       select task.id, task.assignee_id from task join locked on locked.id = task.request_id where task.id = :taskId
     ), assigned as (
       update task set assignee_id = :to, claimed_at = now() from former
       where task.id = former.id and state = 'open'
         and (:fromAnybody::boolean or task.assignee_id is null or task.assignee_id in (:agentId, :to))
       returning task.id, task.request_id, former.assignee_id is distinct from :to as anew
     ), noted as (
       insert into journal (request_id, at, kind, actor, agent_id, data)
       select request_id, now(), 'task assigned', 'agent', :agentId, jsonb_build_object('task', id, 'agent', :to::uuid)
       from assigned where anew
     )
     select id from assigned`,
    { ...assignment },
  );
  return assigned !== undefined;
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
