/** Requests that everybody may read, since an agent has answered so; nothing of their citizens is selected. */
import type { Facts } from '../workflows/contract.ts';
import { firstRow, rows, type Sql } from './sql.ts';

export interface PublishedRow {
  id: string;
  reference: string;
  revision: number;
  fields: Record<string, unknown>;
  /** Neither ended nor withdrawn. */
  open: boolean;
  step: string;
  outcome: string | null;
  publishedAt: Date;
  endedAt: Date | null;
  supports: number;
  /** Whether supports count now. */
  gathering: boolean;
  /** How many supports it takes, and until when they are gathered; null before that. */
  threshold: number | null;
  until: Date | null;
  comments: number;
  /** What the services found out in figures. */
  figures: Record<string, unknown> | null;
}

export interface PublishedFilter {
  type: string;
  /** The answer that publishes. */
  answer: string;
  limit: number;
  /** The last row of the page before. */
  after?: { at: string; id: string } | undefined;
}

/** Where published requests stand, in the order of their way. */
export const publishedStates = ['gathering', 'under way', 'ended'] as const;
export type PublishedState = (typeof publishedStates)[number];

export interface PublishedSearch {
  type: string;
  answer: string;
  /** Answers of the form that must be the same. */
  facts: Facts;
  state?: PublishedState | undefined;
  order: 'latest' | 'supports';
  limit: number;
  offset: number;
}

const published = (answer: string) => `
  select answered_at as at from task
  where task.request_id = r.id and task.kind = 'agent' and task.state = 'answered' and task.answer = ${answer}
  order by ordinal limit 1`;
const columns = `
  r.id, r.reference, r.revision, r.fields, r.status = 'open' and r.withdrawn_at is null as open, r.step, r.outcome,
  r.ended_at as "endedAt", published.at as "publishedAt", coalesce(gathering.state = 'open', false) as gathering,
  gathering.supports as threshold, gathering.due_at as until,
  (select count(*)::int from support s where s.request_id = r.id) as supports,
  (select count(*)::int from comment c where c.request_id = r.id and c.state = 'published') as comments,
  (select t.fields from task t where t.request_id = r.id and t.fields is not null order by t.ordinal desc limit 1) as figures`;
const joins = `
  request r join lateral (${published(':answer')}) published on r.citizen_id is not null
  left join lateral (
    select supports, due_at, state from task where task.request_id = r.id and task.kind = 'public' order by ordinal desc limit 1
  ) gathering on true`;

/** The latest published first. */
export function listPublished(on: Sql, { type, answer, limit, after }: PublishedFilter): Promise<PublishedRow[]> {
  return rows<PublishedRow>(
    on,
    `select ${columns} from ${joins}
     where r.type = :type and (:at::timestamptz is null or (published.at, r.id) < (:at, :id::uuid))
     order by published.at desc, r.id desc limit :limit`,
    { type, answer, limit, at: after?.at ?? null, id: after?.id ?? null },
  );
}

/** A page of those that fit, with how many fit in all. A number of supports moves on between pages, as a date does not. */
export async function searchPublished(
  on: Sql,
  search: PublishedSearch,
): Promise<{ found: PublishedRow[]; total: number }> {
  const { order, state = null, ...rest } = search;
  const parameters = { ...rest, state };
  const [found, counted] = await Promise.all([
    rows<PublishedRow>(on, searchStatements[order], parameters),
    firstRow<{ total: number }>(on, countStatement, parameters),
  ]);
  return { found, total: counted!.total };
}

const fitting = `
  r.type = :type and r.facts @> :facts::jsonb
  and (:state::text is null or :state = case
    when r.status = 'ended' or r.withdrawn_at is not null then 'ended'
    when gathering.state = 'open' then 'gathering' else 'under way' end)`;
const searchBy = (order: string) => `
  select ${columns} from ${joins} where ${fitting}
  order by ${order} limit :limit offset :offset`;
const searchStatements = {
  latest: searchBy('published.at desc, r.id desc'),
  supports: searchBy('supports desc, published.at desc, r.id desc'),
} as const;
const countStatement = `select count(*)::int as total from ${joins} where ${fitting}`;

export function findPublished(
  on: Sql,
  { type, answer, reference }: { type: string; answer: string; reference: string },
): Promise<PublishedRow | undefined> {
  const statement = `select ${columns} from ${joins} where r.type = :type and r.reference = :reference`;
  return firstRow<PublishedRow>(on, statement, { type, answer, reference });
}

export interface PublicReply {
  name: string;
  answer: string;
  reply: string;
  at: Date;
}

/**
 * The agents' words that everybody may read, by the tasks' names, oldest first. A draft is not among them: only words
 * after which the process has written to the citizen.
 */
export function publicReplies(on: Sql, requestId: string, names: readonly string[]): Promise<PublicReply[]> {
  return rows<PublicReply>(
    on,
    `select name, answer, reply, answered_at as at from task
     where request_id = :requestId and kind = 'agent' and state = 'answered' and reply is not null
       and name = any(:names::text[])
       and exists (
         select from email e where e.request_id = task.request_id and e.key ~ '^[^/]+/\\d+$'
           and split_part(e.key, '/', 2)::integer > task.ordinal)
     order by ordinal`,
    { requestId, names },
  );
}
