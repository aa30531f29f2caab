import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a file was looked at for viruses; and that the engine is to be told of one that has not been. */
export class Examination1766900000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table document add column examined_at timestamptz;
      update document set examined_at = received_at where state = 'infected';
      alter table document
        add constraint document_examined check (state <> 'infected' or examined_at is not null);`);
    await runner.query(
      outboxKinds(`'start', 'answered', 'withdrawn', 'reopened', 'email', 'restarted', 'moved', 'document'`),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from outbox where kind = 'document';
      ${outboxKinds(`'start', 'answered', 'withdrawn', 'reopened', 'email', 'restarted', 'moved'`)}
      alter table document drop column examined_at;`);
  }
}

const outboxKinds = (kinds: string) => `
  alter table outbox drop constraint outbox_kind_check,
    add constraint outbox_kind_check check (kind in (${kinds}));`;
