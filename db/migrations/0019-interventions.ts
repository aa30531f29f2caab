import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which interventions belong together, who is at one, and its photos. */
export class Interventions1765900000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table task
        add column steps text[],
        add column started_at timestamptz,
        add constraint task_steps check (steps is null or kind = 'intervention'),
        add constraint task_started check (started_at is null or (kind = 'intervention' and assignee_id is not null));
      create function task_handed_over() returns trigger language plpgsql as $$
      begin
        new.started_at := null;
        return new;
      end $$;
      create trigger task_handed_over before update of assignee_id on task for each row
        when (new.assignee_id is distinct from old.assignee_id and new.started_at is not distinct from old.started_at)
        execute function task_handed_over();
      create table intervention_photo (
        document_id uuid primary key references document on delete cascade,
        task_id uuid not null references task
      );
      create index intervention_photo_task on intervention_photo (task_id);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table intervention_photo;
      drop trigger task_handed_over on task;
      drop function task_handed_over();
      alter table task drop column started_at, drop column steps;`);
  }
}
