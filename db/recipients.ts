/** Who else has had a request's data, and is told when they are put right or restricted (RGPD, art. 19). */
import type { Words } from '../workflows/kit/fields.ts';
import { rows, type Sql } from './sql.ts';

/** Services, by their id, that a request `r` was with, or that were asked about it. */
export const servicesBefore = `
  select service_id from task where request_id = r.id and kind in ('opinion', 'intervention')
  union
  select from_service from redirection where request_id = r.id`;

export function recipientsOf(on: Sql, requestId: string): Promise<Words[]> {
  return rows<Words>(
    on,
    `select s.name_fr as fr, s.name_en as en
     from request r join lateral (${servicesBefore}) had on had.service_id <> r.service_id
     join service s on s.id = had.service_id
     where r.id = :requestId order by s.name_fr`,
    { requestId },
  );
}

/** Outside the town hall: experts who were asked, and the administration that it was passed on to. */
export async function outsideRecipients(on: Sql, requestId: string): Promise<string[]> {
  const found = await rows<{ name: string }>(
    on,
    `select distinct coalesce(nullif(concat_ws(', ', nullif(fields ->> 'administration', ''), fields ->> 'contact'), ''), expert) as name
     from task where request_id = :requestId and (expert is not null or fields ->> 'administration' <> '') order by 1`,
    { requestId },
  );
  return found.map(({ name }) => name);
}
