/** Visits on the spot as technicians see them, and as the service in charge follows them. */
import type { DocumentState, TaskState } from '../workflows/contract.ts';
import { addDocument, type NewDocument } from './documents.ts';
import { firstRow, rows, type Sql } from './sql.ts';

export interface RoundRow {
  id: string;
  name: string;
  reference: string;
  type: string;
  revision: number;
  fields: Record<string, unknown>;
  dueAt: Date;
  startedAt: Date | null;
  assigneeId: string | null;
  assignee: string | null;
}

/** The open interventions of some services, the most urgent first. Nothing about the citizen is read. */
export function listInterventions(on: Sql, services: readonly string[], limit: number): Promise<RoundRow[]> {
  return rows<RoundRow>(
    on,
    `select t.id, t.name, r.reference, r.type, r.revision, r.fields, t.due_at as "dueAt", t.started_at as "startedAt",
            t.assignee_id as "assigneeId", holder.display_name as assignee
     from task t join request r on r.id = t.request_id left join agent holder on holder.id = t.assignee_id
     where t.state = 'open' and t.kind = 'intervention' and t.service_id = any(:services)
     order by t.due_at, t.id limit :limit`,
    { services, limit },
  );
}

export interface InterventionRow {
  id: string;
  name: string;
  /** All that belong together, in their order; null where the task is older than that was written. */
  steps: string[] | null;
  /** What « done » must come with. */
  pieces: string[];
  state: TaskState;
  dueAt: Date;
  startedAt: Date | null;
  assigneeId: string | null;
  assignee: string | null;
  answer: string | null;
  answeredAt: Date | null;
  answeredBy: string | null;
  note: string | null;
  photos: { id: string; piece: string; state: DocumentState }[];
}

/** Every intervention of a request with its photos, in the order of the steps. */
export function interventionsOf(on: Sql, requestId: string): Promise<InterventionRow[]> {
  return rows<InterventionRow>(
    on,
    `select t.id, t.name, t.steps, t.pieces, t.state, t.due_at as "dueAt", t.started_at as "startedAt",
            t.assignee_id as "assigneeId", holder.display_name as assignee, t.answer, t.answered_at as "answeredAt",
            winner.display_name as "answeredBy", t.note,
            coalesce((select jsonb_agg(jsonb_build_object('id', d.id, 'piece', d.piece, 'state', d.state)
                                       order by d.received_at, d.id)
                      from intervention_photo p join document d on d.id = p.document_id where p.task_id = t.id), '[]') as photos
     from task t left join agent holder on holder.id = t.assignee_id left join agent winner on winner.id = t.answered_by
     where t.request_id = :requestId and t.kind = 'intervention' order by t.ordinal`,
    { requestId },
  );
}

/**
 * Says that an agent is at an intervention, and makes it theirs. False when a colleague has it or it is no longer open;
 * to say it twice is no fault.
 */
export async function startIntervention(on: Sql, start: { id: string; agentId: string; at: Date }): Promise<boolean> {
  const started = await firstRow(
    on,
    `with locked as (
       select id from request where id = (select request_id from task where id = :id) for no key update
     ), started as (
       update task set assignee_id = :agentId, claimed_at = coalesce(claimed_at, :at::timestamptz),
                       started_at = coalesce(started_at, :at::timestamptz)
       from locked
       where task.id = :id and task.request_id = locked.id and kind = 'intervention' and state = 'open'
         and (assignee_id is null or assignee_id = :agentId)
       returning task.id, task.request_id, task.name, task.started_at
     ), noted as (
       insert into journal (request_id, at, kind, actor, agent_id, data)
       select request_id, :at::timestamptz, 'intervention started', 'agent', :agentId,
              jsonb_build_object('task', id, 'name', name)
       from started where started_at = :at::timestamptz
     )
     select id from started`,
    { ...start },
  );
  return started !== undefined;
}

/**
 * Records a photo of an open intervention, once: the same one again is the one that is there.
 *
 * @param on a transaction
 * @returns `there` when nothing had to be recorded, `closed` when the intervention or its request has ended
 */
export async function addPhoto(on: Sql, taskId: string, photo: NewDocument): Promise<'added' | 'there' | 'closed'> {
  const { requestId, piece, sha256 } = photo;
  await rows(on, 'select 1 from request where id = :requestId for no key update', { requestId });
  if (await firstRow(on, samePhoto, { taskId, piece, sha256 })) return 'there';
  const isOpen = await firstRow(on, `select 1 from task where id = :taskId and state = 'open'`, { taskId });
  if (!isOpen || !(await addDocument(on, photo))) return 'closed';
  const link = `
    with linked as (insert into intervention_photo (document_id, task_id) values (:id, :taskId)) select 1`;
  await rows(on, link, { id: photo.id, taskId });
  return 'added';
}

const samePhoto = `
  select 1 from intervention_photo p join document d on d.id = p.document_id
  where p.task_id = :taskId and d.piece = :piece and d.sha256 = :sha256`;

/**
 * The pieces that stand as proof of one intervention: its own photos, and what agents have added to the request since it
 * was opened. What proved an earlier one does not count again.
 */
export async function proofsOf(on: Sql, taskId: string): Promise<string[]> {
  const found = await rows<{ piece: string }>(
    on,
    `select distinct d.piece from task t join document d on d.request_id = t.request_id
     left join intervention_photo p on p.document_id = d.id
     where t.id = :taskId and d.state in ('received', 'accepted')
       and (p.task_id = t.id or (p.task_id is null and d.sent_by is not null and d.received_at >= t.opened_at))`,
    { taskId },
  );
  return found.map(({ piece }) => piece);
}
