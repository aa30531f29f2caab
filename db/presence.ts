import { rows, type Sql } from './sql.ts';

/**
 * What the open pages of a request tell each other, whichever process serves them: nothing of it is kept, and a page that
 * nobody else looks at has nobody to tell. A page says that it `comes` and hears from each other one that it `looks`.
 */
export interface Saying {
  does: 'comes' | 'looks' | 'types' | 'leaves';
  /** The page that says it; of who types, whichever page of theirs it is. */
  page: string;
  agentId: string;
  name: string;
}

/** A notification writes no row and waits for no disk. Whoever listens for the request's news (`bell.ts`) hears it. */
export async function say(on: Sql, requestId: string, saying: Saying): Promise<void> {
  const payload = `${requestId} ${encodeURIComponent(JSON.stringify(saying))}`;
  await rows(on, `select pg_notify('follow', :payload)`, { payload });
}

export const heard = (said: string) => JSON.parse(decodeURIComponent(said)) as Saying;
