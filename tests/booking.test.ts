import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { rows } from '../db/sql.ts';
import { addDays, civilDate } from '../workflows/kit/calendar.ts';
import { aRequest, until } from './api-client.ts';
import { openTown, type Town } from './town.ts';

let town: Town;

beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.stop());

const citizens = 200;
const kills = 5;

test('two hundred citizens ask for one room at once, the worker is killed on the way, and one of them has it', async () => {
  const day = addDays(civilDate(Date.now(), 'metropole'), 60);
  const filed = await Promise.all(Array.from({ length: citizens }, () => ask('salle-des-fetes', day)));
  expect(new Set(filed.map(({ status }) => status))).toEqual(new Set([201]));
  for (let kill = 0; kill < kills; kill += 1) {
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 1_500));
    await town.killWorker();
  }

  const taken = `request where status = 'ended' and outcome = 'taken'`;
  await until(async () => ((await count(taken)) === citizens - 1 ? true : undefined), 'all answers but one', 120_000);
  expect(await count('booking')).toBe(1);
  expect(await count(`booking where state = 'held'`)).toBe(1);
  expect(await count(`journal where kind = 'booked'`)).toBe(1);
  expect(await count(`request where status = 'open'`)).toBe(1);
}, 240_000);

test('a room that a citizen gives back is free for the next one, and the citizen is told', async () => {
  const day = addDays(civilDate(Date.now(), 'metropole'), 61);
  const first = (await ask('salle-du-parc', day)).body;
  await until(async () => ((await stateOf(first.id)) === 'held' ? true : undefined), 'the booking');

  const { reference, trackingCode } = first;
  const withdrawn = await town.api.call('POST', `/requests/${reference}/withdraw`, { token: trackingCode });
  expect(withdrawn.status).toBe(200);
  await until(async () => ((await stateOf(first.id)) === 'released' ? true : undefined), 'the release');
  const told = `email where template = 'request-withdrawn' and state = 'sent' and request_id = '${first.id}'`;
  await until(async () => ((await count(told)) === 1 ? true : undefined), 'the last email');

  const next = (await ask('salle-du-parc', day)).body;
  await until(async () => ((await stateOf(next.id)) === 'held' ? true : undefined), 'the next booking');
});

const ask = (room: string, day: string) =>
  town.api.file({
    ...aRequest(),
    type: 'room-booking',
    fields: { room, day, period: 'evening', purpose: 'Assemblée générale', attendance: '40' },
  });

async function count(what: string): Promise<number> {
  return (await rows<{ count: number }>(town.db, `select count(*)::int as count from ${what}`))[0]!.count;
}

async function stateOf(requestId: string): Promise<string | undefined> {
  const bookings = await rows<{ state: string }>(town.db, 'select state from booking where request_id = :requestId', {
    requestId,
  });
  return bookings[0]?.state;
}
