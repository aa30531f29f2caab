import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whose account a draft is in, as long as it holds something. */
export class AccountDrafts1765300000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table draft
        add column account_id uuid references account on delete set null,
        add constraint draft_in_account check (account_id is null or answers_sealed is not null);
      create index draft_account on draft (account_id);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table draft drop column account_id;');
  }
}
