import type { CommentState } from './entities/comment.ts';
import { firstRow, rows, type Sql } from './sql.ts';

export interface NewComment {
  id: string;
  requestId: string;
  /** Null for somebody who gives none. */
  authorName: string | null;
  authorHash: Buffer;
  text: string;
  at: Date;
}

/**
 * Keeps a comment for the service to read before everybody does.
 *
 * @param on a transaction
 * @returns `ended` when the request is no longer open, `too soon` within a minute of the same person's last one
 */
export async function addComment(on: Sql, comment: NewComment): Promise<'added' | 'ended' | 'too soon'> {
  // Counted under the lock: of several at once, each sees those before it.
  const request = await firstRow<{ open: boolean }>(
    on,
    `select status = 'open' and withdrawn_at is null as open from request where id = :requestId for no key update`,
    { requestId: comment.requestId },
  );
  if (!request!.open) return 'ended';
  const added = await firstRow(on, addStatement, { ...comment });
  return added ? 'added' : 'too soon';
}

const addStatement = `
  with added as (
    insert into comment (id, request_id, author_name, author_hash, text, at)
    select :id::uuid, :requestId::uuid, :authorName::text, :authorHash::bytea, :text::text, :at::timestamptz
    where not exists (
      select from comment where request_id = :requestId and author_hash = :authorHash
                            and at > :at::timestamptz - interval '1 minute')
    returning id, request_id
  ), noted as (
    insert into journal (request_id, at, kind, actor, data)
    select request_id, :at::timestamptz, 'comment received', 'citizen', jsonb_build_object('comment', id) from added
  )
  select id from added`;

export interface Review {
  id: string;
  requestId: string;
  agentId: string;
  state: 'published' | 'refused';
  reason?: string | undefined;
  at: Date;
}

/** Publishes a comment or refuses it; one that was reviewed may be looked at again. False when there is none. */
export async function reviewComment(on: Sql, review: Review): Promise<boolean> {
  const reviewed = await firstRow(
    on,
    `with locked as (
       select id from request where id = :requestId for no key update
     ), reviewed as (
       update comment set state = :state, reason = :reason, reviewed_by = :agentId, reviewed_at = :at::timestamptz
       from locked where comment.id = :id and comment.request_id = locked.id
       returning comment.id, comment.request_id, comment.state
     ), noted as (
       insert into journal (request_id, at, kind, actor, agent_id, data)
       select request_id, :at::timestamptz, 'comment ' || state, 'agent', :agentId::uuid, jsonb_build_object('comment', id)
       from reviewed
     )
     select id from reviewed`,
    { ...review, reason: review.reason ?? null },
  );
  return reviewed !== undefined;
}

export interface CommentRow {
  id: string;
  authorName: string | null;
  text: string;
  at: Date;
  state: CommentState;
  reason: string | null;
}

export interface CommentFilter {
  requestId: string;
  states: readonly CommentState[];
  limit: number;
  /** The last row of the page before. */
  after?: { at: string; id: string } | undefined;
}

/** The latest first. */
export function commentsOf(on: Sql, { requestId, states, limit, after }: CommentFilter): Promise<CommentRow[]> {
  return rows<CommentRow>(
    on,
    `select id, author_name as "authorName", text, at, state, reason from comment
     where request_id = :requestId and state = any(:states::text[])
       and (:afterAt::timestamptz is null or (at, id) < (:afterAt, :afterId::uuid))
     order by at desc, id desc limit :limit`,
    { requestId, states, limit, afterAt: after?.at ?? null, afterId: after?.id ?? null },
  );
}

/** The requests of the given services on which comments wait to be read, the longest wait first. */
export function waitingComments(
  on: Sql,
  services: readonly string[],
): Promise<{ reference: string; waiting: number }[]> {
  return rows(
    on,
    `select r.reference, count(*)::int as waiting
     from comment c join request r on r.id = c.request_id
     where c.state = 'waiting' and r.service_id = any(:services)
     group by r.reference order by min(c.at) limit 20`,
    { services },
  );
}
