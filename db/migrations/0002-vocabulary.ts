import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the whole vocabulary of processes keeps: parallel waits, bookings, redirections, supports, reopening. */
export class Vocabulary1764100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [requests, tasks, waiting, correspondence, redirections, bookings]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table booking, resource, support, redirection;
      drop extension btree_gist;
      drop function request_wait;
      drop index document_piece;
      alter table email drop column recipient_name, drop column audience;
      alter table outbox drop constraint outbox_kind_check,
        add constraint outbox_kind_check check (kind in ('start', 'answered'));
      drop index task_worklist, task_assignee;
      alter table task
        drop column role, drop column expert, drop column escalate_at, drop column escalated_at, drop column supports,
        drop constraint task_kind_check, add constraint task_kind_check check (kind in ('citizen', 'agent'));
      create index task_worklist on task (service_id, due_at, id) where state = 'open' and kind = 'agent';
      create index task_assignee on task (assignee_id, due_at, id) where state = 'open' and kind = 'agent';
      alter table request drop column reopened_from, drop column withdrawn_at, drop column routed_because;`);
  }
}

const requests = `
  alter table request
    add column reopened_from integer[] not null default '{}',
    add column withdrawn_at timestamptz,
    add column routed_because text;`;

const tasks = `
  alter table task
    drop constraint task_kind_check,
    add constraint task_kind_check check (kind in ('citizen', 'agent', 'opinion', 'intervention', 'public', 'wait')),
    add column role text not null default 'agent' check (role in ('agent', 'manager')),
    add column expert text,
    add column escalate_at timestamptz,
    add column escalated_at timestamptz,
    add column supports integer check (supports > 0),
    add constraint task_expert check (expert is null or kind = 'opinion'),
    add constraint task_supports check ((supports is not null) = (kind = 'public'));
  drop index task_worklist, task_assignee;
  create index task_worklist on task (service_id, due_at, id)
    where state = 'open' and kind in ('agent', 'opinion', 'intervention');
  create index task_assignee on task (assignee_id, due_at, id)
    where state = 'open' and kind in ('agent', 'opinion', 'intervention');`;

// What a request waits for now that several tasks may be open at once: the citizen first, who must not wait in vain.
// Volatile on purpose: it then sees what its own statement has changed, and what was committed while that waited for
// the request's lock; the statement itself sees neither. A request that waits for nothing gives no row.
const waiting = `
  create function request_wait(of_request uuid) returns table (waiting_for text, step text) language sql volatile as $$
    select case when kind in ('citizen', 'public') then 'citizen' when kind = 'wait' then 'nobody' else 'agent' end, name
    from task where request_id = of_request and state = 'open'
    order by kind in ('citizen', 'public') desc, kind = 'wait', ordinal desc limit 1
  $$;`;

const correspondence = `
  create index document_piece on document (request_id, piece, received_at desc, id desc);
  alter table email
    add column recipient_name text,
    add column audience text not null default 'citizen' check (audience in ('citizen', 'manager')),
    add constraint email_recipient check ((audience = 'manager') = (recipient_name is not null));
  alter table outbox drop constraint outbox_kind_check,
    add constraint outbox_kind_check check (kind in ('start', 'answered', 'withdrawn', 'reopened'));`;

const redirections = `
  create table redirection (
    id uuid primary key,
    request_id uuid not null references request,
    at timestamptz not null,
    from_service text not null references service,
    to_service text not null references service,
    reason text not null,
    agent_id uuid references agent,
    bounced boolean not null,
    constraint redirection_services check (from_service <> to_service),
    constraint redirection_reason check (agent_id is null or reason <> '')
  );
  create index redirection_request on redirection (request_id, at);
  create table support (
    request_id uuid not null references request,
    supporter_hash bytea not null check (octet_length(supporter_hash) = 32),
    at timestamptz not null,
    primary key (request_id, supporter_hash)
  );`;

// Text beside a range in one exclusion constraint takes btree_gist: part of PostgreSQL's own extensions, and trusted,
// so that the owner of the database may create it.
const bookings = `
  create extension if not exists btree_gist;
  create table resource (
    id text primary key check (id ~ '^[a-z][a-z0-9-]*$'),
    kind text not null check (kind <> ''),
    name_fr text not null,
    name_en text not null,
    capacity integer not null check (capacity > 0),
    periods jsonb
  );
  create table booking (
    id uuid primary key,
    request_id uuid not null references request,
    ordinal integer not null check (ordinal > 0),
    resource_id text not null references resource,
    place integer not null check (place >= 1),
    during tstzrange not null check (not isempty(during)),
    state text not null check (state in ('held', 'kept', 'released')),
    constraint booking_step unique (request_id, ordinal),
    constraint booking_place exclude using gist (resource_id with =, place with =, during with &&)
      where (state <> 'released')
  );`;
