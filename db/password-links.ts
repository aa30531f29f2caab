import type { AgentRow } from './agents.ts';
import { firstRow, rows, type Sql } from './sql.ts';

/** Makes the link by which an agent chooses a password, for a day; the one before is worth nothing then. */
export async function makePasswordLink(
  on: Sql,
  link: { agentId: string; tokenHash: Buffer; madeBy: string },
): Promise<void> {
  await rows(
    on,
    `with made as (
       insert into password_link (agent_id, token_hash, made_by, expires_at)
       values (:agentId, :tokenHash, :madeBy, now() + interval '1 day')
       on conflict (agent_id) do update set token_hash = excluded.token_hash, made_by = excluded.made_by,
                                            expires_at = excluded.expires_at
     )
     select 1`,
    { ...link },
  );
}

type LinkOwner = Pick<AgentRow, 'id' | 'email' | 'displayName'> & { secondFactor: boolean };

/** Whose link it is, while it holds. */
export function findPasswordLink(on: Sql, tokenHash: Buffer): Promise<LinkOwner | undefined> {
  return firstRow<LinkOwner>(
    on,
    `select a.id, a.email, a.display_name as "displayName", a.otp_sealed is not null as "secondFactor"
     from password_link l join agent a on a.id = l.agent_id
     where l.token_hash = :tokenHash and l.expires_at > now() and a.active`,
    { tokenHash },
  );
}

/**
 * Chooses a password by a link, once, and makes the place a known one: who was locked out by strangers signs in from it.
 *
 * @returns false when the link is no good, or was used a moment before
 */
export async function usePasswordLink(
  on: Sql,
  choice: { tokenHash: Buffer; passwordHash: string; place: Buffer },
): Promise<boolean> {
  const used = await firstRow(
    on,
    `with used as (
       delete from password_link where token_hash = :tokenHash and expires_at > now() returning agent_id
     ), chosen as (
       update agent set password_hash = :passwordHash from used where agent.id = used.agent_id and agent.active
       returning agent.id
     ), seen as (
       insert into known_place (agent_id, place) select id, :place from chosen
       on conflict (agent_id, place) do update set seen_at = now()
     )
     select id from chosen`,
    { ...choice },
  );
  return used !== undefined;
}
