import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A promised date that comes nearer again, and a request that was made twice by the same person. */
export class SecondThoughts1766800000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(outboxKinds(`'start', 'answered', 'withdrawn', 'reopened', 'email', 'restarted', 'moved'`));
    await runner.query(`
      alter table postponement drop constraint postponement_later,
        add constraint postponement_moves check ((to_on < from_on) = (cause = 'taken up again') and to_on <> from_on);
      alter table request
        add column merged_because text constraint request_merged_because check (merged_because <> '');
      ${listeners('and r.merged_because is null')}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from outbox where kind = 'moved';
      ${outboxKinds(`'start', 'answered', 'withdrawn', 'reopened', 'email', 'restarted'`)}
      delete from postponement where to_on < from_on;
      alter table postponement drop constraint postponement_moves,
        add constraint postponement_later check (to_on > from_on);
      update request set joined_to = null where merged_because is not null;
      alter table request drop column merged_because;
      ${listeners('')}`);
  }
}

const outboxKinds = (kinds: string) => `
  alter table outbox drop constraint outbox_kind_check,
    add constraint outbox_kind_check check (kind in (${kinds}));`;

// Who has made the request twice gets the news of the one that goes on, and not everything twice.
const listeners = (others: string) => `
  create or replace function request_listeners(of_request uuid)
    returns table (request_id uuid, address text, language text, follower_id uuid) language sql volatile as $$
    select r.id, c.email, null, null from request r join citizen c on c.id = r.citizen_id
    where r.joined_to = of_request ${others}
    union all
    select f.request_id, f.address, f.language, f.id from follower f where f.request_id = of_request
    order by 1, 4
  $$;`;
