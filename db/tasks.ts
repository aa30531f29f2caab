import type { OpenTask, TaskState } from '../workflows/contract.ts';
import { stepId } from './ids.ts';
import { firstRow, rows, type Sql } from './sql.ts';
import { assertSameStep } from './steps.ts';

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
 * @param on a transaction, where pieces are asked for
 */
export async function openTask(on: Sql, task: OpenTask): Promise<WaitRow> {
  if (task.pieces.length > 0) {
    // A document that is being stored at this moment holds this lock: the next statement must see it.
    await rows(on, 'select 1 from request where id = :requestId for no key update', { requestId: task.requestId });
  }
  const opened = await firstRow<WaitRow & { name: string }>(on, openStatement, {
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
  assertSameStep([opened!], task);
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
    returning id, request_id, state, due_at, remind_at, answer
  ), moved as (
    update request set step = :taskName, waiting_for = case when opened.state = 'open' then :kind::text else 'nobody' end
    from opened where request.id = opened.request_id
  ), noted as (
    insert into journal (request_id, at, kind, actor, data)
    select request_id, :at::timestamptz, 'task opened', 'process',
           jsonb_build_object('task', id, 'ordinal', :ordinal::int, 'name', :taskName::text, 'for', :kind::text)
    from opened
    union all
    select request_id, :at::timestamptz, 'task answered', 'citizen',
           jsonb_build_object('task', id, 'name', :taskName::text, 'answer', 'received')
    from opened where state = 'answered'
  )
  select :stepName::text as name, due_at as "dueAt", remind_at as "remindAt", null::timestamptz as "remindedAt", state,
         answer, false as late
  from opened
  union all
  select step.name, t.due_at, t.remind_at, t.reminded_at, t.state, t.answer,
         exists (select from journal j where j.request_id = t.request_id and j.kind = 'task late'
                                         and (j.data->>'ordinal')::int = t.ordinal)
  from step left join task t on t.request_id = step.request_id and t.ordinal = step.ordinal
  where step.request_id = :requestId and step.ordinal = :ordinal`;

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
