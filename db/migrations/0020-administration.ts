import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is changed by the town's own people: absences, closures of one service, rooms that close, and who changed what. */
export class Administration1766000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [journal, absences, closures, rooms]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table resource drop column closed_from;
      delete from closure where service_id is not null;
      alter table closure drop constraint closure_day, drop column service_id, drop column id, add primary key (day);
      drop table absence, administration;`);
  }
}

// No foreign key to what was changed: the entry stays when that is gone.
const journal = `
  create table administration (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    agent_id uuid references agent,
    subject text not null check (subject <> ''),
    key text not null check (key <> ''),
    kind text not null check (kind in ('added', 'changed', 'removed')),
    changes jsonb not null check (jsonb_typeof(changes) = 'array')
  );
  create index administration_key on administration (subject, key, id);
  create trigger administration_keep before update or delete on administration
    for each row execute function journal_refuse();
  create trigger administration_keep_all before truncate on administration
    for each statement execute function journal_refuse();`;

const absences = `
  create table absence (
    id uuid primary key,
    agent_id uuid not null references agent on delete cascade,
    first_day date not null,
    last_day date not null,
    substitute_id uuid references agent,
    begun_at timestamptz,
    constraint absence_days check (first_day <= last_day),
    constraint absence_substitute check (substitute_id <> agent_id),
    constraint absence_once exclude using gist (agent_id with =, daterange(first_day, last_day, '[]') with &&)
  );`;

const closures = `
  alter table closure
    drop constraint closure_pkey,
    add column id uuid primary key default gen_random_uuid(),
    add column service_id text references service,
    add constraint closure_day unique nulls not distinct (day, service_id);
  alter table closure alter column id drop default;`;

const rooms = 'alter table resource add column closed_from date;';
