import { type AgentRow, agentColumns } from './agents.ts';
import { firstRow, rows, type Sql } from './sql.ts';

const idleHours = 2;
const wholeHours = 10;
const isOpen = `s.expires_at > now() and s.last_seen_at > now() - :idleHours * interval '1 hour'`;

export interface NewSession {
  id: string;
  tokenHash: Buffer;
  agentId: string;
  /** Proven here or at the identity provider. */
  secondFactor: boolean;
  device: string;
  idTokenSealed: Buffer | null;
  /** From where, hashed: guesses of strangers do not count there. */
  place: Buffer;
}

/** Opens a session, and sweeps away those of the same agent that are over. */
export async function openSession(on: Sql, session: NewSession): Promise<void> {
  await rows(
    on,
    `with over as (
       delete from session s where agent_id = :agentId and not (${isOpen})
     ), seen as (
       insert into known_place (agent_id, place) values (:agentId, :place)
       on conflict (agent_id, place) do update set seen_at = now()
     ), opened as (
       insert into session (id, token_hash, agent_id, second_factor, device, id_token_sealed, expires_at)
       values (:id, :tokenHash, :agentId, :secondFactor, :device, :idTokenSealed, now() + :wholeHours * interval '1 hour')
     )
     select 1`,
    { ...session, wholeHours, idleHours },
  );
}

export interface FoundSession {
  agent: AgentRow;
  session: { id: string; secondFactor: boolean };
}

/**
 * The agent whose session it is, unless it has expired, been idle for two hours, or the account is closed. `last_seen`
 * moves once a minute: a write at every page would cost a commit each.
 */
export async function findSession(on: Sql, tokenHash: Buffer): Promise<FoundSession | undefined> {
  const found = await firstRow<AgentRow & { sessionId: string; secondFactor: boolean; stale: boolean }>(
    on,
    `select ${agentColumns}, s.id as "sessionId", s.second_factor as "secondFactor",
            s.last_seen_at < now() - interval '1 minute' as stale
     from session s join agent a on a.id = s.agent_id
     where s.token_hash = :tokenHash and a.active and ${isOpen}`,
    { tokenHash, idleHours },
  );
  if (!found) return undefined;
  const { stale, sessionId, secondFactor, ...agent } = found;
  if (stale)
    await rows(on, `with seen as (update session set last_seen_at = now() where token_hash = :tokenHash) select 1`, {
      tokenHash,
    });
  return { agent, session: { id: sessionId, secondFactor } };
}

/** @returns the sealed ID token that the identity provider wants back, if it was one of its sessions */
export async function closeSession(on: Sql, tokenHash: Buffer): Promise<Buffer | undefined> {
  const closed = await firstRow<{ idTokenSealed: Buffer | null }>(
    on,
    `with closed as (delete from session where token_hash = :tokenHash returning id_token_sealed)
     select id_token_sealed as "idTokenSealed" from closed`,
    { tokenHash },
  );
  return closed?.idTokenSealed ?? undefined;
}

export interface SessionRow {
  id: string;
  device: string;
  createdAt: Date;
  lastSeenAt: Date;
}

/** An agent's open sessions, the last used first. */
export function sessionsOf(on: Sql, agentId: string): Promise<SessionRow[]> {
  return rows<SessionRow>(
    on,
    `select s.id, s.device, s.created_at as "createdAt", s.last_seen_at as "lastSeenAt"
     from session s where s.agent_id = :agentId and ${isOpen} order by s.last_seen_at desc, s.id`,
    { agentId, idleHours },
  );
}

/** Ends one of an agent's sessions, or all of them. */
export async function endSessions(on: Sql, agentId: string, sessionId: string | 'all'): Promise<void> {
  await rows(
    on,
    `with ended as (
       delete from session where agent_id = :agentId and (:sessionId::text = 'all' or id::text = :sessionId)
     )
     select 1`,
    { agentId, sessionId },
  );
}

/** Whether an agent has signed in from a place within the last three months. */
export async function isKnownPlace(on: Sql, email: string, place: Buffer): Promise<boolean> {
  const found = await firstRow(
    on,
    `select from known_place k join agent a on a.id = k.agent_id
     where a.email = lower(:email) and k.place = :place and k.seen_at > now() - interval '90 days'`,
    { email, place },
  );
  return found !== undefined;
}
