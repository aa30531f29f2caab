import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What several people have in common: one problem that many report, one proposal that many talk about. */
export class SharedRequests1764300000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [likeness, joining, comments, answers]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table task drop column fields;
      drop table comment;
      drop index email_news;
      alter table email drop column news_of;
      drop trigger request_join on request;
      drop function request_join, request_joined;
      drop index request_joined_to, request_type;
      alter table request drop column joined_to;
      drop extension pg_trgm;
      drop extension unaccent;`);
  }
}

// Both are part of PostgreSQL's own extensions, and trusted, so that the owner of the database may create them.
const likeness = `
  create extension if not exists pg_trgm;
  create extension if not exists unaccent;
  create index request_type on request (type, received_at desc, id desc);`;

// One step alone leads from a request to the one that it goes on under, so that news reaches everybody in one. The
// function is volatile on purpose, as request_wait: it sees who has joined while its statement waited for the lock.
const joining = `
  alter table request add column joined_to uuid references request,
    add constraint request_join_other check (joined_to <> id);
  create index request_joined_to on request (joined_to) where joined_to is not null;
  create function request_join() returns trigger language plpgsql as $$
  begin
    if exists (select from request where id = new.joined_to and (joined_to is not null or type <> new.type))
       or exists (select from request where joined_to = new.id) then
      raise exception 'a request joins one of its type that is joined to none' using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;
  create trigger request_join before insert or update of joined_to on request for each row
    when (new.joined_to is not null) execute function request_join();
  create function request_joined(of_request uuid) returns table (id uuid, email text) language sql volatile as $$
    select r.id, c.email from request r join citizen c on c.id = r.citizen_id where r.joined_to = of_request order by r.id
  $$;
  alter table email add column news_of uuid references email;
  create index email_news on email (news_of) where news_of is not null;`;

const comments = `
  create table comment (
    id uuid primary key,
    request_id uuid not null references request,
    author_name text check (author_name <> ''),
    author_hash bytea not null check (octet_length(author_hash) = 32),
    text text not null check (text <> '' and char_length(text) <= 2000),
    at timestamptz not null,
    state text not null default 'waiting' check (state in ('waiting', 'published', 'refused')),
    reason text,
    reviewed_by uuid references agent,
    reviewed_at timestamptz,
    constraint comment_review check ((state = 'waiting') = (reviewed_by is null) and (reviewed_by is null) = (reviewed_at is null)),
    constraint comment_refusal check ((state = 'refused') = (reason is not null))
  );
  create index comment_request on comment (request_id, at);
  create index comment_waiting on comment (request_id) where state = 'waiting';`;

const answers = 'alter table task add column fields jsonb;';
