import { mailedByRelay } from './outbox.ts';
import { rows, type Sql } from './sql.ts';

export interface NewMessage {
  id: string;
  requestId: string;
  author: 'citizen' | 'agent';
  agentId?: string | undefined;
  text: string;
  at: Date;
}

/**
 * Adds a message. With `emailId` the citizen is told of it by an email, whose row and delivery are written with it: not by
 * the request's own run, which may have ended.
 */
export async function addMessage(on: Sql, message: NewMessage, emailId?: string): Promise<void> {
  const parameters = { ...message, agentId: message.agentId ?? null };
  if (emailId === undefined) await rows(on, addStatement(), parameters);
  else await rows(on, addStatement(mailed), { ...parameters, emailId, template: 'message-from-agent' });
}

const addStatement = (told = { by: '', line: '' }) => `
  with added as (
    insert into message (id, request_id, author, agent_id, text, at)
    values (:id, :requestId, :author, :agentId, :text, :at)
    returning id, request_id
  )${told.by}, noted as (
    insert into journal (request_id, at, kind, actor, agent_id, data)
    select request_id, :at::timestamptz, 'message sent', :author, :agentId::uuid, jsonb_build_object('message', id)
    from added${told.line}
  )
  select 1`;

// Step 0 of the key is no step of the process. Whoever gave no address gets a letter, whose words the delivery keeps.
const mailed = {
  by: `, mailed as (
    insert into email (id, request_id, key, template, to_address, state, created_at)
    select :emailId, r.id, r.id || '/0/' || added.id, :template, c.email,
           case when c.email is null then 'no address' else 'queued' end, :at::timestamptz
    from added join request r on r.id = added.request_id join citizen c on c.id = r.citizen_id
    returning id, request_id
  ), told as (
    ${mailedByRelay}
  )`,
  line: `
    union all
    select request_id, :at::timestamptz, 'email queued', 'process', null,
           jsonb_build_object('email', id, 'template', :template::text)
    from mailed`,
};

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
