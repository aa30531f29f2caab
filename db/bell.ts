import { Client } from 'pg';
import { firstRow, type Sql } from './sql.ts';

/**
 * What is rung for: `follow`, when something is written about a request that somebody looks at (trigger `journal_ring`);
 * `worklist`, when a task comes into the list of a service (trigger `worklist_ring`).
 */
export type Topic = 'follow' | 'worklist';

export interface Bell {
  /**
   * @param key the id of a request or of a service
   * @param ring is given what was said beside the key: the id of a task, or which agent looks at the request
   * (`presence.ts`); nothing after a connection was lost
   * @returns what ends it; once this has resolved, nothing that is written later is missed
   */
  subscribe(key: string, ring: (said?: string) => void): Promise<() => void>;
}

interface Subscriber {
  key: string;
  ring: (said?: string) => void;
}

/** How long the connection outlives the last who looked, and waits after it was lost; in milliseconds. */
const idleMs = 5_000;
const retryMs = 1_000;

/**
 * One connection for the whole process, open while somebody looks. It holds a shared lock for each of them: that is how a
 * writer knows, without a row and without asking, that it must ring.
 */
export function openBell(url: string, topic: Topic): Bell {
  const subscribers = new Set<Subscriber>();
  let connection: Promise<Client> | undefined;
  let asked: Promise<unknown> = Promise.resolve();

  /** One statement after the other: the driver is going to refuse one that comes while another runs. */
  function ask(client: Client, statement: string, key: string): Promise<unknown> {
    const answer = asked.then(() => client.query(statement, [topic, key]));
    asked = answer.catch(() => {});
    return answer;
  }

  function connected(): Promise<Client> {
    if (connection) return connection;
    const opening = connect(() => {
      if (connection !== opening) return;
      connection = undefined;
      setTimeout(again, retryMs).unref();
    });
    opening.catch(() => {
      if (connection === opening) connection = undefined;
    });
    connection = opening;
    return opening;
  }

  async function connect(lost: () => void): Promise<Client> {
    const client = new Client({ connectionString: url, application_name: `guichet ${topic}`, keepAlive: true });
    client.on('notification', ({ payload = '' }) => {
      const [rung, said] = payload.split(' ');
      for (const { key, ring } of subscribers) if (key === rung) ring(said);
    });
    client.on('error', lost);
    client.on('end', lost);
    await client.connect();
    await client.query(`listen ${topic}`);
    // Those of a connection that was lost: what was written meanwhile is found by ringing for each.
    for (const { key, ring } of subscribers) {
      await ask(client, hold, key);
      ring();
    }
    return client;
  }

  function again(): void {
    if (subscribers.size > 0) connected().catch(() => setTimeout(again, retryMs).unref());
  }

  function rest(): void {
    if (subscribers.size > 0) return;
    const idle = connection;
    connection = undefined;
    idle?.then((client) => client.end()).catch(() => {});
  }

  return {
    async subscribe(key, ring) {
      const client = await connected();
      const subscriber = { key, ring };
      subscribers.add(subscriber);
      try {
        await ask(client, hold, key);
      } catch (error) {
        subscribers.delete(subscriber);
        throw error;
      }
      return () => {
        subscribers.delete(subscriber);
        connection?.then((open) => ask(open, unlock, key)).catch(() => {});
        if (subscribers.size === 0) setTimeout(rest, idleMs).unref();
      };
    },
  };
}

// A lock that was held twice by one connection is let go twice.
const lock = 'hashtext($1), hashtext($2)';
const unlock = `select pg_advisory_unlock_shared(${lock})`;
const hold = `select pg_advisory_lock_shared(${lock})`;

/** The number of the last line of a request's journal that is news. */
export async function lastEntry(on: Sql, requestId: string): Promise<number> {
  const last = await firstRow<{ seq: number }>(
    on,
    `select coalesce(max(seq), 0) as seq from journal where request_id = :requestId and kind <> 'request read'`,
    { requestId },
  );
  return last!.seq;
}
