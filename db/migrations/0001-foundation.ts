import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The tables of the counter: people, requests, what was done about them, and what is still to be told to the engine. */
export class Foundation1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [people, requests, documents, correspondence, journal, outbox]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop function journal_hash;
      drop table outbox, idempotency_key, journal, email, message, document, step, task, request, citizen,
                 session, membership, agent, service;
      drop sequence request_number;
      drop function journal_chain, journal_refuse, outbox_notify;`);
  }
}

const people = `
  create table service (
    id text primary key check (id ~ '^[a-z][a-z0-9-]*$'),
    name_fr text not null,
    name_en text not null,
    email text not null,
    phone text not null,
    address text not null
  );
  create table agent (
    id uuid primary key,
    email text not null check (email = lower(email) and position('@' in email) > 1),
    display_name text not null,
    password_hash text not null,
    role text not null check (role in ('agent', 'counter', 'technician', 'manager', 'designer', 'operator')),
    active boolean not null default true,
    created_at timestamptz not null default now(),
    constraint agent_email unique (email)
  );
  create table membership (
    agent_id uuid not null references agent on delete cascade,
    service_id text not null references service,
    primary key (agent_id, service_id)
  );
  create table session (
    token_hash bytea primary key,
    agent_id uuid not null references agent on delete cascade,
    created_at timestamptz not null default now(),
    last_seen_at timestamptz not null default now(),
    expires_at timestamptz not null
  );
  create index session_agent on session (agent_id);
  create table citizen (
    id uuid primary key,
    given_name text not null check (given_name <> ''),
    family_name text not null check (family_name <> ''),
    email text,
    phone text,
    address text,
    created_at timestamptz not null default now()
  );`;

const requests = `
  create sequence request_number;
  create table request (
    id uuid primary key,
    reference text not null,
    type text not null,
    revision integer not null check (revision > 0),
    citizen_id uuid not null references citizen,
    service_id text not null references service,
    channel text not null check (channel in ('web', 'mobile', 'counter', 'phone', 'post', 'email', 'open311')),
    language text not null check (language in ('fr', 'en')),
    fields jsonb not null,
    facts jsonb not null,
    status text not null default 'open' check (status in ('open', 'ended')),
    step text not null,
    waiting_for text not null check (waiting_for in ('citizen', 'agent', 'nobody')),
    outcome text,
    received_at timestamptz not null,
    due_on date not null,
    ended_at timestamptz,
    tracking_hash bytea not null,
    tracking_sealed bytea not null,
    file_key_sealed bytea not null,
    constraint request_reference unique (reference),
    constraint request_end check ((status = 'ended') = (outcome is not null and ended_at is not null)),
    constraint request_rest check (status = 'open' or waiting_for = 'nobody')
  );
  create index request_citizen on request (citizen_id);
  create index request_open on request (service_id, received_at) where status = 'open';
  create index request_received on request (received_at desc, id desc);

  create table task (
    id uuid primary key,
    request_id uuid not null references request,
    ordinal integer not null check (ordinal > 0),
    name text not null,
    kind text not null check (kind in ('citizen', 'agent')),
    service_id text not null references service,
    answers text[] not null check (cardinality(answers) > 0),
    pieces text[] not null default '{}',
    state text not null default 'open' check (state in ('open', 'answered', 'expired', 'cancelled')),
    opened_at timestamptz not null,
    due_at timestamptz not null,
    remind_at timestamptz,
    reminded_at timestamptz,
    assignee_id uuid references agent,
    claimed_at timestamptz,
    answer text,
    answered_at timestamptz,
    answered_by uuid references agent,
    reply text,
    note text,
    constraint task_step unique (request_id, ordinal),
    constraint task_answer check ((state = 'answered') = (answer is not null and answered_at is not null)),
    constraint task_answer_known check (answer is null or answer = any (answers)),
    constraint task_claim check ((assignee_id is null) = (claimed_at is null))
  );
  create index task_worklist on task (service_id, due_at, id) where state = 'open' and kind = 'agent';
  create index task_assignee on task (assignee_id, due_at, id) where state = 'open' and kind = 'agent';

  create table step (
    request_id uuid not null references request,
    ordinal integer not null check (ordinal > 0),
    verb text not null,
    name text not null,
    result text,
    at timestamptz not null,
    primary key (request_id, ordinal)
  );`;

const documents = `
  create table document (
    id uuid primary key,
    request_id uuid not null references request,
    piece text not null,
    file_name text not null,
    media_type text not null check (media_type in ('application/pdf', 'image/jpeg', 'image/png')),
    size_bytes integer not null check (size_bytes > 0),
    sha256 bytea not null check (octet_length(sha256) = 32),
    state text not null check (state in ('received', 'accepted', 'refused', 'infected')),
    reason text,
    sent_by uuid references agent,
    reviewed_by uuid references agent,
    received_at timestamptz not null,
    constraint document_refusal check (state <> 'refused' or reason is not null)
  );
  create index document_request on document (request_id, received_at);`;

const correspondence = `
  create table message (
    id uuid primary key,
    request_id uuid not null references request,
    author text not null check (author in ('citizen', 'agent')),
    agent_id uuid references agent,
    text text not null check (text <> ''),
    at timestamptz not null,
    constraint message_author check ((author = 'agent') = (agent_id is not null))
  );
  create index message_request on message (request_id, at);
  create table email (
    id uuid primary key,
    request_id uuid not null references request,
    key text not null,
    template text not null,
    letter boolean not null default false,
    to_address text,
    subject text,
    state text not null check (state in ('queued', 'sent', 'undeliverable', 'no address')),
    attempts integer not null default 0,
    error text,
    created_at timestamptz not null,
    sent_at timestamptz,
    constraint email_key unique (key),
    constraint email_sent check ((state = 'sent') = (sent_at is not null)),
    constraint email_address check ((state = 'no address') = (to_address is null))
  );
  create index email_request on email (request_id, created_at);
  create index email_pending on email (created_at) where state = 'queued';`;

// Chained within each request: one chain for the whole town would make each commit wait for the one before it.
const journal = `
  create table journal (
    request_id uuid not null references request,
    seq integer not null,
    at timestamptz not null,
    kind text not null,
    actor text not null check (actor in ('citizen', 'agent', 'process')),
    agent_id uuid references agent,
    data jsonb not null default '{}',
    previous_hash bytea not null,
    hash bytea not null,
    primary key (request_id, seq)
  );
  create function journal_hash(entry journal) returns bytea language sql stable as $$
    select sha256(entry.previous_hash || convert_to(concat_ws(chr(31), entry.request_id, entry.seq,
      to_char(entry.at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), entry.kind, entry.actor,
      coalesce(entry.agent_id::text, '-'), entry.data::text), 'UTF8'))
  $$;
  create function journal_chain() returns trigger language plpgsql as $$
  declare
    head journal;
  begin
    -- The request's row is the lock of its chain: two writers would otherwise both take the same number.
    perform 1 from request where id = new.request_id for no key update;
    select * into head from journal where request_id = new.request_id order by seq desc limit 1;
    new.seq := coalesce(head.seq, 0) + 1;
    new.previous_hash := coalesce(head.hash, decode(repeat('00', 32), 'hex'));
    new.hash := journal_hash(new);
    return new;
  end $$;
  create trigger journal_chain before insert on journal for each row execute function journal_chain();
  create function journal_refuse() returns trigger language plpgsql as $$
  begin
    raise exception 'the journal only grows: % is refused', lower(tg_op) using errcode = 'restrict_violation';
  end $$;
  create trigger journal_keep before update or delete on journal for each row execute function journal_refuse();
  create trigger journal_keep_all before truncate on journal for each statement execute function journal_refuse();`;

const outbox = `
  create table outbox (
    id bigint generated always as identity primary key,
    request_id uuid not null references request,
    kind text not null check (kind in ('start', 'answered')),
    payload jsonb not null default '{}',
    created_at timestamptz not null default clock_timestamp(),
    available_at timestamptz not null default clock_timestamp(),
    attempts integer not null default 0,
    last_error text
  );
  create index outbox_request on outbox (request_id, id);
  create function outbox_notify() returns trigger language plpgsql as $$
  begin
    notify outbox;
    return null;
  end $$;
  create trigger outbox_notify after insert on outbox for each statement execute function outbox_notify();
  create table idempotency_key (
    scope text not null,
    key text not null,
    body_hash bytea not null,
    status integer,
    response_sealed bytea,
    created_at timestamptz not null default now(),
    primary key (scope, key)
  );
  create index idempotency_key_age on idempotency_key (created_at);`;
