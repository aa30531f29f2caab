import { firstRow, rows, type Sql } from './sql.ts';

/** A signed-in citizen. */
export interface AccountRow {
  id: string;
  givenName: string;
  familyName: string;
  email: string | null;
}

export interface SignIn {
  /** The account's, if there is none yet. */
  id: string;
  /** The provider and its name for the person: by both together an account is found again. */
  issuer: string;
  subject: string;
  givenName: string;
  familyName: string;
  email: string | undefined;
  tokenHash: Buffer;
  idTokenSealed: Buffer;
  /** Of the session that this browser had before; it ends. */
  formerTokenHash: Buffer | undefined;
}

/** For a library's computer: short when nobody is there, and over at the end of the day. */
const idleMinutes = 30;
const wholeHours = 8;

/**
 * Opens a session, of a new account where the person is new. What the provider says of them now replaces what it said.
 *
 * @returns the account's id
 */
export async function openAccountSession(on: Sql, signIn: SignIn): Promise<string> {
  const person = await firstRow<{ id: string }>(on, openStatement, {
    ...signIn,
    email: signIn.email ?? null,
    formerTokenHash: signIn.formerTokenHash ?? null,
    idleMinutes,
    wholeHours,
  });
  return person!.id;
}

const openStatement = `
  with person as (
    insert into account (id, issuer, subject, given_name, family_name, email)
    values (:id, :issuer, :subject, :givenName, :familyName, :email)
    on conflict (issuer, subject) do update
      set given_name = excluded.given_name, family_name = excluded.family_name, email = excluded.email, signed_in_at = now()
    returning id
  ), over as (
    delete from account_session
    where token_hash = :formerTokenHash::bytea or expires_at < now()
       or last_seen_at < now() - :idleMinutes * interval '1 minute'
  ), opened as (
    insert into account_session (token_hash, account_id, id_token_sealed, expires_at)
    select :tokenHash, id, :idTokenSealed, now() + :wholeHours * interval '1 hour' from person
  )
  select id from person`;

/** Whose session it is, unless it is over. `last_seen` moves once a minute: a write at every page would cost a commit each. */
export async function findAccountBySession(on: Sql, tokenHash: Buffer): Promise<AccountRow | undefined> {
  const found = await firstRow<AccountRow & { stale: boolean }>(
    on,
    `select a.id, a.given_name as "givenName", a.family_name as "familyName", a.email,
            s.last_seen_at < now() - interval '1 minute' as stale
     from account_session s join account a on a.id = s.account_id
     where s.token_hash = :tokenHash and s.expires_at > now()
       and s.last_seen_at > now() - :idleMinutes * interval '1 minute'`,
    { tokenHash, idleMinutes },
  );
  if (!found) return undefined;
  const { stale, ...account } = found;
  if (stale) await rows(on, seenStatement, { tokenHash });
  return account;
}

const seenStatement =
  'with seen as (update account_session set last_seen_at = now() where token_hash = :tokenHash) select 1';

/** Ends a session. @returns the sealed ID token that the provider wants back, once */
export async function closeAccountSession(on: Sql, tokenHash: Buffer): Promise<Buffer | undefined> {
  const closed = await firstRow<{ idTokenSealed: Buffer }>(
    on,
    `with closed as (delete from account_session where token_hash = :tokenHash returning id_token_sealed)
     select id_token_sealed as "idTokenSealed" from closed`,
    { tokenHash },
  );
  return closed?.idTokenSealed;
}

/**
 * Removes an account with its sessions, in every browser, its drafts and its links; the requests stay as they are.
 *
 * @param on a transaction
 * @returns the ids of the drafts' files, to be taken from the store
 */
export async function deleteAccount(on: Sql, accountId: string): Promise<string[]> {
  // Locked by a statement of its own, and first: one that is being sent meanwhile is a request before this goes on.
  await rows(on, 'select 1 from draft where account_id = :accountId order by id for update', { accountId });
  const files = await rows<{ id: string }>(
    on,
    `with files as (
       delete from draft_document using draft
       where draft.id = draft_document.draft_id and draft.account_id = :accountId
       returning draft_document.id
     ), drafts as (
       delete from draft where account_id = :accountId
     ), deleted as (
       delete from account where id = :accountId
     )
     select id from files`,
    { accountId },
  );
  return files.map(({ id }) => id);
}
