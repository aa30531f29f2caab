import { rows, type Sql } from './sql.ts';

export interface NewMessage {
  id: string;
  requestId: string;
  author: 'citizen' | 'agent';
  agentId?: string | undefined;
  text: string;
  at: Date;
}

export async function addMessage(on: Sql, message: NewMessage): Promise<void> {
  await rows(
    on,
    `with added as (
       insert into message (id, request_id, author, agent_id, text, at)
       values (:id, :requestId, :author, :agentId, :text, :at)
       returning id, request_id
     ), noted as (
       insert into journal (request_id, at, kind, actor, agent_id, data)
       select request_id, :at::timestamptz, 'message sent', :author, :agentId::uuid, jsonb_build_object('message', id)
       from added
     )
     select 1`,
    { ...message, agentId: message.agentId ?? null },
  );
}

export interface MessageRow {
  id: string;
  author: 'citizen' | 'agent';
  text: string;
  at: Date;
}

export function messagesOf(on: Sql, requestId: string): Promise<MessageRow[]> {
  return rows(on, 'select id, author, text, at from message where request_id = :requestId order by at, id', {
    requestId,
  });
}
