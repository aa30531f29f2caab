import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the operator looks at and mends: steps that fail, and what was done about them. */
export class Operation1766100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [failures, repairs, undeliverable]) await runner.query(part);
    await runner.query(outboxKinds(`'start', 'answered', 'withdrawn', 'reopened', 'email', 'restarted'`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from outbox where kind = 'restarted';
      ${outboxKinds(`'start', 'answered', 'withdrawn', 'reopened', 'email'`)}
      drop index email_undeliverable;
      drop table repair, step_failure;`);
  }
}

// One row for what fails now, as its last attempt left it: the engine tells of a local activity only once it is over.
const failures = `
  create table step_failure (
    request_id uuid not null references request on delete cascade,
    activity text not null,
    step text not null,
    input jsonb not null,
    code text not null,
    attempt integer not null check (attempt > 0),
    failed_at timestamptz not null,
    next_at timestamptz,
    primary key (request_id, activity, step)
  );
  create index step_failure_latest on step_failure (failed_at);`;

const repairs = `
  create table repair (
    id uuid primary key,
    request_id uuid not null references request,
    agent_id uuid not null references agent,
    at timestamptz not null,
    kind text not null
      check (kind in ('retried', 'begun again', 'email resent', 'address corrected', 'answer corrected')),
    reason text not null check (reason <> '')
  );
  create index repair_request on repair (request_id, at);`;

const undeliverable = `create index email_undeliverable on email (created_at) where state = 'undeliverable';`;

const outboxKinds = (kinds: string) => `
  alter table outbox drop constraint outbox_kind_check,
    add constraint outbox_kind_check check (kind in (${kinds}));`;
