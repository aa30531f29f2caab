import { rows, type Sql } from './sql.ts';

/** Adds what agents alone read about a request, whether it is open or not. */
export async function addNote(
  on: Sql,
  note: { id: string; requestId: string; agentId: string; text: string; at: Date },
): Promise<void> {
  await rows(
    on,
    `with locked as (
       select id from request where id = :requestId for no key update
     ), added as (
       insert into note (id, request_id, agent_id, text, at) select :id, id, :agentId::uuid, :text, :at from locked
       returning id, request_id
     ), noted as (
       insert into journal (request_id, at, kind, actor, agent_id, data)
       select request_id, :at::timestamptz, 'note added', 'agent', :agentId::uuid, jsonb_build_object('note', id)
       from added
     )
     select 1`,
    note,
  );
}

export interface NoteRow {
  text: string;
  at: Date;
  agent: string;
}

export function notesOf(on: Sql, requestId: string): Promise<NoteRow[]> {
  return rows<NoteRow>(
    on,
    `select n.text, n.at, a.display_name as agent from note n join agent a on a.id = n.agent_id
     where n.request_id = :requestId order by n.at, n.id`,
    { requestId },
  );
}
