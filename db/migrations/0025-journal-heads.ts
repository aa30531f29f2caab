import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Signed heads of all chains, a chain for what is administered, and figures that may be read without people in them. */
export class JournalHeads1766500000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [administrationChain, heads, figures]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop view statistics_survey, statistics_task, statistics_request;
      drop table journal_leaf, journal_head;
      drop trigger administration_chain on administration;
      drop function administration_chain, administration_hash;
      alter table administration drop column seq, drop column previous_hash, drop column hash;`);
  }
}

// One chain for the town: one change of it at a time holds a lock already. Ids may have gaps, where a change was undone.
const administrationChain = `
  alter table administration add column seq integer, add column previous_hash bytea, add column hash bytea;
  create function administration_hash(entry administration) returns bytea language sql stable as $$
    select sha256(entry.previous_hash || convert_to(concat_ws(chr(31), entry.seq,
      to_char(entry.at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), coalesce(entry.agent_id::text, '-'),
      entry.subject, entry.key, entry.kind, entry.changes::text), 'UTF8'))
  $$;
  create function administration_chain() returns trigger language plpgsql as $$
  declare
    head administration;
  begin
    perform pg_advisory_xact_lock(hashtext('guichet administration'));
    select * into head from administration order by seq desc nulls last limit 1;
    new.seq := coalesce(head.seq, 0) + 1;
    new.previous_hash := coalesce(head.hash, decode(repeat('00', 32), 'hex'));
    new.hash := administration_hash(new);
    return new;
  end $$;
  alter table administration disable trigger administration_keep;
  do $$
  declare
    entry administration;
    number integer := 0;
    before bytea := decode(repeat('00', 32), 'hex');
  begin
    for entry in select * from administration order by id loop
      number := number + 1;
      entry.seq := number;
      entry.previous_hash := before;
      before := administration_hash(entry);
      update administration set seq = number, previous_hash = entry.previous_hash, hash = before where id = entry.id;
    end loop;
  end $$;
  alter table administration enable trigger administration_keep;
  alter table administration
    alter column seq set not null, alter column previous_hash set not null, alter column hash set not null,
    add constraint administration_seq unique (seq);
  create trigger administration_chain before insert on administration
    for each row execute function administration_chain();`;

// A head signs the ends of the chains that have grown since the one before, and that one's digest.
const heads = `
  create table journal_head (
    number integer primary key check (number > 0),
    at timestamptz not null,
    chains integer not null,
    entries bigint not null,
    digest bytea not null,
    public_key bytea not null,
    signature bytea not null
  );
  create table journal_leaf (
    head integer not null references journal_head deferrable initially deferred,
    chain uuid not null,
    seq integer not null,
    hash bytea not null,
    primary key (head, chain)
  );
  create index journal_leaf_chain on journal_leaf (chain, seq);
  create trigger journal_head_keep before update or delete on journal_head
    for each row execute function journal_refuse();
  create trigger journal_head_keep_all before truncate on journal_head
    for each statement execute function journal_refuse();
  create trigger journal_leaf_keep before update or delete on journal_leaf
    for each row execute function journal_refuse();
  create trigger journal_leaf_keep_all before truncate on journal_leaf
    for each statement execute function journal_refuse();`;

// No id, no reference, no hour: nothing that leads from a figure to somebody's file.
const figures = `
  create view statistics_request as
    select type, service_id as service, channel, language, status, outcome,
           (received_at at time zone 'Europe/Paris')::date as received_on, due_on,
           (ended_at at time zone 'Europe/Paris')::date as ended_on,
           round(extract(epoch from ended_at - received_at) / 86400, 1) as days, withdrawn_at is not null as withdrawn,
           cardinality(reopened_from) as reopened, joined_to is not null as joined
    from request;
  create view statistics_task as
    select request_type as type, name, kind, role, service_id as service, state, answer,
           (opened_at at time zone 'Europe/Paris')::date as opened_on,
           (due_at at time zone 'Europe/Paris')::date as due_on,
           (answered_at at time zone 'Europe/Paris')::date as answered_on,
           round(extract(epoch from answered_at - opened_at) / 86400, 1) as days
    from task;
  create view statistics_survey as
    select r.type, r.service_id as service, s.score, (s.at at time zone 'Europe/Paris')::date as on_day
    from survey s join request r on r.id = s.request_id;`;
