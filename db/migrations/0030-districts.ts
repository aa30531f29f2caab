import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The districts, which were options in the code of the forms, as data of the town. */
export class Districts1767000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table district (
        id text primary key check (id ~ '^[a-z][a-z0-9-]*$'),
        name_fr text not null check (name_fr <> ''),
        name_en text not null check (name_en <> ''),
        round_id text references resource,
        open boolean not null default true
      );
      create unique index district_name_fr on district (name_fr) where open;
      create unique index district_name_en on district (name_en) where open;`);
    await runner.query(formerOnes);
    await runner.query(formerRounds);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table district;');
  }
}

// A town that has begun has had these. A database that is being made has nobody in it, and gets its own.
const formerOnes = `
  insert into district (id, name_fr, name_en, round_id)
  select former.id, name_fr, name_en, (select id from resource where resource.id = round)
  from (values ('nord', 'Nord', 'North', 'encombrants-nord'), ('centre', 'Centre', 'Centre', 'encombrants-nord'),
               ('sud', 'Sud', 'South', 'encombrants-sud')) as former (id, name_fr, name_en, round)
  where exists (select from agent);`;

// The form for bulky waste asked for the round: requests that have it go on being shown with its words.
const formerRounds = `
  insert into district (id, name_fr, name_en, round_id, open)
  select former.id, name_fr, name_en, (select id from resource where resource.id = former.id), false
  from (values ('encombrants-nord', 'Nord et centre', 'North and centre'), ('encombrants-sud', 'Sud', 'South'))
    as former (id, name_fr, name_en)
  where exists (select from request where facts ->> 'district' = former.id);`;
