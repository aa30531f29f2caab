import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What moves the day of silence by hand, the reasons of a rejection by silence, and tasks beside a process. */
export class MovedSilence1767300000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${legalDateKinds(`${kinds}, 'reasons owed'`)}
      alter table postponement add column suspended_until date,
        add constraint postponement_suspends check (suspended_until is null or cause = 'missing pieces');
      alter table task add column aside boolean not null default false;
      ${requestWait(`kind = 'wait', aside, ordinal desc`)}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${requestWait(`kind = 'wait', ordinal desc`)}
      alter table task drop column aside;
      alter table postponement drop constraint postponement_suspends, drop column suspended_until;
      delete from legal_date where kind = 'reasons owed';
      ${legalDateKinds(kinds)}`);
  }
}

const kinds = `'silence', 'last safe day', 'claimable from', 'appeal', 'withdrawal', 'answer owed'`;
const legalDateKinds = (known: string) => `
  alter table legal_date drop constraint legal_date_kind_check,
    add constraint legal_date_kind_check check (kind in (${known}));`;

// What the process itself waits for is what the request waits for; volatile on purpose, as before.
const requestWait = (order: string) => `
  create or replace function request_wait(of_request uuid) returns table (waiting_for text, step text)
    language sql volatile as $$
    select case when kind in ('citizen', 'public') then 'citizen' when kind = 'wait' then 'nobody' else 'agent' end, name
    from task where request_id = of_request and state = 'open'
    order by kind in ('citizen', 'public') desc, ${order} limit 1
  $$;`;
