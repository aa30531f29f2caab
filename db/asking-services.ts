/** The data-protection service hands what a person asks for to the services that hold the person's requests. */
import { mailedByRelay } from './outbox.ts';
import { rows, type Sql } from './sql.ts';

export interface Asking {
  /** The request by which the person uses the right. */
  forId: string;
  requests: readonly string[];
  right: string;
  agentId: string;
  text: string;
  at: Date;
}

/** Each service finds what is asked in a note of its request, and is told by an email to its own address. */
export async function askServices(on: Sql, asking: Asking): Promise<void> {
  await rows(on, askStatement, { ...asking });
}

const askStatement = `
  with locked as (
    select id, service_id from request where id = any(:requests::uuid[]) and citizen_id is not null
    order by id for no key update
  ), explained as (
    insert into note (id, request_id, agent_id, text, at)
    select gen_random_uuid(), id, :agentId::uuid, :text, :at::timestamptz from locked
    returning id, request_id
  ), mailed as (
    insert into email (id, request_id, key, template, to_address, recipient_name, audience, state, created_at)
    select gen_random_uuid(), locked.id, locked.id || '/0/' || explained.id, 'data-right-asked', s.email, s.name_fr,
           'manager', 'queued', :at::timestamptz
    from locked join explained on explained.request_id = locked.id join service s on s.id = locked.service_id
    returning id, request_id
  ), told as (
    ${mailedByRelay}
  ), noted as (
    insert into journal (request_id, at, kind, actor, agent_id, data)
    select request_id, :at::timestamptz, 'right asked', 'agent', :agentId::uuid,
           jsonb_build_object('note', id, 'for', :forId::text, 'right', :right::text)
    from explained order by request_id
  )
  select 1`;

export interface Asked {
  requestId: string;
  at: Date;
  /** When the service has acted since. */
  doneAt: Date | null;
}

export function askedFor(on: Sql, forId: string, requests: readonly string[]): Promise<Asked[]> {
  return rows<Asked>(
    on,
    `select asked.request_id as "requestId", max(asked.at) as at, max(done.at) as "doneAt"
     from journal asked left join journal done on done.request_id = asked.request_id and done.seq > asked.seq
       and done.actor = 'agent' and done.kind = 'request corrected'
     where asked.request_id = any(:requests::uuid[]) and asked.kind = 'right asked' and asked.data ->> 'for' = :forId
     group by asked.request_id`,
    { forId, requests },
  );
}
