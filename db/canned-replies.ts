import { firstRow, rows, type Sql } from './sql.ts';

export interface CannedReplyRow {
  id: string;
  /** Null for all services. */
  serviceId: string | null;
  title: string;
  textFr: string;
  textEn: string | null;
}

const columns = `id, service_id as "serviceId", title, text_fr as "textFr", text_en as "textEn"`;

/** Those of the whole town and of the given services, by title. */
export function listCannedReplies(on: Sql, services: readonly string[]): Promise<CannedReplyRow[]> {
  return rows<CannedReplyRow>(
    on,
    `select ${columns} from canned_reply where service_id is null or service_id = any(:services)
     order by title, service_id nulls first`,
    { services },
  );
}

export function findCannedReply(on: Sql, id: string): Promise<CannedReplyRow | undefined> {
  return firstRow<CannedReplyRow>(on, `select ${columns} from canned_reply where id = :id`, { id });
}

/** Adds one, or changes the one of that id. False when the service has another of that title. */
export async function saveCannedReply(on: Sql, reply: CannedReplyRow): Promise<boolean> {
  const saved = await firstRow(
    on,
    `with taken as (
       select from canned_reply
       where service_id is not distinct from :serviceId and title = :title and id <> :id
     ), saved as (
       insert into canned_reply (id, service_id, title, text_fr, text_en)
       select :id, :serviceId, :title, :textFr, :textEn where not exists (select from taken)
       on conflict (id) do update
       set service_id = excluded.service_id, title = excluded.title, text_fr = excluded.text_fr, text_en = excluded.text_en
       returning id
     )
     select id from saved`,
    { ...reply },
  );
  return saved !== undefined;
}

export async function removeCannedReply(on: Sql, id: string): Promise<void> {
  await rows(on, 'with removed as (delete from canned_reply where id = :id) select 1', { id });
}
