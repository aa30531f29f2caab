/** What people do on requests that are not theirs: confirm by an emailed link, follow, and leave again. */
import { newId } from './ids.ts';
import { mailedByRelay } from './outbox.ts';
import { isMarkOf, markOf, seal, type TownKey, unseal } from './secrets.ts';
import { firstRow, type Sql } from './sql.ts';

export type ParticipationAct = 'support' | 'follow';

/** The emails that ask whether an address is its owner's, by what the owner then does. */
export const confirmationTemplates = { support: 'confirm-support', follow: 'confirm-following' } as const;

export interface Confirmation {
  act: ParticipationAct;
  requestId: string;
  email: string;
  language: 'fr' | 'en';
}

/** A link is good for three days: what nobody confirms is kept nowhere, and can be asked for again. */
const validMs = 3 * 86_400_000;

/** What the link of an email says, so that nothing is kept of an address before its owner has opened it. */
export function sealConfirmation(key: TownKey, { act, requestId, email, language }: Confirmation, at = Date.now()) {
  return seal(key, Buffer.from(JSON.stringify([act, requestId, email, language, at + validMs]))).toString('base64url');
}

/** @returns undefined for a link that is none of ours, was altered or is too old */
export function openConfirmation(key: TownKey, token: string, at = Date.now()): Confirmation | undefined {
  try {
    const [act, requestId, email, language, until] = JSON.parse(
      unseal(key, Buffer.from(token, 'base64url')).toString(),
    );
    // Other links are sealed by the same key: they are no such list.
    return confirmationTemplates[act as ParticipationAct] && until > at
      ? { act, requestId, email, language }
      : undefined;
  } catch {
    return undefined;
  }
}

export interface AskedConfirmation extends Confirmation {
  /** Tells one person's confirmations from another's. */
  personHash: Buffer;
  at: Date;
}

/**
 * Writes the email that asks for a confirmation, with what makes the engine deliver it. The same person gets one an hour
 * for the same act on the same request: nobody's mailbox is filled by others.
 *
 * @param on a transaction
 */
export async function queueConfirmation(on: Sql, asked: AskedConfirmation): Promise<void> {
  const { act, requestId, email, language, personHash, at } = asked;
  const hour = Math.floor(at.getTime() / 3_600_000);
  await firstRow(
    on,
    `with mailed as (
       insert into email (id, request_id, key, template, audience, language, to_address, state, created_at)
       values (:id, :requestId, :key, :template, 'public', :language, :email, 'queued', :at::timestamptz)
       on conflict do nothing
       returning id, request_id
     ), told as (
       ${mailedByRelay}
     )
     select 1`,
    {
      id: newId(at.getTime()),
      requestId,
      // Step 0 is no step of the process.
      key: `${requestId}/0/${act}/${personHash.toString('base64url')}/${hour}`,
      template: confirmationTemplates[act],
      language,
      email,
      at,
    },
  );
}

/**
 * Lets an address hear the news of a request, or of the one that it goes on under; somebody who follows it goes on so.
 *
 * @param on a transaction
 * @returns false when the request has ended
 */
export async function addFollower(
  on: Sql,
  follower: { requestId: string; email: string; language: 'fr' | 'en'; at: Date },
): Promise<boolean> {
  const { requestId, email, language, at } = follower;
  // Before it is looked where it goes on: whoever joins it takes its followers along.
  await firstRow(on, 'select 1 from request where id = :requestId for no key update', { requestId });
  const added = await firstRow(
    on,
    `with followed as (
       select main.id from request r join request main on main.id = coalesce(r.joined_to, r.id)
       where r.id = :requestId and main.status = 'open' and main.withdrawn_at is null
     ), added as (
       insert into follower (id, request_id, address, language, at)
       select :id, id, lower(:email), :language, :at::timestamptz from followed
       on conflict (request_id, address) do update set language = excluded.language
     )
     select id from followed`,
    { id: newId(at.getTime()), requestId, email, language, at },
  );
  return added !== undefined;
}

/** Takes a follower away, with the emails that still wait for them. @returns false when there is none of that id */
export async function removeFollower(on: Sql, id: string): Promise<boolean> {
  const removed = await firstRow(
    on,
    'with removed as (delete from follower where id = :id returning id) select id from removed',
    { id },
  );
  return removed !== undefined;
}

/** What the link to leave says: the follower's id with a mark that nobody else can make. It does not age. */
export const leavingToken = (key: TownKey, followerId: string) =>
  `${followerId}.${markOf(key, `leave ${followerId}`).toString('base64url')}`;

/** @returns the follower's id, undefined for a token that is none of ours */
export function openLeaving(key: TownKey, token: string): string | undefined {
  const [followerId = '', mark = ''] = token.split('.');
  return isMarkOf(key, `leave ${followerId}`, Buffer.from(mark, 'base64url')) ? followerId : undefined;
}
