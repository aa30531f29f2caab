import { firstRow, rows, type Sql } from './sql.ts';

export interface SavedViewRow {
  id: string;
  name: string;
  filters: Record<string, string>;
}

/** An agent's own, by name. */
export function savedViews(on: Sql, agentId: string): Promise<SavedViewRow[]> {
  return rows(on, 'select id, name, filters from saved_view where agent_id = :agentId order by name', { agentId });
}

/** Keeps a view under its name, in the place of one that has it. False when there are `most` already. */
export async function saveView(
  on: Sql,
  view: { id: string; agentId: string; name: string; filters: object; most: number },
): Promise<boolean> {
  const saved = await firstRow(
    on,
    `with saved as (
       insert into saved_view (id, agent_id, name, filters)
       select :id, :agentId, :name, :filters::jsonb
       where (select count(*) from saved_view where agent_id = :agentId and name <> :name) < :most
       on conflict (agent_id, name) do update set filters = excluded.filters
       returning id
     )
     select id from saved`,
    view,
  );
  return saved !== undefined;
}

/** False when the agent has no such view. */
export async function deleteView(on: Sql, view: { id: string; agentId: string }): Promise<boolean> {
  const deleted = await firstRow(
    on,
    `with deleted as (delete from saved_view where id = :id and agent_id = :agentId returning id)
     select id from deleted`,
    view,
  );
  return deleted !== undefined;
}
