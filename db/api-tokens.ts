import { type AgentRow, agentColumns } from './agents.ts';
import type { Scope } from './entities/credentials.ts';
import { firstRow, rows, type Sql } from './sql.ts';

export interface NewApiToken {
  id: string;
  agentId: string;
  name: string;
  tokenHash: Buffer;
  scopes: readonly Scope[];
  expiresAt: Date;
}

export async function addApiToken(on: Sql, token: NewApiToken): Promise<void> {
  await rows(
    on,
    `with added as (
       insert into api_token (id, agent_id, name, token_hash, scopes, expires_at)
       values (:id, :agentId, :name, :tokenHash, :scopes, :expiresAt)
     )
     select 1`,
    { ...token },
  );
}

export interface ApiTokenRow {
  id: string;
  name: string;
  scopes: Scope[];
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
}

/** An agent's tokens that still work, the newest first. */
export function apiTokensOf(on: Sql, agentId: string): Promise<ApiTokenRow[]> {
  return rows<ApiTokenRow>(
    on,
    `select id, name, scopes, created_at as "createdAt", expires_at as "expiresAt", last_used_at as "lastUsedAt"
     from api_token where agent_id = :agentId and expires_at > now() order by created_at desc, id`,
    { agentId },
  );
}

/** The agent for whom a program calls, and what it may do; its last use is kept to the minute. */
export async function findApiToken(
  on: Sql,
  tokenHash: Buffer,
): Promise<{ agent: AgentRow; scopes: Scope[] } | undefined> {
  const found = await firstRow<AgentRow & { scopes: Scope[]; stale: boolean }>(
    on,
    `select ${agentColumns}, t.scopes,
            coalesce(t.last_used_at < now() - interval '1 minute', true) as stale
     from api_token t join agent a on a.id = t.agent_id
     where t.token_hash = :tokenHash and a.active and t.expires_at > now()`,
    { tokenHash },
  );
  if (!found) return undefined;
  const { stale, scopes, ...agent } = found;
  if (stale)
    await rows(on, 'with used as (update api_token set last_used_at = now() where token_hash = :tokenHash) select 1', {
      tokenHash,
    });
  return { agent, scopes };
}

export async function removeApiToken(on: Sql, agentId: string, id: string): Promise<void> {
  await rows(on, 'with gone as (delete from api_token where agent_id = :agentId and id = :id) select 1', {
    agentId,
    id,
  });
}
