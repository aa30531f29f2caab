import { firstRow, rows, type Sql } from './sql.ts';

/**
 * Where a request stands, under its lock: what is decided on it holds until the transaction ends.
 *
 * @param on a transaction
 */
export async function lockRequest(on: Sql, requestId: string): Promise<{ open: boolean; serviceId: string }> {
  const request = await firstRow<{ open: boolean; serviceId: string }>(
    on,
    `select status = 'open' and withdrawn_at is null as open, service_id as "serviceId"
     from request where id = :requestId for no key update`,
    { requestId },
  );
  return request!;
}

export interface RedirectionRow {
  at: Date;
  fromService: string;
  toService: string;
  /** Empty where the process decided. */
  reason: string;
  agent: string | null;
  bounced: boolean;
}

/** Every service that a request was given to, oldest first. */
export function redirectionsOf(on: Sql, requestId: string): Promise<RedirectionRow[]> {
  return rows<RedirectionRow>(
    on,
    `select d.at, d.from_service as "fromService", d.to_service as "toService", d.reason, a.display_name as agent, d.bounced
     from redirection d left join agent a on a.id = d.agent_id
     where d.request_id = :requestId order by d.at, d.id`,
    { requestId },
  );
}
