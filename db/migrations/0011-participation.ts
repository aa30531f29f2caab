import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who follows a request that is not theirs, and emails to people of whom nothing but a confirmed address is known. */
export class Participation1765100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [followers, emails]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from email where audience = 'public';
      drop function request_listeners;
      ${joined}
      alter table email
        drop constraint email_public,
        drop constraint email_address,
        drop constraint email_audience_check,
        drop column language,
        drop column follower_id,
        add constraint email_audience_check check (audience in ('citizen', 'manager')),
        add constraint email_address check ((state = 'no address') = (to_address is null));
      drop table follower;`);
  }
}

// An address is here once its owner has opened the link that it was sent; who leaves takes the row away.
const followers = `
  create table follower (
    id uuid primary key,
    request_id uuid not null references request,
    address text not null check (address = lower(address) and address like '%@%'),
    language text not null check (language in ('fr', 'en')),
    at timestamptz not null,
    constraint follower_person unique (request_id, address)
  );`;

// To whom the news of a request goes beside its citizen: those whose requests are joined to it, and those who follow it.
// Volatile on purpose, as request_wait: it sees who has come while its statement waited for the lock.
const emails = `
  alter table email
    add column follower_id uuid references follower on delete cascade,
    add column language text check (language in ('fr', 'en')),
    drop constraint email_audience_check,
    drop constraint email_address,
    add constraint email_audience_check check (audience in ('citizen', 'manager', 'public')),
    add constraint email_public check ((audience = 'public') = (language is not null)
                                       and (audience = 'public' or follower_id is null)),
    add constraint email_address check (
      case audience when 'public' then (state = 'queued') = (to_address is not null)
                    else (state = 'no address') = (to_address is null) end);
  create index email_follower on email (follower_id) where follower_id is not null;
  drop function request_joined;
  create function request_listeners(of_request uuid)
    returns table (request_id uuid, address text, language text, follower_id uuid) language sql volatile as $$
    select r.id, c.email, null, null from request r join citizen c on c.id = r.citizen_id where r.joined_to = of_request
    union all
    select f.request_id, f.address, f.language, f.id from follower f where f.request_id = of_request
    order by 1, 4
  $$;`;

const joined = `
  create function request_joined(of_request uuid) returns table (id uuid, email text) language sql volatile as $$
    select r.id, c.email from request r join citizen c on c.id = r.citizen_id where r.joined_to = of_request order by r.id
  $$;`;
