import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The days on which the town hall is closed, and those of them that each request began under. */
export class Closures1764400000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table closure (
        day date primary key,
        name_fr text not null check (name_fr <> ''),
        name_en text not null check (name_en <> '')
      );
      alter table request add column closures date[] not null default '{}';`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table request drop column closures;
      drop table closure;`);
  }
}
