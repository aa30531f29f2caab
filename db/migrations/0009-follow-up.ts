import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What following a request keeps: corrections, limits on guesses, emails beside the process, and a bell for open pages. */
export class FollowUp1764900000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [corrections, limits, outbox, durations, bell]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger journal_ring on journal;
      drop function journal_ring;
      drop index request_ended;
      delete from outbox where kind = 'email';
      alter table outbox drop constraint outbox_kind_check,
        add constraint outbox_kind_check check (kind in ('start', 'answered', 'withdrawn', 'reopened'));
      drop table rate_limit, correction;`);
  }
}

const corrections = `
  create table correction (
    id uuid primary key,
    request_id uuid not null references request,
    at timestamptz not null,
    changes jsonb not null check (jsonb_typeof(changes) = 'array' and changes <> '[]')
  );
  create index correction_request on correction (request_id, at);`;

// As rate-limiter-flexible wants it. Unlogged: after a crash everybody begins anew, and no guess costs a write to disk.
const limits = `
  create unlogged table rate_limit (
    key varchar(255) primary key,
    points integer not null default 0,
    expire bigint
  );`;

const outbox = `
  alter table outbox drop constraint outbox_kind_check,
    add constraint outbox_kind_check check (kind in ('start', 'answered', 'withdrawn', 'reopened', 'email'));`;

const durations = `create index request_ended on request (type, ended_at) where status = 'ended';`;

// Commits that notify wait for each other, so only a request whose page is open somewhere rings. Who shows it holds a
// shared lock on it; an exclusive one is then refused at once. Who comes later waits until this transaction has ended,
// and then reads what it has changed: nothing falls in between.
const bell = `
  create function journal_ring() returns trigger language plpgsql as $$
  begin
    if not pg_try_advisory_xact_lock(hashtext('follow'), hashtext(new.request_id::text)) then
      perform pg_notify('follow', new.request_id::text);
    end if;
    return null;
  end $$;
  create trigger journal_ring after insert on journal for each row when (new.kind <> 'email queued')
    execute function journal_ring();`;
