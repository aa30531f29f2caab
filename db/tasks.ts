import type { OpenTask, TaskState } from '../workflows/contract.ts';
import { stepId } from './ids.ts';
import { likePattern } from './requests.ts';
import { firstRow, rows, type Sql } from './sql.ts';
import { assertSameStep, keptStep } from './steps.ts';

export interface WaitRow {
  dueAt: Date;
  remindAt: Date | null;
  remindedAt: Date | null;
  late: boolean;
  state: TaskState;
  answer: string | null;
}

/**
 * Opens the task of a wait, or finds the one that this step opened before. The deterministic id makes it one row,
 * however often the process runs the step.
 *
 * @param on a transaction
 */
export async function openTask(on: Sql, task: OpenTask): Promise<WaitRow> {
  // A document that is being stored at this moment holds this lock: the next statement must see it.
  await rows(on, 'select 1 from request where id = :requestId for no key update', { requestId: task.requestId });
  const kept = await rows<{ name: string }>(on, openStatement, {
    requestId: task.requestId,
    ordinal: task.ordinal,
    stepName: task.name,
    taskName: task.name.replace(/^\w+: /, ''),
    at: task.at,
    kind: task.kind,
    answers: task.answers,
    pieces: task.pieces,
    dueAt: task.dueAt,
    remindAt: task.remindAt ?? null,
    taskId: stepId(task.requestId, task.ordinal, 'task'),
  });
  assertSameStep(kept, task);
  const opened = await firstRow<WaitRow>(
    on,
    `select due_at as "dueAt", remind_at as "remindAt", reminded_at as "remindedAt", state, answer,
            exists (select from journal j where j.request_id = task.request_id and j.kind = 'task late'
                                            and (j.data->>'ordinal')::int = task.ordinal) as late
     from task where request_id = :requestId and ordinal = :ordinal`,
    { requestId: task.requestId, ordinal: task.ordinal },
  );
  return opened!;
}

// A citizen's wait whose pieces have all come before it opened is answered as it opens.
const openStatement = `
  with locked as (
    select id, service_id from request where id = :requestId for no key update
  ), stepped as (
    insert into step (request_id, ordinal, verb, name, at)
    select id, :ordinal, split_part(:stepName, ': ', 1), :stepName, :at::timestamptz from locked
    on conflict do nothing
    returning request_id
  ), complete as (
    select cardinality(:pieces::text[]) > 0 and not exists (
      select from unnest(:pieces::text[]) as wanted
      where not exists (select from document d where d.request_id = :requestId and d.piece = wanted
                                                 and d.state in ('received', 'accepted'))) as already
  ), opened as (
    insert into task (id, request_id, ordinal, name, kind, service_id, answers, pieces, opened_at, due_at, remind_at,
                      state, answer, answered_at)
    select :taskId, locked.id, :ordinal, :taskName, :kind, locked.service_id, :answers::text[], :pieces::text[],
           :at::timestamptz, :dueAt::timestamptz, :remindAt::timestamptz,
           case when already then 'answered' else 'open' end,
           case when already then 'received' end, case when already then :at::timestamptz end
    from locked join stepped on stepped.request_id = locked.id cross join complete
    returning id, request_id, state
  ), moved as (
    update request set step = :taskName, waiting_for = case when opened.state = 'open' then :kind::text else 'nobody' end
    from opened where request.id = opened.request_id
  ), noted as (
    insert into journal (request_id, at, kind, actor, data)
    select request_id, :at::timestamptz, 'task opened', 'process',
           jsonb_build_object('task', id, 'ordinal', :ordinal::int, 'name', :taskName::text, 'for', :kind::text)
    from opened
  )
  ${keptStep}`;

export interface TaskAnswer {
  taskId: string;
  answer: string;
  /** Absent when the citizen answers. */
  agentId?: string | undefined;
  reply?: string | undefined;
  note?: string | undefined;
  at: Date;
}

/**
 * The arbiter (I2): one guarded update with its journal entry and its outbox row. False when the task was not open or
 * has no such answer; exactly one of two callers gets true.
 */
export async function answerTask(on: Sql, answer: TaskAnswer): Promise<boolean> {
  const answered = await firstRow(on, answerStatement, {
    ...answer,
    agentId: answer.agentId ?? null,
    reply: answer.reply ?? null,
    note: answer.note ?? null,
  });
  return answered !== undefined;
}

// The request's row is locked first here and everywhere: a fixed order of locks leaves no deadlock.
const answerStatement = `
  with locked as (
    select id from request where id = (select request_id from task where id = :taskId) for no key update
  ), answered as (
    update task
    set state = 'answered', answer = :answer, answered_at = :at::timestamptz, answered_by = :agentId::uuid,
        reply = :reply, note = :note
    from locked
    where task.id = :taskId and task.request_id = locked.id and task.state = 'open' and :answer = any (task.answers)
    returning task.id, task.request_id, task.ordinal, task.name
  ), moved as (
    update request set waiting_for = 'nobody' from answered where request.id = answered.request_id
  ), noted as (
    insert into journal (request_id, at, kind, actor, agent_id, data)
    select request_id, :at::timestamptz, 'task answered', case when :agentId::uuid is null then 'citizen' else 'agent' end,
           :agentId::uuid, jsonb_build_object('task', id, 'name', name, 'answer', :answer::text)
    from answered
  ), told as (
    insert into outbox (request_id, kind, payload)
    select request_id, 'answered', jsonb_build_object('ordinal', ordinal, 'answer', :answer::text) from answered
  )
  select id from answered`;

/** The deadline's side of the same guard; gives the state that the task ended in. */
export async function expireTask(
  on: Sql,
  step: { requestId: string; ordinal: number; at: string },
): Promise<{ state: TaskState; answer: string | null }> {
  await rows(
    on,
    `with locked as (
       select id from request where id = :requestId for no key update
     ), expired as (
       update task set state = 'expired' from locked
       where task.request_id = locked.id and task.ordinal = :ordinal and task.state = 'open'
       returning task.id, task.request_id, task.name
     ), moved as (
       update request set waiting_for = 'nobody' from expired where request.id = expired.request_id
     ), noted as (
       insert into journal (request_id, at, kind, actor, data)
       select request_id, :at::timestamptz, 'task expired', 'process', jsonb_build_object('task', id, 'name', name)
       from expired
     )
     select 1`,
    step,
  );
  const task = await firstRow<{ state: TaskState; answer: string | null }>(
    on,
    'select state, answer from task where request_id = :requestId and ordinal = :ordinal',
    step,
  );
  return task!;
}

/** Notes once that a task's deadline has passed; it stays open. */
export async function markLate(on: Sql, step: { requestId: string; ordinal: number; at: string }): Promise<void> {
  await rows(
    on,
    `with locked as (
       select id from request where id = :requestId for no key update
     ), noted as (
       insert into journal (request_id, at, kind, actor, data)
       select t.request_id, :at::timestamptz, 'task late', 'process',
              jsonb_build_object('task', t.id, 'ordinal', t.ordinal, 'name', t.name)
       from locked join task t on t.request_id = locked.id
       where t.ordinal = :ordinal and t.state = 'open'
         and not exists (select from journal j where j.request_id = t.request_id and j.kind = 'task late'
                                                 and (j.data->>'ordinal')::int = t.ordinal)
     )
     select 1`,
    step,
  );
}

export interface TaskRow {
  id: string;
  requestId: string;
  name: string;
  kind: 'citizen' | 'agent';
  serviceId: string;
  answers: string[];
  pieces: string[];
  state: TaskState;
  dueAt: Date;
  assigneeId: string | null;
  assignee: string | null;
  answer: string | null;
  answeredAt: Date | null;
  answeredBy: string | null;
  reply: string | null;
  reference: string;
  type: string;
  givenName: string;
  familyName: string;
}

const taskColumns = `
  t.id, t.request_id as "requestId", t.name, t.kind, t.service_id as "serviceId", t.answers, t.pieces, t.state,
  t.due_at as "dueAt", t.assignee_id as "assigneeId", holder.display_name as assignee, t.answer,
  t.answered_at as "answeredAt", winner.display_name as "answeredBy", t.reply, r.reference, r.type,
  c.given_name as "givenName", c.family_name as "familyName"`;
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
  q?: string | undefined;
  type?: string | undefined;
  service?: string | undefined;
  assigneeId?: string | undefined;
  limit: number;
  after?: { dueAt: string; id: string } | undefined;
}

/** Open tasks of the given services, least time left first. */
export function listTasks(on: Sql, filter: WorklistFilter): Promise<TaskRow[]> {
  return rows<TaskRow>(
    on,
    `select ${taskColumns} from ${taskJoins}
     where t.state = 'open' and t.kind = 'agent' and t.service_id = any(:services)
       and (:q::text is null or r.reference = :q or c.given_name || ' ' || c.family_name ilike '%' || :pattern::text || '%')
       and (:type::text is null or r.type = :type)
       and (:service::text is null or t.service_id = :service)
       and (:assigneeId::uuid is null or t.assignee_id = :assigneeId)
       and (:afterAt::timestamptz is null or (t.due_at, t.id) > (:afterAt, :afterId::uuid))
     order by t.due_at, t.id
     limit :limit`,
    {
      services: filter.services,
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
       returning task.id, task.request_id
     ), noted as (
       insert into journal (request_id, at, kind, actor, agent_id, data)
       select request_id, now(), 'task claimed', 'agent', :agentId, jsonb_build_object('task', id) from claimed
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
