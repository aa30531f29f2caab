/** Requests whose acknowledgement should have left, and has not. */
import type { Channel, EmailState } from '../workflows/contract.ts';
import { firstRow, rows, type Sql } from './sql.ts';

export interface Overdue {
  reference: string;
  type: string;
  serviceId: string;
  channel: Channel;
  receivedAt: Date;
  /** How far it has come: `not begun` where the engine has not even been told of the request. */
  state: Exclude<EmailState, 'sent' | 'posted'> | 'not begun';
}

export interface Limits {
  /** Those that came in by them are acknowledged electronically. */
  electronic: readonly Channel[];
  /** What was received before is overdue. */
  electronicBefore: Date;
  paperBefore: Date;
}

/** Open ones, the oldest first. @param services all where it is absent */
export function overdueAcknowledgements(
  on: Sql,
  { services, limit, ...limits }: Limits & { services?: readonly string[]; limit: number },
): Promise<Overdue[]> {
  return rows<Overdue>(
    on,
    `select r.reference, r.type, r.service_id as "serviceId", r.channel, r.received_at as "receivedAt", unsent.state
     ${overdue} order by r.received_at, r.id limit :limit`,
    { ...limits, services: services ?? null, limit },
  );
}

export async function countOverdue(
  on: Sql,
  { services, ...limits }: Limits & { services?: readonly string[] },
): Promise<number> {
  const counted = await firstRow<{ count: number }>(on, `select count(*)::int as count ${overdue}`, {
    ...limits,
    services: services ?? null,
  });
  return counted!.count;
}

// From the small indexes of what has not left. Who wrote online and gave no address at all has read it on the page that
// told of the filing.
const overdue = `
  from (
    select e.request_id, e.state from email e where e.template = 'acknowledgement' and e.state not in ('sent', 'posted')
    union all
    select o.request_id, 'not begun' from outbox o where o.kind = 'start'
  ) unsent
  join request r on r.id = unsent.request_id join citizen c on c.id = r.citizen_id
  where r.status = 'open' and r.withdrawn_at is null and r.service_id = any(coalesce(:services::text[], array[r.service_id]))
    and r.received_at < case when r.channel = any(:electronic) then :electronicBefore::timestamptz
                             else :paperBefore::timestamptz end
    and not (unsent.state = 'no address' and coalesce(c.address, '') = '' and r.channel = any(:electronic))
    and not exists (select from email e where e.request_id = r.id and e.template = 'acknowledgement'
                                          and e.state in ('sent', 'posted'))`;
