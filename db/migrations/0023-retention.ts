import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What keeps a request, what has it erased, and that nothing is erased without a visa or a decision. */
export class Retention1766300000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [holds, lists, keepLists, erasures, erased]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    // What was erased has no citizen to go back to.
    await runner.query(`
      drop trigger request_erase on request;
      drop function request_erase;
      insert into citizen (id, given_name, family_name)
      select id, '—', '—' from request where citizen_id is null;
      alter table request drop constraint request_erased;
      update request set citizen_id = id where citizen_id is null;
      alter table request alter column citizen_id set not null;
      drop table erasure, elimination_line, elimination_list, legal_hold;
      drop function erasure_allow, elimination_keep, elimination_line_keep;`);
  }
}

// Nobody has released it where it was released by the ledger's replay: who did so then is in the journal that was lost.
const holds = `
  create table legal_hold (
    id uuid primary key,
    request_id uuid not null references request,
    agent_id uuid not null references agent,
    reason text not null check (reason <> ''),
    at timestamptz not null,
    released_at timestamptz,
    released_by uuid references agent,
    constraint legal_hold_release check (released_by is null or released_at is not null)
  );
  create unique index legal_hold_open on legal_hold (request_id) where released_at is null;`;

// Kept for ever, and brought back by the ledger into a database that knows less than they do: no foreign keys to what
// they speak of.
const lists = `
  create table elimination_list (
    id uuid primary key,
    service_id text not null,
    made_on date not null,
    closed_at timestamptz,
    closed_by uuid,
    visa_by text check (visa_by <> ''),
    visa_on date,
    visa_reference text check (visa_reference <> ''),
    visa_noted_at timestamptz,
    visa_noted_by uuid,
    constraint elimination_list_day unique (service_id, made_on),
    constraint elimination_list_closing check ((closed_at is null) = (closed_by is null)),
    constraint elimination_list_visa
      check (num_nulls(visa_by, visa_on, visa_reference, visa_noted_at, visa_noted_by) in (0, 5)),
    constraint elimination_list_order check (visa_on is null or closed_at is not null)
  );
  create unique index elimination_list_open on elimination_list (service_id) where closed_at is null;
  create table elimination_line (
    list_id uuid not null references elimination_list on delete cascade,
    request_id uuid not null,
    reference text not null,
    type text not null,
    received_on date not null,
    ended_on date not null,
    kept_until date not null,
    fate text not null check (fate in ('destroy', 'sort')),
    law text not null,
    documents integer not null check (documents >= 0),
    bytes bigint not null check (bytes >= 0),
    primary key (list_id, request_id),
    constraint elimination_line_request unique (request_id)
  );`;

const keepLists = `
  create function elimination_keep() returns trigger language plpgsql as $$
  begin
    if tg_op = 'DELETE' and old.closed_at is null then
      return old;
    elsif tg_op = 'UPDATE' and old.visa_on is null
          and (new.id, new.service_id, new.made_on) = (old.id, old.service_id, old.made_on)
          and (old.closed_at is null or (new.closed_at, new.closed_by) = (old.closed_at, old.closed_by)) then
      return new;
    end if;
    raise exception 'an elimination list is kept as it was closed: % is refused', lower(tg_op)
      using errcode = 'restrict_violation';
  end $$;
  create trigger elimination_list_keep before update or delete on elimination_list
    for each row execute function elimination_keep();
  create trigger elimination_list_keep_all before truncate on elimination_list
    for each statement execute function elimination_keep();
  create function elimination_line_keep() returns trigger language plpgsql as $$
  declare
    closed timestamptz;
  begin
    -- The list's lock: it is not closed while a line is written. A list that is being deleted is not there any more.
    if tg_op in ('INSERT', 'DELETE') then
      select closed_at into closed from elimination_list
      where id = case tg_op when 'DELETE' then old.list_id else new.list_id end for share;
      if closed is null then
        return case tg_op when 'DELETE' then old else new end;
      end if;
    end if;
    raise exception 'an elimination list is kept as it was closed: % is refused', lower(tg_op)
      using errcode = 'restrict_violation';
  end $$;
  create trigger elimination_line_keep before insert or update or delete on elimination_line
    for each row execute function elimination_line_keep();
  create trigger elimination_line_keep_all before truncate on elimination_line
    for each statement execute function elimination_line_keep();`;

// The ledger: ids and dates. An erasure has a list with a visa, or somebody who has decided it for the person.
const erasures = `
  create table erasure (
    request_id uuid primary key references request,
    at timestamptz not null,
    list_id uuid references elimination_list,
    decided_by uuid,
    constraint erasure_ground check (num_nulls(list_id, decided_by) = 1)
  );
  create index erasure_list on erasure (list_id) where list_id is not null;
  create function erasure_allow() returns trigger language plpgsql as $$
  begin
    if exists (select from legal_hold where request_id = new.request_id and released_at is null) then
      raise exception 'a request under a legal hold is not erased' using errcode = 'restrict_violation';
    end if;
    if new.list_id is not null and not exists (
      select from elimination_line line join elimination_list list on list.id = line.list_id
      where line.request_id = new.request_id and list.id = new.list_id and list.visa_on is not null
    ) then
      raise exception 'a request is erased by a list that has a visa and names it' using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;
  create trigger erasure_allow before insert on erasure for each row execute function erasure_allow();
  create trigger erasure_keep before update or delete on erasure for each row execute function journal_refuse();
  create trigger erasure_keep_all before truncate on erasure for each statement execute function journal_refuse();`;

// A request without a citizen is one that was erased: every page that shows a name joins it away.
const erased = `
  alter table request
    alter column citizen_id drop not null,
    add constraint request_erased check (
      citizen_id is not null
      or (status = 'ended' and fields = '{}' and search = ''
          and octet_length(tracking_hash) + octet_length(tracking_sealed) + octet_length(file_key_sealed) = 0));
  create function request_erase() returns trigger language plpgsql as $$
  begin
    if old.citizen_id is null or not exists (select from erasure where request_id = new.id) then
      raise exception 'a request is erased once, and with its reason' using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;
  create trigger request_erase before update of citizen_id on request for each row
    when ((old.citizen_id is null) <> (new.citizen_id is null)) execute function request_erase();`;
