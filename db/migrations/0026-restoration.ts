import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a restored database knows of the time that it has not seen: which emails may have left already. */
export class Restoration1766600000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(emailStates(`'queued', 'sent', 'undeliverable', 'no address', 'perhaps sent'`));
    await runner.query(repairKinds([...formerRepairs, 'email taken as sent']));
    for (const part of [restorations, doubts]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger doubt_ends_by_task on task;
      drop trigger email_in_doubt on email;
      drop function doubt_ends, email_in_doubt, email_by_process;
      drop table doubt, restoration;
      drop index email_perhaps_sent;
      update email set state = 'undeliverable' where state = 'perhaps sent';
      ${emailStates(`'queued', 'sent', 'undeliverable', 'no address'`)}
      delete from repair where kind = 'email taken as sent';
      ${repairKinds(formerRepairs)}`);
  }
}

const emailStates = (states: string) => `
  alter table email drop constraint email_state_check,
    add constraint email_state_check check (state in (${states}));`;

const formerRepairs = ['retried', 'begun again', 'email resent', 'address corrected', 'answer corrected'];
const repairKinds = (kinds: readonly string[]) => `
  alter table repair drop constraint repair_kind_check,
    add constraint repair_kind_check check (kind in (${kinds.map((kind) => `'${kind}'`)}));`;

// As of when each half is: null where it was left as it is.
const restorations = `
  create table restoration (
    id uuid primary key,
    at timestamptz not null,
    application_as_of timestamptz,
    engine_as_of timestamptz,
    reconciled_at timestamptz,
    figures jsonb,
    constraint restoration_of check (application_as_of is not null or engine_as_of is not null),
    constraint restoration_figures check ((reconciled_at is null) = (figures is null))
  );
  create index email_perhaps_sent on email (created_at) where state = 'perhaps sent';`;

// A process that is run again from an older state writes what it may have written before. Its emails are held back from
// where it stands to where it waits for somebody again; what an agent sends by hand is new.
const doubts = `
  create table doubt (
    request_id uuid primary key references request on delete cascade,
    until timestamptz not null
  );
  create function email_by_process(mail email) returns boolean language sql immutable as $$
    select mail.template <> 'manager-called' and (split_part(mail.key, '/', 2) <> '0' or mail.news_of is not null)
  $$;
  create function email_in_doubt() returns trigger language plpgsql as $$
  begin
    if exists (
      select from doubt join request r on doubt.request_id in (r.id, r.joined_to)
      where r.id = new.request_id and new.created_at < doubt.until
    ) then
      new.state := 'perhaps sent';
      if new.audience = 'public' then new.to_address := null; end if;
    end if;
    return new;
  end $$;
  create trigger email_in_doubt before insert on email
    for each row when (new.state = 'queued' and email_by_process(new)) execute function email_in_doubt();
  create function doubt_ends() returns trigger language plpgsql as $$
  begin
    if new.state = 'answered' then
      delete from doubt where request_id = new.request_id;
    else
      -- A wait that opens may write for the documents that it asks for: that letter still belongs to what was before.
      update doubt set until = least(until, new.opened_at + interval '1 second') where request_id = new.request_id;
    end if;
    return null;
  end $$;
  create trigger doubt_ends_by_task after insert or update of state on task
    for each row when (new.state in ('open', 'answered')) execute function doubt_ends();`;
