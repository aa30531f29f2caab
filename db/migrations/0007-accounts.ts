import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Citizens' accounts: who has one, in which browsers they are signed in, and which requests are theirs. */
export class Accounts1764700000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table account (
        id uuid primary key,
        issuer text not null check (issuer <> ''),
        subject text not null check (subject <> ''),
        given_name text not null check (given_name <> ''),
        family_name text not null check (family_name <> ''),
        email text,
        created_at timestamptz not null default now(),
        signed_in_at timestamptz not null default now(),
        constraint account_subject unique (issuer, subject)
      );
      create table account_session (
        token_hash bytea primary key check (octet_length(token_hash) = 32),
        account_id uuid not null references account on delete cascade,
        id_token_sealed bytea not null,
        created_at timestamptz not null default now(),
        last_seen_at timestamptz not null default now(),
        expires_at timestamptz not null
      );
      create index account_session_account on account_session (account_id);
      create table account_request (
        request_id uuid primary key references request,
        account_id uuid not null references account on delete cascade,
        linked_at timestamptz not null
      );
      create index account_request_account on account_request (account_id);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table account_request, account_session, account;');
  }
}
