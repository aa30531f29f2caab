import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What citizens thought of the treatment, once for each request; and the town's own settings, of which there is one row. */
export class SurveyAndTown1764800000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table survey (
        request_id uuid primary key references request,
        score integer not null check (score between 1 and 5),
        comment text check (comment <> '' and char_length(comment) <= 2000),
        at timestamptz not null
      );
      create table town (
        only_row boolean primary key default true check (only_row),
        settings jsonb not null check (jsonb_typeof(settings) = 'object'),
        changed_at timestamptz not null
      );`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table town, survey');
  }
}
