import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What can not be mailed is a letter: its words as they were when it was written, who printed it, and when it was posted. */
export class Letters1767200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(columns);
    await runner.query(`${states(`'queued', 'sent', 'undeliverable', 'no address', 'perhaps sent', 'posted'`)}
      alter table email drop constraint email_address, add constraint email_address check (${addresses(
        `state = 'posted' or (state = 'no address') = (to_address is null)`,
      )});`);
    await runner.query(lists);
    await runner.query(former);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index email_unacknowledged;
      drop index email_to_print;
      alter table email drop constraint email_posted, drop constraint email_address;
      update email set state = case when to_address is null then 'no address' else 'undeliverable' end
      where state = 'posted';
      ${states(`'queued', 'sent', 'undeliverable', 'no address', 'perhaps sent'`)}
      alter table email
        add constraint email_address check (${addresses(`(state = 'no address') = (to_address is null)`)}),
        drop column words_sealed, drop column printed_at, drop column printed_by,
        drop column posted_on, drop column posted_by;`);
  }
}

const states = (all: string) => `
  alter table email drop constraint email_state_check, add constraint email_state_check check (state in (${all}));`;

const addresses = (ofOthers: string) => `
  case audience when 'public' then (state = 'queued') = (to_address is not null) else ${ofOthers} end`;

const columns = `
  alter table email
    add column words_sealed bytea,
    add column printed_at timestamptz,
    add column printed_by uuid references agent,
    add column posted_on date,
    add column posted_by uuid references agent,
    add constraint email_printed check ((printed_at is null) = (printed_by is null)),
    add constraint email_posted check ((state = 'posted') = (posted_on is not null) and
                                       (posted_on is null) = (posted_by is null) and
                                       (posted_on is null or audience = 'citizen'));`;

const lists = `
  create index email_to_print on email (created_at)
    where audience = 'citizen' and state in ('no address', 'undeliverable');
  create index email_unacknowledged on email (created_at)
    where template = 'acknowledgement' and state not in ('sent', 'posted');`;

// Letters from before get their words too, by the run that would deliver them.
const former = `
  insert into outbox (request_id, kind, payload)
  select e.request_id, 'email', jsonb_build_object('email', e.id)
  from email e join request r on r.id = e.request_id
  where e.audience = 'citizen' and e.state in ('no address', 'undeliverable') and r.citizen_id is not null;`;
