import type { EmailState } from '../workflows/contract.ts';
import type { LegalDate } from '../workflows/kit/silence.ts';
import { newestLegalDates } from './legal-dates.ts';
import { firstRow, type Sql } from './sql.ts';

/** Whom an email is written to: the citizen, a manager of the service, or somebody who supports or follows the request. */
export type Audience = 'citizen' | 'manager' | 'public';

/** All that an email may say, in one read. */
export interface EmailToSend {
  id: string;
  key: string;
  template: string;
  letter: boolean;
  toAddress: string | null;
  audience: Audience;
  /** Of somebody of the public. */
  language: 'fr' | 'en' | null;
  followerId: string | null;
  /** Null when it is the citizen, or nobody whose name is known. */
  recipientName: string | null;
  state: EmailState;
  requestId: string;
  /** The agent's words to the citizen, from the last answered task that has any; a manager's visa has none. */
  reply: string | null;
  /** The task that it was given to. */
  replyTo: string | null;
  awaitedPieces: string[] | null;
  awaitedUntil: Date | null;
  /** Pieces whose newest document was refused, or is infected: then there is no reason. */
  refusedPieces: { piece: string; reason: string | null }[];
  /** The piece of the document that the email is about. */
  document: string | null;
  /** The agent's message that it is about. */
  message: string | null;
  /** Whether the words of the letter are kept that may be posted in its place. */
  worded: boolean;
  legalDates: LegalDate[];
  /** Who answered the last task that an agent or a manager had. */
  author: { name: string; role: string } | null;
  /** To which other administration it was passed on, and when (ISO 8601). */
  transfer: { administration: string; contact: string; at: string } | null;
  /** The civil date on which a commission meets about it. */
  meetsOn: string | null;
  /** Why the answer comes later than was promised, or sooner again, where the email is about that. */
  postponed: { cause: string; reason: string; until: string | null } | null;
  /** The citizen's other request, for which an agent has ended this one; for the public, where it goes on there. */
  merged: { reference: string; because: string } | null;
  /** What was done for the person's rights over the data, where the email is about that. */
  right: RightTold | null;
  /** What is booked for the request, the last of several. */
  booking: { nameFr: string; nameEn: string; from: Date; to: Date } | null;
  /** The email that tells the news of the request that this one is joined to, and how that one has ended. */
  news: { template: string; outcome: string | null } | null;
  /** The wait that the email is about: a reminder's, or the one whose deadline is near. */
  task: { name: string; dueAt: Date } | null;
}

export interface RightTold {
  act: 'rectification' | 'restriction' | 'lifting';
  reason: string;
  /** The fields that were put right, dotted. */
  fields: string[];
  /** The other services that are told. */
  services: string[];
}

export async function findEmail(on: Sql, id: string): Promise<EmailToSend | undefined> {
  const found = await firstRow<FoundEmail>(on, findStatement, { id });
  if (!found) return undefined;
  const { nameFr, nameEn, from, to, taskName, taskDueAt, ...email } = found;
  return {
    ...email,
    booking: nameFr === null ? null : { nameFr, nameEn: nameEn!, from: from!, to: to! },
    task: taskName === null ? null : { name: taskName, dueAt: taskDueAt! },
  };
}

interface FoundEmail extends Omit<EmailToSend, 'booking' | 'task'> {
  nameFr: string | null;
  nameEn: string | null;
  from: Date | null;
  to: Date | null;
  taskName: string | null;
  taskDueAt: Date | null;
}

// The reasons of a rejection by silence are given beside the process: its own emails have the words of its own tasks.
const speaks = `t.kind in ('agent', 'intervention') and t.aside = (e.template = 'reasons-given')`;

// The second part of an email's key is the step that it belongs to: where that is a wait, the email is about the wait.
const findStatement = `
  select e.id, e.key, e.template, e.letter, e.to_address as "toAddress", e.audience, e.recipient_name as "recipientName",
         e.state, e.language, e.follower_id as "followerId", e.request_id as "requestId", w.pieces as "awaitedPieces", w.due_at as "awaitedUntil",
         said.reply, said.name as "replyTo",
         (select coalesce(jsonb_agg(jsonb_build_object('piece', d.piece, 'reason', d.reason) order by d.piece), '[]')
          from (select distinct on (piece) piece, state, reason from document where document.request_id = e.request_id
                order by piece, received_at desc, id desc) d
          where d.state in ('refused', 'infected')) as "refusedPieces",
         (select d.piece from document d
          where d.request_id = e.request_id and d.id::text = split_part(e.key, '/', 3)) as document,
         (select m.text from message m
          where m.request_id = e.request_id and m.id::text = split_part(e.key, '/', 3)) as message,
         e.words_sealed is not null as worded, ${newestLegalDates('e.request_id')} as "legalDates",
         (select jsonb_build_object('name', a.display_name, 'role', a.role)
          from task t join agent a on a.id = t.answered_by
          where t.request_id = e.request_id and ${speaks} order by t.ordinal desc limit 1) as author,
         (select jsonb_build_object('administration', t.fields ->> 'administration', 'contact', t.fields ->> 'contact',
                                    'at', t.answered_at)
          from task t where t.request_id = e.request_id and t.fields ->> 'administration' <> ''
          order by t.ordinal desc limit 1) as transfer,
         (select t.fields ->> 'meetsOn' from task t
          where t.request_id = e.request_id and t.fields ->> 'meetsOn' is not null
          order by t.ordinal desc limit 1) as "meetsOn",
         (select jsonb_build_object(
                   'act', split_part(e.key, '/', 4), 'reason', done.reason, 'fields', done.fields,
                   'services', (select coalesce(jsonb_agg(told.recipient_name order by told.recipient_name), '[]')
                                from email told
                                where told.request_id = e.request_id and told.template = 'data-right-recipient'
                                  and starts_with(told.key, e.key || '/')))
          from (select id, reason, jsonb_path_query_array(changes, '$[*].field') as fields from correction
                where request_id = e.request_id
                union all
                select id, case split_part(e.key, '/', 4) when 'lifting' then lifting_reason else reason end, '[]'
                from legal_hold where request_id = e.request_id) done
          where done.id::text = split_part(e.key, '/', 3)) as "right",
         b.name_fr as "nameFr", b.name_en as "nameEn", b.begins as "from", b.ends as "to",
         (select jsonb_build_object('cause', p.cause, 'reason', p.reason, 'until', p.suspended_until) from postponement p
          where p.request_id = e.request_id and p.id::text = split_part(e.key, '/', 3)) as postponed,
         (select jsonb_build_object('reference', main.reference, 'because', r.merged_because)
          from request r join request main on main.id = r.joined_to
          where r.id = e.request_id and r.merged_because is not null
            and (e.audience <> 'public' or main.type = r.type)) as merged,
         about.name as "taskName", about.due_at as "taskDueAt",
         (select jsonb_build_object('template', told.template, 'outcome', main.outcome)
          from email told join request main on main.id = told.request_id where told.id = e.news_of) as news
  from email e
  left join task about on about.request_id = e.request_id and about.ordinal = split_part(e.key, '/', 2)::integer
  left join lateral (
    select pieces, due_at from task
    where task.request_id = e.request_id and kind = 'citizen' and state = 'open'
    order by task.id is not distinct from about.id desc, ordinal limit 1
  ) w on true
  left join lateral (
    select reply, name from task t
    where t.request_id = e.request_id and ${speaks} and t.state = 'answered' and t.reply is not null
    order by t.ordinal desc limit 1
  ) said on true
  left join lateral (
    select name_fr, name_en, lower(during) as begins, upper(during) as ends
    from booking join resource on resource.id = booking.resource_id
    where booking.request_id = e.request_id and booking.state <> 'released'
    order by ordinal desc limit 1
  ) b on true
  where e.id = :id`;
