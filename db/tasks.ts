import type { OpenTask, TaskState } from '../workflows/contract.ts';
import { stepId } from './ids.ts';
import { firstRow, rows, type Sql } from './sql.ts';
import { assertSameStep, closedEarly } from './steps.ts';

export interface WaitRow {
  dueAt: Date;
  remindAt: Date | null;
  remindedAt: Date | null;
  escalateAt: Date | null;
  escalatedAt: Date | null;
  late: boolean;
  state: TaskState;
  answer: string | null;
  withdrawn: boolean;
}

/**
 * Opens the task of a wait, or finds the one that this step opened before. The deterministic id makes it one row,
 * however often the process runs the step. A wait that was closed before it opened, and any wait of a request that the
 * citizen has withdrawn, is `cancelled` from the start.
 *
 * @param on a transaction, where the citizen is asked for pieces
 */
export async function openTask(on: Sql, task: OpenTask): Promise<WaitRow> {
  if (asksForPieces(task)) {
    // A document that is being stored at this moment holds this lock: the next statement must see it.
    await rows(on, 'select 1 from request where id = :requestId for no key update', { requestId: task.requestId });
  }
  const open = () => firstRow<WaitRow & { name: string }>(on, openStatement, parametersOf(task));
  // Nothing is found when the step's row came while the statement waited for the lock: its own view is older than that.
  const opened = (await open()) ?? (await open());
  assertSameStep([opened!], task);
  return opened!;
}

/** An agent's piece, as a technician's photo, comes with the answer. */
export const asksForPieces = ({ kind, pieces }: OpenTask) => kind === 'citizen' && pieces.length > 0;

function parametersOf(task: OpenTask): Record<string, unknown> {
  return {
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
    service: task.service ?? null,
    role: task.role ?? 'agent',
    expert: task.expert ?? null,
    escalateAt: task.escalateAt ?? null,
    supports: task.supports ?? null,
    aside: task.aside ?? false,
    steps: task.steps ?? null,
    taskId: stepId(task.requestId, task.ordinal, 'task'),
  };
}

/** A piece stands by its newest document: after a refusal the citizen is asked again. */
export const standing = (piece: string, requestId: string) => `
  coalesce((select d.state in ('received', 'accepted') from document d
            where d.request_id = ${requestId} and d.piece = ${piece} order by d.received_at desc, d.id desc limit 1), false)`;

// A citizen's wait whose pieces have all come before it opened is answered as it opens. After the request's end a
// process may go on: its waits are tasks, and the request shows none of them.
const openStatement = `
  with locked as (
    select id, service_id, status, withdrawn_at is not null as withdrawn from request where id = :requestId
    for no key update
  ), stepped as (
    insert into step (request_id, ordinal, verb, name, at)
    select id, :ordinal, split_part(:stepName, ': ', 1), :stepName, :at::timestamptz from locked
    on conflict do nothing
    returning request_id
  ), complete as (
    select :kind::text = 'citizen' and cardinality(:pieces::text[]) > 0 and not exists (
      select from unnest(:pieces::text[]) as wanted (piece)
      where not ${standing('wanted.piece', ':requestId')}) as already
  ), opened as (
    insert into task (id, request_id, ordinal, name, kind, service_id, answers, pieces, opened_at, due_at, remind_at,
                      role, expert, escalate_at, supports, aside, steps, state, answer, answered_at)
    select :taskId, locked.id, :ordinal, :taskName, :kind, coalesce(:service, locked.service_id), :answers::text[],
           :pieces::text[], :at::timestamptz, :dueAt::timestamptz, :remindAt::timestamptz, :role, :expert,
           :escalateAt::timestamptz, :supports::integer, :aside::boolean, :steps::text[],
           case when withdrawn then 'cancelled' when already then 'answered' else 'open' end,
           case when already and not withdrawn then 'received' end,
           case when already and not withdrawn then :at::timestamptz end
    from locked join stepped on stepped.request_id = locked.id cross join complete
    returning id, request_id, state, due_at, remind_at, escalate_at, answer
  ), moved as (
    update request set step = coalesce(wait.step, :taskName), waiting_for = coalesce(wait.waiting_for, 'nobody')
    from opened left join lateral request_wait(opened.request_id) wait on true
    where request.id = opened.request_id and request.status = 'open' and opened.state <> 'cancelled'
  ), noted as (
    insert into journal (request_id, at, kind, actor, data)
    select request_id, :at::timestamptz, 'task opened', 'process',
           jsonb_strip_nulls(jsonb_build_object(
             'task', id, 'ordinal', :ordinal::int, 'name', :taskName::text, 'for', :kind::text, 'expert', :expert::text,
             'service', case when :kind::text = 'opinion' and :expert::text is null then :service::text end))
    from opened where state <> 'cancelled'
    union all
    select request_id, :at::timestamptz, 'task answered', 'citizen',
           jsonb_build_object('task', id, 'name', :taskName::text, 'answer', 'received')
    from opened where state = 'answered'
  )
  select :stepName::text as name, due_at as "dueAt", remind_at as "remindAt", null::timestamptz as "remindedAt",
         escalate_at as "escalateAt", null::timestamptz as "escalatedAt", state, answer, false as late, withdrawn
  from opened join locked on locked.id = opened.request_id
  union all
  select case when step.verb = '${closedEarly}' then :stepName else step.name end, coalesce(t.due_at, :dueAt::timestamptz),
         t.remind_at, t.reminded_at, t.escalate_at, t.escalated_at, coalesce(t.state, 'cancelled'), t.answer,
         exists (select from journal j where j.request_id = t.request_id and j.kind = 'task late'
                                         and (j.data->>'ordinal')::int = t.ordinal),
         locked.withdrawn
  from step join locked on locked.id = step.request_id
  left join task t on t.request_id = step.request_id and t.ordinal = step.ordinal
  where step.request_id = :requestId and step.ordinal = :ordinal`;

export interface TaskAnswer {
  taskId: string;
  answer: string;
  /** Absent when the citizen answers. */
  agentId?: string | undefined;
  reply?: string | undefined;
  note?: string | undefined;
  /** What the answer had to come with, by the request type. */
  fields?: Record<string, unknown> | undefined;
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
    fields: answer.fields ?? null,
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
        reply = :reply, note = :note, fields = :fields::jsonb
    from locked
    where task.id = :taskId and task.request_id = locked.id and task.state = 'open' and :answer = any (task.answers)
    returning task.id, task.request_id, task.ordinal, task.name, task.kind
  ), moved as (
    update request set step = coalesce(wait.step, request.step), waiting_for = coalesce(wait.waiting_for, 'nobody')
    from answered left join lateral request_wait(answered.request_id) wait on true
    where request.id = answered.request_id and request.status = 'open'
  ), noted as (
    insert into journal (request_id, at, kind, actor, agent_id, data)
    select request_id, :at::timestamptz, 'task answered', case when :agentId::uuid is null then 'citizen' else 'agent' end,
           :agentId::uuid, jsonb_build_object('task', id, 'name', name, 'answer', :answer::text, 'for', kind)
    from answered
  ), told as (
    insert into outbox (request_id, kind, payload)
    select request_id, 'answered', jsonb_build_object('ordinal', ordinal, 'answer', :answer::text) from answered
  )
  select id from answered`;
