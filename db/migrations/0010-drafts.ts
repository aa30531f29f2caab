import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Requests that are being written: kept at each step, resumed by a code, and how long a form takes. */
export class Drafts1765000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Of a filed or an expired draft only the row remains, so that its code can still be told what became of it.
    await runner.query(`
      create table draft (
        id uuid primary key,
        type text not null,
        revision integer not null,
        language text not null check (language in ('fr', 'en')),
        code_hash bytea not null check (octet_length(code_hash) = 32),
        code_sealed bytea,
        answers_sealed bytea,
        file_key_sealed bytea,
        started_at timestamptz not null,
        updated_at timestamptz not null,
        expires_at timestamptz not null,
        request_id uuid references request on delete cascade,
        constraint draft_code unique (code_hash),
        constraint draft_request unique (request_id),
        constraint draft_contents check (num_nulls(code_sealed, answers_sealed, file_key_sealed) in (0, 3)),
        constraint draft_filed check (request_id is null or answers_sealed is null)
      );
      create index draft_age on draft (expires_at);
      create table draft_document (
        id uuid primary key,
        draft_id uuid not null references draft on delete cascade,
        piece text not null,
        file_name text not null,
        media_type text not null check (media_type in ('application/pdf', 'image/jpeg', 'image/png')),
        size_bytes integer not null check (size_bytes > 0),
        sha256 bytea not null check (octet_length(sha256) = 32),
        received_at timestamptz not null
      );
      create index draft_document_draft on draft_document (draft_id, received_at);
      alter table request add column form_seconds integer check (form_seconds >= 0);
      create index request_form_time on request (type, received_at desc) where form_seconds is not null;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index request_form_time;
      alter table request drop column form_seconds;
      drop table draft_document, draft;`);
  }
}
