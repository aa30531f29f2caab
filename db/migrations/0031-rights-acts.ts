import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is done for a person's rights over their data: who has corrected a request, and why its data are only kept. */
export class RightsActs1767100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table correction
        add column agent_id uuid references agent,
        add column reason text,
        add constraint correction_reason check ((agent_id is null) = (reason is null) and reason <> '');
      alter table legal_hold
        add column kind text not null default 'hold' check (kind in ('hold', 'restriction')),
        add column lifting_told_at timestamptz,
        add column lifting_reason text check (lifting_reason <> ''),
        add constraint legal_hold_lifting check ((lifting_told_at is null) = (lifting_reason is null)
                                                 and (kind = 'restriction' or lifting_told_at is null));
      drop index legal_hold_open;
      create unique index legal_hold_open on legal_hold (request_id, kind) where released_at is null;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from legal_hold where kind = 'restriction';
      drop index legal_hold_open;
      alter table legal_hold drop column kind, drop column lifting_told_at, drop column lifting_reason;
      create unique index legal_hold_open on legal_hold (request_id) where released_at is null;
      alter table correction drop column agent_id, drop column reason;`);
  }
}
