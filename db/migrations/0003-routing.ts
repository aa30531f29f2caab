import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The town's routing table, and its reasons in both languages. */
export class Routing1764200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table routing_rule (
        type text not null,
        id text not null check (id <> ''),
        position integer not null check (position > 0),
        conditions jsonb not null default '{}' check (jsonb_typeof(conditions) = 'object'),
        service_id text not null references service,
        note_fr text not null,
        note_en text not null,
        primary key (type, id),
        constraint routing_rule_position unique (type, position)
      );
      alter table request alter column routed_because type jsonb
        using case when routed_because is not null then jsonb_build_object('fr', routed_because, 'en', routed_because) end;
      alter table request add constraint request_routed check (routed_because ?& '{fr,en}');`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table request drop constraint request_routed;
      alter table request alter column routed_because type text using routed_because ->> 'fr';
      drop table routing_rule;`);
  }
}
