import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every date that the law makes, with what it was computed from: a newer row takes the place of an older one, which stays. */
export class LegalDates1766200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(dates);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table legal_date; drop function legal_date_refuse();');
  }
}

// What was printed for somebody is not written over, whatever a later rule would say.
const dates = `
  create table legal_date (
    id bigint generated always as identity primary key,
    request_id uuid not null references request,
    kind text not null
      check (kind in ('silence', 'last safe day', 'claimable from', 'appeal', 'withdrawal', 'answer owed')),
    on_day date,
    rule text not null check (rule <> ''),
    inputs jsonb not null check (jsonb_typeof(inputs) = 'object'),
    calendar_version text not null check (calendar_version <> ''),
    computed_at timestamptz not null
  );
  create index legal_date_request on legal_date (request_id, id);
  create function legal_date_refuse() returns trigger language plpgsql as $$
    begin
      raise exception 'a legal date is never changed: a new row takes its place';
    end $$;
  create trigger legal_date_keep before update on legal_date for each row execute function legal_date_refuse();`;
