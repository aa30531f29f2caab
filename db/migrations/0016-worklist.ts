import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the agents' list is filtered, searched and counted by, the views that they keep, and a bell for open lists. */
export class Worklist1765600000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [search, filters, indexes, views, bell]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger worklist_ring on task;
      drop function worklist_ring;
      drop table saved_view;
      drop index task_worklist, task_assignee, task_home, task_opened, request_service;
      create index task_worklist on task (service_id, due_at, id)
        where state = 'open' and kind in ('agent', 'opinion', 'intervention');
      create index task_assignee on task (assignee_id, due_at, id)
        where state = 'open' and kind in ('agent', 'opinion', 'intervention');
      drop trigger task_home on request;
      drop trigger task_filters on task;
      drop function task_home, task_filters;
      alter table task drop column home_service_id, drop column request_type, drop column channel, drop column district,
        drop column received_at;
      drop trigger request_search on request;
      drop trigger citizen_search on citizen;
      drop function request_search, citizen_search, search_pattern;
      drop index request_search_open, request_search_ended;
      alter table request drop column search;
      drop function folded;`);
  }
}

// One text for each request, without accents and capitals: what people look for is spread over two tables, and an index
// has one. It begins with a space, so that the start of its first word is one like any other. What is short is looked
// for at the starts of words: an index of trigrams knows nothing shorter than three signs, and there the space is one.
// Two indexes cost what one would, as a request that ends is written into any anew; and what is open stays small.
const search = `
  create function folded(typed text) returns text language sql immutable strict parallel safe as $$
    select lower(unaccent(typed))
  $$;
  create function search_pattern(word text) returns text language sql immutable strict parallel safe as $$
    select '%' || case when char_length(word) < 3 and word ~ '^[[:alnum:]]+$' then ' ' else '' end
               || regexp_replace(folded(word), '([\\\\%_])', '\\\\\\1', 'g') || '%'
  $$;
  alter table request add column search text not null default '';
  create function request_search() returns trigger language plpgsql as $$
  begin
    new.search := coalesce((
      select left(folded(concat_ws(' ', '', new.reference, c.given_name, c.family_name, c.email,
        (select string_agg(typed #>> '{}', ' ')
         from jsonb_path_query(new.fields, 'strict $.** ? (@.type() == "string")') as typed))), 10000)
      from citizen c where c.id = new.citizen_id), '');
    return new;
  end $$;
  create trigger request_search before insert or update of fields, citizen_id on request for each row
    execute function request_search();
  create function citizen_search() returns trigger language plpgsql as $$
  begin
    update request set citizen_id = new.id where citizen_id = new.id;
    return null;
  end $$;
  create trigger citizen_search after update of given_name, family_name, email on citizen for each row
    when ((old.given_name, old.family_name, old.email) is distinct from (new.given_name, new.family_name, new.email))
    execute function citizen_search();
  update request set citizen_id = citizen_id;
  create index request_search_open on request using gin (search gin_trgm_ops) with (gin_pending_list_limit = 1024)
    where status = 'open';
  create index request_search_ended on request using gin (search gin_trgm_ops) with (gin_pending_list_limit = 1024)
    where status = 'ended';`;

// What a list is filtered by is beside what it is ordered by: of fifty thousand open tasks the request of each would
// otherwise be looked up to show fifty. Type, channel, choices and receipt of a request never change; its service does.
const filters = `
  alter table task
    add column home_service_id text references service,
    add column request_type text,
    add column channel text,
    add column district text,
    add column received_at timestamptz;
  update task set home_service_id = r.service_id, request_type = r.type, channel = r.channel,
                  district = r.facts ->> 'district', received_at = r.received_at
  from request r where r.id = task.request_id;
  alter table task
    alter column home_service_id set not null,
    alter column request_type set not null,
    alter column channel set not null,
    alter column received_at set not null;
  create function task_filters() returns trigger language plpgsql as $$
  begin
    select service_id, type, request.channel, facts ->> 'district', request.received_at
    into new.home_service_id, new.request_type, new.channel, new.district, new.received_at
    from request where id = new.request_id;
    return new;
  end $$;
  create trigger task_filters before insert on task for each row execute function task_filters();
  create function task_home() returns trigger language plpgsql as $$
  begin
    update task set home_service_id = new.service_id where request_id = new.id;
    return null;
  end $$;
  create trigger task_home after update of service_id on request for each row
    when (old.service_id <> new.service_id) execute function task_home();`;

// With the columns of the filters in them, the lists and their counts are read from the indexes alone.
const indexes = `
  drop index task_worklist, task_assignee;
  create index task_worklist on task (service_id, due_at, id)
    include (kind, role, assignee_id, request_type, channel, district, received_at)
    where state = 'open' and kind in ('agent', 'opinion', 'intervention');
  create index task_home on task (home_service_id, due_at, id)
    include (service_id, kind, assignee_id, request_type, channel, district, received_at) where state = 'open';
  create index task_assignee on task (assignee_id, due_at, id)
    where state = 'open' and kind in ('agent', 'opinion', 'intervention') and assignee_id is not null;
  create index task_opened on task (opened_at) where state = 'open';
  create index request_service on request (service_id, received_at desc, id desc);`;

const views = `
  create table saved_view (
    id uuid primary key,
    agent_id uuid not null references agent on delete cascade,
    name text not null check (name <> '' and char_length(name) <= 60),
    filters jsonb not null check (jsonb_typeof(filters) = 'object'),
    constraint saved_view_name unique (agent_id, name)
  );`;

// As for open follow-up pages (journal_ring), a commit notifies only while somebody looks at a list of the service. All
// writers of a service have one lock in common, so it is let go at once: kept to the end of the transaction, each would
// take the other for a reader. A reader who comes in between looks a second time.
const bell = `
  create function worklist_ring() returns trigger language plpgsql as $$
  declare
    service text;
  begin
    foreach service in array array[new.service_id, nullif(new.home_service_id, new.service_id)] loop
      continue when service is null;
      if pg_try_advisory_lock(hashtext('worklist'), hashtext(service)) then
        perform pg_advisory_unlock(hashtext('worklist'), hashtext(service));
      else
        perform pg_notify('worklist', service || ' ' || new.id);
      end if;
    end loop;
    return null;
  end $$;
  create trigger worklist_ring after insert or update of state, assignee_id, service_id on task for each row
    when (new.state = 'open') execute function worklist_ring();`;
