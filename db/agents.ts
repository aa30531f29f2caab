import type { Role } from './entities/people.ts';
import { firstRow, rows, type Sql } from './sql.ts';

export interface AgentRow {
  id: string;
  email: string;
  displayName: string;
  role: Role;
  services: string[];
}

const agentColumns = `
  a.id, a.email, a.display_name as "displayName", a.role,
  array(select service_id from membership m where m.agent_id = a.id order by service_id) as services`;

/** @param email as typed; case does not count */
export function findAgentByEmail(on: Sql, email: string): Promise<(AgentRow & { passwordHash: string }) | undefined> {
  return firstRow(
    on,
    `select ${agentColumns}, a.password_hash as "passwordHash" from agent a where a.email = lower(:email) and a.active`,
    { email },
  );
}

/** Who else is at work in one of the services, by name. */
export function listColleagues(on: Sql, services: readonly string[]): Promise<AgentRow[]> {
  return rows<AgentRow>(
    on,
    `select ${agentColumns} from agent a
     where a.active and exists (select from membership m where m.agent_id = a.id and m.service_id = any(:services))
     order by a.display_name, a.id`,
    { services },
  );
}

const idleHours = 2;
const wholeHours = 10;

export async function openSession(on: Sql, tokenHash: Buffer, agentId: string): Promise<void> {
  await rows(
    on,
    `with opened as (
       insert into session (token_hash, agent_id, expires_at)
       values (:tokenHash, :agentId, now() + :wholeHours * interval '1 hour')
     )
     select 1`,
    { tokenHash, agentId, wholeHours },
  );
}

/**
 * The agent whose session it is, unless it has expired, been idle for two hours, or the account is closed. `last_seen`
 * moves once a minute: a write at every page would cost a commit each.
 */
export async function findSession(on: Sql, tokenHash: Buffer): Promise<AgentRow | undefined> {
  const found = await firstRow<AgentRow & { stale: boolean }>(
    on,
    `select ${agentColumns}, s.last_seen_at < now() - interval '1 minute' as stale
     from session s join agent a on a.id = s.agent_id
     where s.token_hash = :tokenHash and a.active and s.expires_at > now()
       and s.last_seen_at > now() - :idleHours * interval '1 hour'`,
    { tokenHash, idleHours },
  );
  if (!found) return undefined;
  const { stale, ...agent } = found;
  if (stale)
    await rows(on, `with seen as (update session set last_seen_at = now() where token_hash = :tokenHash) select 1`, {
      tokenHash,
    });
  return agent;
}

export async function closeSession(on: Sql, tokenHash: Buffer): Promise<void> {
  await rows(on, 'with closed as (delete from session where token_hash = :tokenHash) select 1', { tokenHash });
}

export interface ServiceRow {
  id: string;
  nameFr: string;
  nameEn: string;
  email: string;
  phone: string;
  address: string;
}

const serviceColumns = 'id, name_fr as "nameFr", name_en as "nameEn", email, phone, address';

export function listServices(on: Sql): Promise<ServiceRow[]> {
  return rows<ServiceRow>(on, `select ${serviceColumns} from service order by name_fr`);
}
