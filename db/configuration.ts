/** What an operator's check of the configuration reads. */
import { firstRow, rows, type Sql } from './sql.ts';

export interface ServiceStaff {
  service: string;
  agents: number;
  managers: number;
}

/** How many may answer for each service, and decide there. */
export function staffOfServices(on: Sql): Promise<ServiceStaff[]> {
  return rows<ServiceStaff>(
    on,
    `select s.id as service,
            (count(a.id) filter (where a.role in ('agent', 'manager')))::int as agents,
            (count(a.id) filter (where a.role = 'manager'))::int as managers
     from service s
     left join membership m on m.service_id = s.id left join agent a on a.id = m.agent_id and a.active
     group by s.id order by s.id`,
  );
}

/** Those of the given accounts that somebody could sign in with. */
export async function activeAmong(on: Sql, emails: readonly string[]): Promise<string[]> {
  const found = await rows<{ email: string }>(
    on,
    'select email from agent where active and email = any(:emails) order by email',
    { emails },
  );
  return found.map(({ email }) => email);
}

/** The oldest thing that the town's key has sealed. */
export function oldestSealed(on: Sql): Promise<{ sealed: Buffer; at: Date } | undefined> {
  return firstRow(
    on,
    `select tracking_sealed as sealed, received_at as at from request
     where octet_length(tracking_sealed) > 0 order by received_at limit 1`,
  );
}

/** When the town's key was changed for the present one, as the journal's heads show by their signatures; null if never. */
export async function keyChangedAt(on: Sql, publicKey: Buffer): Promise<Date | null> {
  const changed = await firstRow<{ at: Date | null }>(
    on,
    `select case when bool_or(public_key <> :publicKey::bytea)
                 then coalesce(min(at) filter (where public_key = :publicKey::bytea), now()) end as at
     from journal_head`,
    { publicKey },
  );
  return changed?.at ?? null;
}
