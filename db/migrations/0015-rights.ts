import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How agents prove who they are, what programs may do for them, and that a reading rings for nobody. */
export class Rights1765500000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [agents, sessions, tokens, readings]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger journal_ring on journal;
      create trigger journal_ring after insert on journal for each row when (new.kind <> 'email queued')
        execute function journal_ring();
      drop trigger agent_sessions on agent;
      drop function agent_sessions;
      drop table known_place, password_link, api_token, recovery_code;
      alter table session drop column id, drop column second_factor, drop column device, drop column id_token_sealed;
      update agent set password_hash = '' where password_hash is null;
      alter table agent
        drop column issuer, drop column subject, drop column otp_step, drop column otp_sealed,
        alter column password_hash set not null;`);
  }
}

// Without a password an agent comes by the identity provider alone, or has not used the link to choose one yet.
const agents = `
  alter table agent
    alter column password_hash drop not null,
    add column issuer text check (issuer <> ''),
    add column subject text check (subject <> ''),
    add column otp_sealed bytea,
    add column otp_step integer,
    add constraint agent_subject unique (issuer, subject),
    add constraint agent_identity check ((issuer is null) = (subject is null)),
    add constraint agent_otp check (otp_sealed is not null or otp_step is null);
  create table recovery_code (
    agent_id uuid not null references agent on delete cascade,
    code_hash bytea not null check (octet_length(code_hash) = 32),
    primary key (agent_id, code_hash)
  );
  create table password_link (
    agent_id uuid primary key references agent on delete cascade,
    token_hash bytea not null check (octet_length(token_hash) = 32),
    made_by uuid not null references agent,
    expires_at timestamptz not null,
    constraint password_link_token unique (token_hash)
  );
  create table known_place (
    agent_id uuid not null references agent on delete cascade,
    place bytea not null check (octet_length(place) = 32),
    seen_at timestamptz not null default now(),
    primary key (agent_id, place)
  );`;

// Whoever changes an account, by whatever way, ends what was opened under the former one.
const sessions = `
  alter table session
    add column id uuid not null default gen_random_uuid(),
    add column second_factor boolean not null default false,
    add column device text not null default '',
    add column id_token_sealed bytea,
    add constraint session_id unique (id);
  alter table session alter column id drop default;
  create function agent_sessions() returns trigger language plpgsql as $$
  begin
    delete from session where agent_id = new.id;
    if new.role <> old.role or not new.active then
      delete from api_token where agent_id = new.id;
    end if;
    return null;
  end $$;
  create trigger agent_sessions after update on agent for each row
    when (new.password_hash is distinct from old.password_hash or new.role <> old.role or new.active <> old.active)
    execute function agent_sessions();`;

const tokens = `
  create table api_token (
    id uuid primary key,
    agent_id uuid not null references agent on delete cascade,
    name text not null check (name <> ''),
    token_hash bytea not null check (octet_length(token_hash) = 32),
    scopes text[] not null check (cardinality(scopes) > 0 and scopes <@ array[
      'requests:read', 'requests:write', 'tasks:answer', 'statistics:read']),
    created_at timestamptz not null default now(),
    expires_at timestamptz not null check (expires_at > created_at),
    last_used_at timestamptz,
    constraint api_token_hash unique (token_hash)
  );
  create index api_token_agent on api_token (agent_id);`;

// A reading is no news: an open page that is read again because it was read would never rest.
const readings = `
  drop trigger journal_ring on journal;
  create trigger journal_ring after insert on journal for each row
    when (new.kind not in ('email queued', 'request read')) execute function journal_ring();`;
