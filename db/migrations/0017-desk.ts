import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What agents write for each other about a request, and the words that they keep ready for citizens. */
export class Desk1765700000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [notes, cannedReplies, postponements]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table postponement, canned_reply, note;');
  }
}

const notes = `
  create table note (
    id uuid primary key,
    request_id uuid not null references request,
    agent_id uuid not null references agent,
    text text not null check (text <> ''),
    at timestamptz not null
  );
  create index note_request on note (request_id, at);`;

const cannedReplies = `
  create table canned_reply (
    id uuid primary key,
    service_id text references service,
    title text not null check (title <> ''),
    text_fr text not null check (text_fr <> ''),
    text_en text check (text_en <> ''),
    constraint canned_reply_title unique nulls not distinct (service_id, title)
  );`;

const postponements = `
  create table postponement (
    id uuid primary key,
    request_id uuid not null references request,
    agent_id uuid not null references agent,
    cause text not null,
    reason text not null check (reason <> ''),
    from_on date not null,
    to_on date not null,
    at timestamptz not null,
    constraint postponement_later check (to_on > from_on)
  );
  create index postponement_request on postponement (request_id, at);`;
