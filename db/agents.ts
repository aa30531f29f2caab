import type { Role } from './entities/people.ts';
import { firstRow, rows, type Sql } from './sql.ts';

export interface AgentRow {
  id: string;
  email: string;
  displayName: string;
  role: Role;
  services: string[];
}

export const agentColumns = `
  a.id, a.email, a.display_name as "displayName", a.role,
  array(select service_id from membership m where m.agent_id = a.id order by service_id) as services`;

/** What an agent proves that it is them with. */
export interface Credentials {
  /** Null for who has never chosen a password. */
  passwordHash: string | null;
  /** The key of the second factor; null for who has set none up. */
  otpSealed: Buffer | null;
}

/** @param by the address as typed, whose case does not count, or the id */
export function findCredentials(
  on: Sql,
  by: { email: string } | { id: string },
): Promise<(AgentRow & Credentials) | undefined> {
  return firstRow(
    on,
    `select ${agentColumns}, a.password_hash as "passwordHash", a.otp_sealed as "otpSealed" from agent a
     where ${'email' in by ? 'a.email = lower(:email)' : 'a.id = :id'} and a.active`,
    { ...by },
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

/** Ends all the agent's sessions, this one too: the database does it. */
export async function setPassword(on: Sql, agentId: string, passwordHash: string): Promise<void> {
  await rows(on, 'with chosen as (update agent set password_hash = :passwordHash where id = :agentId) select 1', {
    agentId,
    passwordHash,
  });
}

/**
 * The agent whom an identity provider names: by its own name for them, or at the first time by their address.
 *
 * @returns undefined when nobody is known by either, or the address belongs to who is known by another name
 */
export function findAgentByIdentity(
  on: Sql,
  identity: { issuer: string; subject: string; email: string | null },
): Promise<(AgentRow & Credentials) | undefined> {
  return firstRow(
    on,
    `with known as (
       select id from agent where issuer = :issuer and subject = :subject
     ), linked as (
       update agent set issuer = :issuer, subject = :subject
       where email = lower(:email) and active and issuer is null and not exists (select from known)
       returning id
     )
     select ${agentColumns}, a.password_hash as "passwordHash", a.otp_sealed as "otpSealed" from agent a
     where a.active and a.id in (select id from known union all select id from linked)`,
    { ...identity },
  );
}

/** The provider's next word for the agent's address links it again. */
export async function unlinkIdentity(on: Sql, agentId: string): Promise<void> {
  await rows(on, 'with unlinked as (update agent set issuer = null, subject = null where id = :agentId) select 1', {
    agentId,
  });
}

export interface AgentSummary {
  id: string;
  email: string;
  displayName: string;
  role: Role;
  active: boolean;
  secondFactor: boolean;
  /** Known to the identity provider. */
  linked: boolean;
}

export function listAgents(on: Sql): Promise<AgentSummary[]> {
  return rows<AgentSummary>(
    on,
    `select id, email, display_name as "displayName", role, active, otp_sealed is not null as "secondFactor",
            issuer is not null as linked
     from agent order by active desc, display_name, email`,
  );
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

export async function keepService(on: Sql, service: ServiceRow): Promise<void> {
  await rows(
    on,
    `with kept as (
       insert into service (id, name_fr, name_en, email, phone, address)
       values (:id, :nameFr, :nameEn, :email, :phone, :address)
       on conflict (id) do update set name_fr = excluded.name_fr, name_en = excluded.name_en, email = excluded.email,
                                      phone = excluded.phone, address = excluded.address
     )
     select 1`,
    { ...service },
  );
}
