/** What can not be mailed and is posted: emails of the citizen without an address, and those that were refused for good. */
import { firstRow, rows, type Sql } from './sql.ts';

/** Keeps what a letter says, once; nothing of a request that was erased meanwhile. */
export async function keepLetterWords(on: Sql, id: string, words: Buffer): Promise<void> {
  await rows(
    on,
    `with locked as (
       select r.id from request r where r.id = (select request_id from email where id = :id) and citizen_id is not null
       for no key update
     ), kept as (
       update email set words_sealed = :words from locked
       where email.id = :id and email.request_id = locked.id and words_sealed is null
         and state in ('no address', 'undeliverable')
     )
     select 1`,
    { id, words },
  );
}

/** Whether an email goes by post from its beginning, as its citizen has no address for others. */
export async function isOnPaper(on: Sql, id: string): Promise<boolean> {
  const email = await firstRow<{ paper: boolean }>(on, 'select to_address is null as paper from email where id = :id', {
    id,
  });
  return email!.paper;
}

export interface LetterRow {
  id: string;
  requestId: string;
  reference: string;
  type: string;
  serviceId: string;
  archivedAt: Date | null;
  template: string;
  state: 'no address' | 'undeliverable' | 'posted';
  createdAt: Date;
  citizen: string;
  phone: string | null;
  /** Whether it can be posted, and not only be handed over. */
  hasAddress: boolean;
  /** Whether its words are there: for a moment after it was written they are not. */
  worded: boolean;
  printedAt: Date | null;
  printedBy: string | null;
  /** Civil date. */
  postedOn: string | null;
  postedBy: string | null;
}

const columns = `
  select e.id, e.request_id as "requestId", r.reference, r.type, r.service_id as "serviceId",
         r.archived_at as "archivedAt", e.template, e.state,
         e.created_at as "createdAt", c.given_name || ' ' || c.family_name as citizen, c.phone,
         coalesce(c.address, '') <> '' as "hasAddress", e.words_sealed is not null as worded,
         e.printed_at as "printedAt", printer.display_name as "printedBy",
         to_char(e.posted_on, 'YYYY-MM-DD') as "postedOn", poster.display_name as "postedBy"
  from email e join request r on r.id = e.request_id join citizen c on c.id = r.citizen_id
  left join agent printer on printer.id = e.printed_by
  left join agent poster on poster.id = e.posted_by`;

/**
 * A letter waits to be posted, unless nothing could be: who wrote online, gave neither an email nor an address, and reads
 * all of it on the request's page.
 */
export const waitsForPost = `
  e.audience = 'citizen' and e.state in ('no address', 'undeliverable')
  and (e.state = 'undeliverable' or coalesce(c.address, '') <> '' or r.channel not in ('web', 'mobile', 'email', 'open311'))`;

/** Those that wait, the oldest first. */
export function lettersToPost(on: Sql, services: readonly string[], limit: number): Promise<LetterRow[]> {
  return rows<LetterRow>(
    on,
    `${columns} where ${waitsForPost} and r.service_id = any(:services) order by e.created_at, e.id limit :limit`,
    { services, limit },
  );
}

/** How many wait, by service. */
export async function countLettersToPost(on: Sql, services: readonly string[]): Promise<Map<string, number>> {
  const counted = await rows<{ service: string; count: number }>(
    on,
    `select r.service_id as service, count(*)::int as count
     from email e join request r on r.id = e.request_id join citizen c on c.id = r.citizen_id
     where ${waitsForPost} and r.service_id = any(:services) group by 1`,
    { services },
  );
  return new Map(counted.map(({ service, count }) => [service, count]));
}

/** Of all services. */
export async function countAllLetters(on: Sql): Promise<number> {
  const counted = await firstRow<{ count: number }>(
    on,
    `select count(*)::int as count from email e join request r on r.id = e.request_id join citizen c on c.id = r.citizen_id
     where ${waitsForPost}`,
  );
  return counted!.count;
}

/** Those that were posted since, the latest first. */
export function lettersPosted(
  on: Sql,
  { services, since, limit }: { services: readonly string[]; since: string; limit: number },
): Promise<LetterRow[]> {
  return rows<LetterRow>(
    on,
    `${columns} where e.state = 'posted' and e.posted_on >= :since::date and r.service_id = any(:services)
     order by e.posted_on desc, e.created_at desc limit :limit`,
    { services, since, limit },
  );
}

/** Letters by their ids, in the order in which they were written; one that has gone by email is none. */
export function lettersById(on: Sql, ids: readonly string[]): Promise<(LetterRow & { wordsSealed: Buffer | null })[]> {
  return rows(
    on,
    `${columns.replace('select ', 'select e.words_sealed as "wordsSealed", ')}
     where e.id = any(:ids::uuid[]) and e.audience = 'citizen' and e.state in ('no address', 'undeliverable', 'posted')
     order by e.created_at, e.id`,
    { ids },
  );
}

export interface Posting {
  ids: readonly string[];
  agentId: string;
  at: Date;
}

/** Notes who has first made a file of them to be printed. */
export async function markPrinted(on: Sql, posting: Posting): Promise<void> {
  await rows(
    on,
    noted(`printed_at = :at::timestamptz, printed_by = :agentId::uuid`, 'printed_at is null', 'letter printed'),
    {
      ...posting,
      on: null,
    },
  );
}

/** @returns the ids of those that were; one that was posted, or mailed, meanwhile stays as it is */
export async function markPosted(on: Sql, posting: Posting & { on: string }): Promise<string[]> {
  const set = `state = 'posted', posted_on = :on::date, posted_by = :agentId::uuid`;
  const posted = await rows<{ id: string }>(on, noted(set, 'true', 'letter posted'), { ...posting });
  return posted.map(({ id }) => id);
}

/** Takes it back that a letter was posted. @returns false when it is not said to be */
export async function markNotPosted(on: Sql, { id, agentId, at }: { id: string; agentId: string; at: Date }) {
  const undone = await firstRow(
    on,
    `with locked as (
       select r.id from request r where r.id = (select request_id from email where id = :id) and citizen_id is not null
       for no key update
     ), undone as (
       update email set state = case when to_address is null then 'no address' else 'undeliverable' end,
                        posted_on = null, posted_by = null
       from locked where email.id = :id and email.request_id = locked.id and state = 'posted'
       returning email.id, request_id, template
     ), noted as (
       insert into journal (request_id, at, kind, actor, agent_id, data)
       select request_id, :at::timestamptz, 'letter not posted', 'agent', :agentId::uuid,
              jsonb_build_object('email', id, 'template', template)
       from undone
     )
     select 1 from undone`,
    { id, agentId, at },
  );
  return undone !== undefined;
}

// Locked in one order, so that two who post the same letters do not wait for each other.
const noted = (set: string, when: string, kind: string) => `
  with locked as (
    select r.id from request r
    where r.id in (select request_id from email where id = any(:ids::uuid[])) and citizen_id is not null
    order by r.id for no key update
  ), changed as (
    update email set ${set} from locked
    where email.id = any(:ids::uuid[]) and email.request_id = locked.id and audience = 'citizen'
      and state in ('no address', 'undeliverable') and ${when}
    returning email.id, request_id, template
  ), noted as (
    insert into journal (request_id, at, kind, actor, agent_id, data)
    select request_id, :at::timestamptz, '${kind}', 'agent', :agentId::uuid,
           jsonb_strip_nulls(jsonb_build_object('email', id, 'template', template, 'on', :on::text))
    from changed
  )
  select id from changed`;
