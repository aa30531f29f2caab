import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the law on personal data wants: breaches kept for ever, and a person's data gathered on request. */
export class RightsOverData1766400000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [breaches, collections]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table collection, breach; drop function breach_refuse');
  }
}

// What was changed is in the journal of the administration; the breach itself never goes (RGPD, art. 33(5)).
const breaches = `
  create table breach (
    id uuid primary key,
    aware_at timestamptz not null,
    nature text not null check (nature <> ''),
    categories text not null check (categories <> ''),
    people integer check (people >= 0),
    records integer check (records >= 0),
    consequences text not null check (consequences <> ''),
    measures text not null check (measures <> ''),
    risk text not null check (risk in ('none', 'some', 'high')),
    notified_at timestamptz,
    late_reason text,
    told_at timestamptz,
    constraint breach_notified check (notified_at >= aware_at),
    constraint breach_told check (told_at >= aware_at)
  );
  create index breach_latest on breach (aware_at);
  create function breach_refuse() returns trigger language plpgsql as $$
    begin raise exception 'a breach stays in the register'; end $$;
  create trigger breach_keep before delete on breach for each row execute function breach_refuse();
  create trigger breach_keep_all before truncate on breach for each statement execute function breach_refuse();`;

// Which requests are a person's, as an agent has confirmed one by one: what they hold is read when the person takes it.
const collections = `
  create table collection (
    request_id uuid primary key references request on delete cascade,
    agent_id uuid not null references agent,
    at timestamptz not null,
    until timestamptz not null,
    requests uuid[] not null,
    address text check (address <> ''),
    constraint collection_time check (at < until)
  );`;
