import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What entering requests for somebody else takes: documents that are on paper alone, and people found again by what they say. */
export class Entry1765800000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [paper, people]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop function people_named;
      drop index citizen_name, citizen_email, citizen_phone;
      drop function person_name, phone_digits;
      delete from document where file_name is null;
      alter table document drop constraint document_file,
        alter column file_name set not null,
        alter column media_type set not null,
        alter column size_bytes set not null,
        alter column sha256 set not null;`);
  }
}

// A document is a file, or paper that an agent has in hand: all of a file's columns, or none.
const paper = `
  alter table document
    alter column file_name drop not null,
    alter column media_type drop not null,
    alter column size_bytes drop not null,
    alter column sha256 drop not null,
    add constraint document_file check (num_nulls(file_name, media_type, size_bytes, sha256) in (0, 4)),
    add constraint document_paper check (file_name is not null or sent_by is not null);`;

// An index takes what never changes. The dictionary of accents is named, so that no search path finds another. The
// likeness is pg_trgm's: « Exemple Camille » is 0.7 like « Camille Exmple »; its own limit of 0.3 would find everybody of
// one given name.
const people = `
  create function person_name(given_name text, family_name text) returns text language sql immutable parallel safe as $$
    select lower(public.unaccent('public.unaccent', given_name || ' ' || family_name))
  $$;
  create function phone_digits(phone text) returns text language sql immutable parallel safe as $$
    select right(regexp_replace(phone, '\\D', '', 'g'), 9)
  $$;
  create index citizen_name on citizen using gin (person_name(given_name, family_name) gin_trgm_ops);
  create function people_named(name text) returns setof uuid language sql stable
    set pg_trgm.similarity_threshold = 0.45 as $$
    select id from citizen where person_name(given_name, family_name) % name
  $$;
  create index citizen_email on citizen (lower(email)) where email is not null;
  create index citizen_phone on citizen (phone_digits(phone)) where phone is not null;`;
