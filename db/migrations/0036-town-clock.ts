import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The clock that tells days is the town's own, in the statements as in the figures that others read. */
export class TownClock1767600000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function town_clock() returns text language sql stable parallel safe return 'Europe/Paris';
      ${figuresBy('town_clock()')}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${figuresBy(`'Europe/Paris'`)}
      drop function town_clock();`);
  }
}

const figuresBy = (clock: string) => `
  create or replace view statistics_request as
    select type, service_id as service, channel, language, status, outcome,
           (received_at at time zone ${clock})::date as received_on, due_on,
           (ended_at at time zone ${clock})::date as ended_on,
           round(extract(epoch from ended_at - received_at) / 86400, 1) as days, withdrawn_at is not null as withdrawn,
           cardinality(reopened_from) as reopened, joined_to is not null as joined
    from request;
  create or replace view statistics_task as
    select request_type as type, name, kind, role, service_id as service, state, answer,
           (opened_at at time zone ${clock})::date as opened_on,
           (due_at at time zone ${clock})::date as due_on,
           (answered_at at time zone ${clock})::date as answered_on,
           round(extract(epoch from answered_at - opened_at) / 86400, 1) as days
    from task;
  create or replace view statistics_survey as
    select r.type, r.service_id as service, s.score, (s.at at time zone ${clock})::date as on_day
    from survey s join request r on r.id = s.request_id;`;
