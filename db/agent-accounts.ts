import type { Role } from './entities/people.ts';
import { rows, type Sql } from './sql.ts';

/** An agent as those who administer the town see them. */
export interface AgentAccount {
  id: string;
  email: string;
  displayName: string;
  role: Role;
  services: string[];
  active: boolean;
}

export function listAgentAccounts(on: Sql): Promise<AgentAccount[]> {
  return rows<AgentAccount>(
    on,
    `select id, email, display_name as "displayName", role, active,
            array(select service_id from membership m where m.agent_id = a.id order by service_id) as services
     from agent a order by active desc, display_name, email`,
  );
}

/**
 * Adds an agent, who has no password before they have chosen one, or changes the one with this id.
 *
 * @param on a transaction
 */
export async function keepAgentAccount(on: Sql, account: AgentAccount): Promise<void> {
  await rows(
    on,
    `with kept as (
       insert into agent (id, email, display_name, role, active) values (:id, :email, :displayName, :role, :active)
       on conflict (id) do update set email = excluded.email, display_name = excluded.display_name,
                                      role = excluded.role, active = excluded.active
     )
     select 1`,
    { ...account },
  );
  await rows(
    on,
    `with wanted as (
       select unnest(:services::text[]) as service_id
     ), left_service as (
       delete from membership where agent_id = :id and service_id not in (select service_id from wanted)
     ), joined as (
       insert into membership (agent_id, service_id) select :id, service_id from wanted on conflict do nothing
     )
     select 1`,
    { id: account.id, services: account.services },
  );
}
