import { Client } from 'pg';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { hurryOutbox, lockOutbox, type OutboxRow, outboxWaits, settleOutbox } from '../db/outbox.ts';
import { type Engine, engineErrorText } from './engine.ts';

export interface RelayServices {
  db: DataSource;
  engine: Engine;
  log: Logger;
}

/** Requests that one round takes on, and rounds that run side by side: one slow call holds up its own round alone. */
const roundSize = 16;
const rounds = 3;
/** For rows that were put off and for notifications that were lost with their connection, in milliseconds. */
const sweepMs = 500;

/**
 * Delivers the outbox to the engine until it is stopped: woken by `NOTIFY` at each commit, and by a sweep.
 * Any number of relays may run on one database.
 */
export function startRelay(services: RelayServices): { stop(): Promise<void> } {
  const bell = new Bell();
  const stopping = new AbortController();
  const listener = listen(services, bell, stopping.signal);
  const sweep = setInterval(() => bell.ring(), sweepMs);
  const lanes = Array.from({ length: rounds }, () => lane(services, bell, stopping.signal));
  return {
    async stop() {
      stopping.abort();
      clearInterval(sweep);
      bell.close();
      await Promise.all([...lanes, listener]);
    },
  };
}

async function lane({ db, engine, log }: RelayServices, bell: Bell, stopping: AbortSignal): Promise<void> {
  let away = false;
  while (!stopping.aborted) {
    try {
      const { delivered, failed } = await deliverRound(db, engine, log);
      if (away && delivered > 0) await hurryOutbox(db);
      away = failed > 0 && delivered === 0;
      // There may be a next row behind each one that left; one look costs less than an empty round.
      if (delivered > 0 && (await outboxWaits(db))) continue;
    } catch (error) {
      log.warn({ code: (error as { code?: string }).code }, 'the outbox could not be read');
    }
    await bell.rung();
  }
}

/** One round is one transaction: the locks on its rows are what keeps a request's order. */
async function deliverRound(
  db: DataSource,
  engine: Engine,
  log: Logger,
): Promise<{ delivered: number; failed: number }> {
  return db.transaction(async (transaction) => {
    const waiting = await lockOutbox(transaction, roundSize);
    if (waiting.length === 0) return { delivered: 0, failed: 0 };
    const outcomes = await Promise.all(waiting.map((row) => deliver(engine, row)));
    const delivered = outcomes.filter((outcome) => outcome.error === undefined).map((outcome) => outcome.id);
    const failed = outcomes.flatMap(({ id, error }) => (error === undefined ? [] : [{ id, error }]));
    for (const { id, error } of failed) log.warn({ outbox: id, error }, 'delivery put off');
    await settleOutbox(transaction, delivered, failed);
    return { delivered: delivered.length, failed: failed.length };
  });
}

async function deliver(engine: Engine, row: OutboxRow): Promise<{ id: string; error?: string }> {
  try {
    await engine.deliver(row);
    return { id: row.id };
  } catch (error) {
    return { id: row.id, error: engineErrorText(error) };
  }
}

/** Keeps one connection on `LISTEN outbox` and opens another when it is lost. */
async function listen({ db, log }: RelayServices, bell: Bell, stopping: AbortSignal): Promise<void> {
  const { url } = db.options as { url: string };
  while (!stopping.aborted) {
    const client = new Client({ connectionString: url, application_name: 'guichet relay', keepAlive: true });
    const lost = new Promise<void>((resolve) => {
      client.once('error', () => resolve());
      client.once('end', () => resolve());
      stopping.addEventListener('abort', () => resolve(), { once: true });
    });
    client.on('notification', () => bell.ring());
    try {
      await client.connect();
      await client.query('listen outbox');
      bell.ring();
      await lost;
    } catch (error) {
      log.warn({ code: (error as { code?: string }).code }, 'no notifications: the sweep goes on');
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
    await client.end().catch(() => {});
  }
}

/** Wakes one sleeping lane at each ring; a ring that finds all of them busy is kept. Once closed, nobody sleeps. */
class Bell {
  readonly #sleepers: (() => void)[] = [];
  #kept = false;
  #closed = false;

  ring(): void {
    const sleeper = this.#sleepers.shift();
    if (sleeper) sleeper();
    else this.#kept = true;
  }

  close(): void {
    this.#closed = true;
    for (const sleeper of this.#sleepers.splice(0)) sleeper();
  }

  rung(): Promise<void> {
    if (this.#kept || this.#closed) {
      this.#kept = false;
      return Promise.resolve();
    }
    return new Promise((resolve) => this.#sleepers.push(resolve));
  }
}
