import type { EmailState, QueueEmail } from '../workflows/contract.ts';
import type { Audience } from './email-to-send.ts';
import { stepId } from './ids.ts';
import { newsForOthers, newsOf } from './joining.ts';
import { firstRow, rows, type Sql } from './sql.ts';
import { assertSameStep, keptStepName } from './steps.ts';

export { type Audience, type EmailToSend, findEmail } from './email-to-send.ts';

/**
 * Writes an email's row with its step's; a step that runs again finds the row that it made.
 * @returns `news` has the ids of the emails to those whose requests are joined to this one
 */
export async function queueEmail(on: Sql, email: QueueEmail): Promise<{ emailId: string; news: string[] }> {
  const emailId = stepId(email.requestId, email.ordinal, 'email');
  const queued = await firstRow<{ name: string | null; news: string[] }>(
    on,
    `with locked as (
       select r.id, c.email from request r join citizen c on c.id = r.citizen_id where r.id = :requestId
       for no key update of r
     ), stepped as (
       insert into step (request_id, ordinal, verb, name, result, at)
       select id, :ordinal, split_part(:name, ': ', 1), :name, 'queued', :at::timestamptz from locked
       on conflict do nothing
       returning request_id
     ), mailed as (
       insert into email (id, request_id, key, template, letter, to_address, state, created_at)
       select :emailId, locked.id, :key, :template, :letter, locked.email,
              case when locked.email is null then 'no address' else 'queued' end, :at::timestamptz
       from locked join stepped on stepped.request_id = locked.id
       returning id, request_id
     ), noted as (
       insert into journal (request_id, at, kind, actor, data)
       select request_id, :at::timestamptz, 'email queued', 'process',
              jsonb_build_object('email', id, 'template', :template::text)
       from mailed
     ), ${newsForOthers}
     select ${keptStepName}, ${newsOf(':emailId')}`,
    {
      requestId: email.requestId,
      ordinal: email.ordinal,
      name: email.name,
      at: email.at,
      template: email.template,
      letter: email.letter ?? false,
      emailId,
      key: `${email.requestId}/${email.ordinal}`,
    },
  );
  const { name, news } = queued!;
  assertSameStep(name === null ? [] : [{ name }], email);
  return { emailId, news };
}

/** Writes the reminder of an open wait, once; none when the wait has been answered meanwhile. */
export async function queueReminder(on: Sql, email: QueueEmail): Promise<{ emailId?: string }> {
  const emailId = stepId(email.requestId, email.ordinal, 'reminder');
  await rows(
    on,
    `with locked as (
       select r.id, c.email from request r join citizen c on c.id = r.citizen_id where r.id = :requestId
       for no key update of r
     ), reminded as (
       update task set reminded_at = :at::timestamptz from locked
       where task.request_id = locked.id and task.ordinal = :ordinal and task.state = 'open' and reminded_at is null
       returning task.request_id, task.name
     ), mailed as (
       insert into email (id, request_id, key, template, to_address, state, created_at)
       select :emailId, locked.id, :key, :template, locked.email,
              case when locked.email is null then 'no address' else 'queued' end, :at::timestamptz
       from locked join reminded on reminded.request_id = locked.id
     ), noted as (
       insert into journal (request_id, at, kind, actor, data)
       select request_id, :at::timestamptz, 'citizen reminded', 'process', jsonb_build_object('name', name) from reminded
     )
     select 1`,
    {
      requestId: email.requestId,
      ordinal: email.ordinal,
      at: email.at,
      template: email.template,
      emailId,
      key: `${email.requestId}/${email.ordinal}/reminder`,
    },
  );
  const written = await firstRow(on, 'select 1 from email where id = :emailId', { emailId });
  return written ? { emailId } : {};
}

/** Records that the mail server has taken the email. */
export async function markSent(on: Sql, id: string, subject: string, at: Date): Promise<void> {
  const sent = `state = 'sent', sent_at = :at, subject = :subject, error = null, words_sealed = null`;
  await rows(on, settled(sent, 'email sent'), { id, subject, at });
}

/**
 * Records that the mail server has refused the email for good; the agent sees it. `error` holds no address.
 * @param words of the letter that may be posted in its place
 */
export async function markUndeliverable(
  on: Sql,
  { id, error, words, at }: { id: string; error: string; words: Buffer | null; at: Date },
): Promise<void> {
  const refused = `state = 'undeliverable', error = :error, words_sealed = :words::bytea`;
  await rows(on, settled(refused, 'email undeliverable'), { id, error, words, at });
}

// The citizen's timeline is made from the journal: what the service was told by itself is not in it.
const settled = (set: string, kind: string) => `
  with locked as (
    select r.id from request r where r.id = (select request_id from email where id = :id) for no key update
  ), settled as (
    update email set ${set}, attempts = attempts + 1,
                     to_address = case when audience = 'public' then null else to_address end
    from locked
    where email.id = :id and email.request_id = locked.id and email.state = 'queued'
    returning email.id, email.request_id, email.template, email.audience
  ), noted as (
    insert into journal (request_id, at, kind, actor, data)
    select request_id, :at::timestamptz, '${kind}', 'process', jsonb_build_object('email', id, 'template', template)
    from settled where audience = 'citizen'
  )
  select 1`;

/** Counts an attempt that the mail server could not take now. */
export async function markAttempt(on: Sql, id: string, error: string): Promise<void> {
  await rows(
    on,
    `with tried as (update email set attempts = attempts + 1, error = :error where id = :id and state = 'queued')
     select 1`,
    { id, error },
  );
}

export interface EmailRow {
  id: string;
  template: string;
  subject: string | null;
  toAddress: string | null;
  audience: Audience;
  state: EmailState;
  createdAt: Date;
  sentAt: Date | null;
  /** Of one that is posted: whether its words are there, and what has become of it. */
  worded: boolean;
  printedAt: Date | null;
  printedBy: string | null;
  /** Civil date. */
  postedOn: string | null;
  postedBy: string | null;
}

/** Those to the citizen and to the service: who else follows or supports the request is nobody's to read. */
export function emailsOf(on: Sql, requestId: string): Promise<EmailRow[]> {
  return rows<EmailRow>(
    on,
    `select e.id, template, e.subject, to_address as "toAddress", audience, state, e.created_at as "createdAt",
            sent_at as "sentAt", words_sealed is not null as worded, printed_at as "printedAt",
            printer.display_name as "printedBy", to_char(posted_on, 'YYYY-MM-DD') as "postedOn",
            poster.display_name as "postedBy"
     from email e left join agent printer on printer.id = printed_by left join agent poster on poster.id = posted_by
     where request_id = :requestId and audience <> 'public' order by e.created_at, e.id`,
    { requestId },
  );
}
