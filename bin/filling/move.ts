import type { EntityManager } from 'typeorm';
import { firstRow, rows, type Sql } from '../../db/sql.ts';

/** All that a town has of a request, in an order that its references allow. The outbox is the engine's. */
export const movedTables = [
  ...['citizen', 'request', 'step', 'task', 'document', 'intervention_photo', 'message', 'note', 'redirection'],
  ...[
    'support',
    'comment',
    'booking',
    'postponement',
    'correction',
    'follower',
    'email',
    'survey',
    'legal_date',
    'journal',
  ],
] as const;

/** How a table's rows belong to a request, where they do not say it themselves. */
const belonging: Partial<Record<(typeof movedTables)[number], string>> = {
  citizen: 'id in (select citizen_id from request where id = any(:ids))',
  request: 'id = any(:ids)',
  intervention_photo: 'document_id in (select id from document where request_id = any(:ids))',
};

/** Where what comes later counts more. */
const order: Partial<Record<(typeof movedTables)[number], string>> = {
  legal_date: 'order by id',
  journal: 'order by request_id, seq',
};

/**
 * Writes requests with everything that belongs to them into another town, through its constraints and triggers: each
 * chain of the journal is linked there anew, by the trigger that links any.
 *
 * @param to a transaction
 */
export async function moveRequests(from: Sql, to: EntityManager, ids: readonly string[]): Promise<void> {
  for (let first = 0; first < ids.length; first += atOnce) {
    const some = ids.slice(first, first + atOnce);
    for (const table of movedTables) {
      const found = await rows<{ row: object }>(
        from,
        `select to_jsonb(moved) as row from ${table} moved where ${belonging[table] ?? 'request_id = any(:ids)'}
         ${order[table] ?? ''}`,
        { ids: some },
      );
      await insert(to, table, found);
    }
  }
}

/** Keeps what is sent to the database at once below some megabytes. */
const atOnce = 50;

/** Whole tables of what a town is made of: who works in it, what can be booked, how it is routed. */
export async function copyTables(from: Sql, to: Sql, names: readonly string[]): Promise<void> {
  for (const table of names) {
    const found = await rows<{ row: object }>(from, `select to_jsonb(copied) as row from ${table} copied`);
    await insert(to, table, found);
  }
}

async function insert(to: Sql, table: string, found: readonly { row: object }[]): Promise<void> {
  if (found.length === 0) return;
  // A number that a table gives itself is given anew.
  const { columns } = (await firstRow<{ columns: string }>(
    to,
    `select string_agg(quote_ident(attname), ', ' order by attnum) as columns from pg_attribute
     where attrelid = :table::text::regclass and attnum > 0 and not attisdropped and attidentity = ''`,
    { table },
  ))!;
  await rows(
    to,
    `with added as (
       insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, :found::jsonb)
       returning 1
     )
     select 1`,
    { found: JSON.stringify(found.map(({ row }) => row)) },
  );
}
