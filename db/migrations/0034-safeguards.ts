import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What each night's look at the journals has found and who has seen it; and requests that are out of daily use. */
export class Safeguards1767400000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [checks, archives]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index request_to_archive;
      alter table request drop column archived_at;
      drop table journal_fault_seen, journal_check;`);
  }
}

// Both only grow, as what they are about does: an alarm can not be taken away, it is seen by somebody with a reason.
const checks = `
  create table journal_check (
    number integer primary key check (number > 0),
    at timestamptz not null,
    chains integer not null,
    entries bigint not null,
    heads integer not null,
    faults integer not null check (faults >= 0),
    found jsonb not null,
    constraint journal_check_found check ((faults > 0) = (jsonb_array_length(found) > 0))
  );
  create table journal_fault_seen (
    check_number integer primary key references journal_check,
    agent_id uuid not null references agent,
    at timestamptz not null,
    reason text not null check (reason <> '')
  );
  ${['journal_check', 'journal_fault_seen']
    .map(
      (table) => `
  create trigger ${table}_keep before update or delete on ${table} for each row execute function journal_refuse();
  create trigger ${table}_keep_all before truncate on ${table} for each statement execute function journal_refuse();`,
    )
    .join('')}`;

const archives = `
  alter table request
    add column archived_at timestamptz,
    add constraint request_archived check (archived_at is null or status = 'ended');
  create index request_to_archive on request (ended_at) where status = 'ended' and archived_at is null;`;
