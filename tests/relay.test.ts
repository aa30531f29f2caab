import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import type { OutboxRow } from '../db/outbox.ts';
import type { Engine } from '../relay/engine.ts';
import { startRelay } from '../relay/relay.ts';
import { aRequest, until } from './api-client.ts';
import { openTown, type Town } from './town.ts';

let town: Town;

beforeAll(async () => {
  town = await openTown({ worker: false, relay: false });
});
afterAll(() => town.stop());

test('two relays deliver each request’s rows in order, each once, and a stuck request delays no other', async () => {
  const filed = await Promise.all(Array.from({ length: 30 }, () => town.api.file(aRequest())));
  const ids: string[] = filed.map(({ body }) => body.id);
  for (const id of ids) {
    await town.db.query(
      `insert into outbox (request_id, kind, payload)
       select $1, 'answered', jsonb_build_object('ordinal', n, 'answer', 'x') from generate_series(1, 4) as n`,
      [id],
    );
  }
  const [stuck, ...others] = ids as [string, ...string[]];
  const delivered: OutboxRow[] = [];
  const engine = slowEngine(delivered, stuck);

  const relays = [1, 2].map(() => startRelay({ db: town.db, engine, log: pino({ level: 'silent' }) }));
  await until(() => (delivered.length === others.length * 5 ? true : undefined), 'every delivery');
  await Promise.all(relays.map((relay) => relay.stop()));

  for (const id of others) {
    const rows = delivered.filter((row) => row.requestId === id);
    expect(rows.map(({ kind, payload }) => payload.ordinal ?? kind)).toEqual(['start', 1, 2, 3, 4]);
  }
  const left = await town.db.query('select request_id, count(*)::int as rows from outbox group by request_id');
  expect(left).toEqual([{ request_id: stuck, rows: 5 }]);
});

test('a relay that is stopped in the middle of its rounds ends', async () => {
  // The first rounds of all lanes are under way.
  const relay = startRelay({ db: town.db, engine: slowEngine([], ''), log: pino({ level: 'silent' }) });
  const ended = relay.stop().then(() => 'ended');
  expect(await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 5_000, 'still running'))])).toBe(
    'ended',
  );
});

/** An engine that takes its time, now and then fails once, and never takes one request. */
function slowEngine(delivered: OutboxRow[], stuck: string): Engine {
  return {
    async deliver(row) {
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
      if (row.requestId === stuck || (row.attempts === 0 && Math.random() < 0.1)) throw new Error('not now');
      delivered.push(row);
    },
    close: async () => {},
  };
}
