import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { availability } from '../../db/bookings.ts';
import { openDatabase } from '../../db/index.ts';
import type { Book } from '../../workflows/contract.ts';
import { aRequest } from '../api-client.ts';
import { playProcess, stepOf } from '../played-process.ts';
import { openTown, type Town } from '../town.ts';

let town: Town;
/** Two workers' connections, beside those of the town. */
let workers: DataSource[];

beforeAll(async () => {
  town = await openTown({ relay: false, worker: false });
  workers = await Promise.all([1, 2].map(() => openDatabase(town.databaseUrl, { poolSize: 20 })));
});
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.destroy()));
  await town.stop();
});

test('two hundred requests want one slot at the same moment, and exactly one has it', async () => {
  const ids = await filed(200);

  const results = await bookAtOnce(ids, { on: '2027-03-01' });

  expect(results.filter((result) => result === 'booked')).toHaveLength(1);
  expect(results.filter((result) => result === 'taken')).toHaveLength(199);
  const booked = await bookingsOn('2027-03-01');
  expect(booked).toEqual([{ request_id: ids[results.indexOf('booked')], place: 1, state: 'held' }]);
  const journal = await town.db.query(
    `select kind, count(*)::int as lines from journal where kind in ('booked', 'slot taken') group by kind order by kind`,
  );
  expect(journal).toEqual([
    { kind: 'booked', lines: 1 },
    { kind: 'slot taken', lines: 199 },
  ]);
}, 60_000);

test('a round with twenty places takes twenty requests of sixty, each on a place of its own', async () => {
  const ids = await filed(60);

  const results = await bookAtOnce(ids, { resource: 'encombrants-nord', on: '2027-03-02' });

  expect(results.filter((result) => result === 'booked')).toHaveLength(20);
  const places = (await bookingsOn('2027-03-02')).map(({ place }) => place);
  expect(places).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
}, 60_000);

test('the same step run again, also side by side, books once and gives the same result', async () => {
  const [winner, loser] = (await filed(2)) as [string, string];

  const first = await bookAtOnce(Array(8).fill(winner), { on: '2027-03-03' });
  const second = await bookAtOnce(Array(8).fill(loser), { on: '2027-03-03' });
  await playProcess(town.db).record.closeRequest(ending(winner, false));
  const again = await bookAtOnce([winner, loser], { on: '2027-03-03' });

  expect([first, second]).toEqual([Array(8).fill('booked'), Array(8).fill('taken')]);
  expect(again).toEqual(['booked', 'taken']);
  expect(await bookingsOn('2027-03-03')).toEqual([{ request_id: winner, place: 1, state: 'released' }]);
});

test('what was booked is free again when its request ends, and stays booked where the end keeps it', async () => {
  const [first, second, third] = (await filed(3)) as [string, string, string];
  const { record } = playProcess(town.db);

  const booked = await bookAtOnce([first], { on: '2027-03-04' });
  const whileHeld = await bookAtOnce([second], { on: '2027-03-04' });
  await record.closeRequest(ending(first, false));
  const afterwards = await record.book({ ...booking(second, { on: '2027-03-04' }), ordinal: 4 });
  await record.closeRequest(ending(second, true));
  const whileKept = await bookAtOnce([third], { on: '2027-03-04' });

  expect([booked, whileHeld, [afterwards.result], whileKept]).toEqual([['booked'], ['taken'], ['booked'], ['taken']]);
  expect((await bookingsOn('2027-03-04')).map(({ state }) => state).sort()).toEqual(['kept', 'released']);
});

test('a request that is withdrawn keeps nothing, whatever its process had come to', async () => {
  const [id] = (await filed(1)) as [string];
  await bookAtOnce([id], { on: '2027-03-05' });
  await town.db.query('update request set withdrawn_at = now() where id = $1', [id]);

  await playProcess(town.db).record.closeRequest(ending(id, true));

  expect(await bookingsOn('2027-03-05')).toEqual([{ request_id: id, place: 1, state: 'released' }]);
  const [request] = await town.db.query('select status, outcome from request where id = $1', [id]);
  const emails = await town.db.query('select template from email where request_id = $1', [id]);
  expect({ request, emails }).toEqual({
    request: { status: 'ended', outcome: 'withdrawn' },
    emails: [{ template: 'request-withdrawn' }],
  });
});

test.each<[period: string, free: string[], on: string]>([
  ['morning', ['afternoon', 'evening'], '2027-04-10'],
  ['afternoon', ['morning', 'evening'], '2027-04-11'],
  ['evening', ['morning', 'afternoon'], '2027-04-12'],
  ['day', [], '2027-04-13'],
])('the %s is taken, and of that day %j are still free', async (period, free, on) => {
  const [id, ...others] = (await filed(5)) as [string, ...string[]];
  await bookAtOnce([id], { on, period });

  const wanted = ['morning', 'afternoon', 'evening', 'day'];
  const results: string[] = [];
  for (const [index, other] of others.entries()) {
    const attempt = await bookAtOnce([other], { on, period: wanted[index]! });
    results.push(...attempt);
    await town.db.query(`update booking set state = 'released' where request_id = $1`, [other]);
  }

  expect(wanted.filter((_, index) => results[index] === 'booked')).toEqual(free);
});

test.each([
  ['2027-03-27', 'evening', '2027-03-27T17:00:00.000Z', '2027-03-27T23:00:00.000Z'],
  ['2027-03-28', 'morning', '2027-03-28T06:00:00.000Z', '2027-03-28T11:00:00.000Z'],
  ['2027-10-31', 'day', '2027-10-31T07:00:00.000Z', '2027-10-31T23:00:00.000Z'],
])('%s, %s, is meant by the clock on the wall, in winter and in summer', async (on, period, from, to) => {
  const ids = await filed(1);

  await bookAtOnce(ids, { resource: 'salle-du-parc', on, period });

  const [{ begins, ends }] = await town.db.query(
    'select lower(during) as begins, upper(during) as ends from booking where request_id = $1',
    ids,
  );
  expect([begins.toISOString(), ends.toISOString()]).toEqual([from, to]);
});

test('a resource has its own hours where it says so', async () => {
  await town.db.query(
    `insert into resource (id, kind, name_fr, name_en, capacity, periods)
     values ('early', 'room', 'Salle', 'Room', 1, '{"morning": ["06:30", "10:00"]}')`,
  );
  const ids = (await filed(2)) as [string, string];

  const results = await bookAtOnce([ids[0]], { resource: 'early', on: '2027-12-01' });
  const other = await bookAtOnce([ids[1]], { resource: 'early', on: '2027-12-01', period: 'evening' });

  const [{ during }] = await town.db.query(
    `select lower(during) || ' ' || upper(during) as during from booking where request_id = $1`,
    [ids[0]],
  );
  expect([results, other]).toEqual([['booked'], ['taken']]);
  expect(during).toMatch(/^2027-12-01 0[56]:30.*2027-12-01 (09|10):00/);
});

test('what is free is told by day and period as a booking would find it, over the change of the clocks', async () => {
  const [held, released, whole] = (await filed(3)) as [string, string, string];
  const resource = 'salle-des-associations';
  await bookAtOnce([held], { resource, on: '2027-03-26', period: 'afternoon' });
  await bookAtOnce([released], { resource, on: '2027-03-27' });
  await playProcess(town.db).record.closeRequest(ending(released, false));
  await bookAtOnce([whole], { resource, on: '2027-03-29', period: 'day' });

  const periods = ['morning', 'afternoon', 'day'];
  const found = await availability(town.db, { resource, from: '2027-03-26', days: 4, periods });

  expect(found.map(({ day, period, left }) => `${day} ${period} ${left}`)).toEqual([
    ...['2027-03-26 morning 1', '2027-03-26 afternoon 0', '2027-03-26 day 0'],
    ...['2027-03-27 morning 1', '2027-03-27 afternoon 1', '2027-03-27 day 1'],
    ...['2027-03-28 morning 1', '2027-03-28 afternoon 1', '2027-03-28 day 1'],
    ...['2027-03-29 morning 0', '2027-03-29 afternoon 0', '2027-03-29 day 0'],
  ]);
  const mornings = found.filter(({ period }) => period === 'morning').map(({ begins }) => begins?.toISOString());
  expect(mornings.slice(1, 3)).toEqual(['2027-03-27T07:00:00.000Z', '2027-03-28T06:00:00.000Z']);
});

test('of a round the places left are told, and a period that the resource does not have is not on offer', async () => {
  const ids = await filed(3);
  await bookAtOnce(ids, { resource: 'encombrants-sud', on: '2027-05-03' });

  const span = { from: '2027-05-03', days: 1, periods: ['morning', 'afternoon', 'night'] };
  const found = await availability(town.db, { resource: 'encombrants-sud', ...span });

  const { capacity } = found[0]!;
  expect(found.map(({ left, begins }) => [left, begins !== null])).toEqual([
    [capacity - 3, true],
    [capacity, true],
    [0, false],
  ]);
  expect(await availability(town.db, { resource: 'salle-inconnue', ...span })).toEqual([]);
});

test.each<[what: string, wanted: Partial<Book>, reason: string]>([
  ['a resource', { resource: 'salle-inconnue' }, 'unknown resource'],
  ['a period', { period: 'midnight' }, 'unknown period'],
  ['a day', { on: '' }, 'unknown day'],
  ['a day of the calendar', { on: '2027-02-31' }, 'unknown day'],
])('%s that the town does not have is not booked, and the journal says why', async (_, wanted, reason) => {
  const ids = await filed(1);

  const results = await bookAtOnce(ids, wanted);

  const [{ data }] = await town.db.query(`select data from journal where request_id = $1 and kind = 'slot taken'`, ids);
  expect({ results, reason: data.reason }).toEqual({ results: ['taken'], reason });
});

const booking = (requestId: string, wanted: Partial<Book>): Book => ({
  ...stepOf(requestId, 3, 'book: the room'),
  resource: 'salle-des-fetes',
  on: '2027-03-09',
  period: 'morning',
  ...wanted,
});

const ending = (requestId: string, keepBookings: boolean) => ({
  ...stepOf(requestId, 9, 'close: over'),
  outcome: 'over',
  template: 'answer-sent',
  keepBookings,
});

/** All at the same moment, on the connections of two workers. */
async function bookAtOnce(ids: string[], wanted: Partial<Book>): Promise<string[]> {
  const played = workers.map((worker) => playProcess(worker).record);
  const booked = await Promise.all(ids.map((id, index) => played[index % played.length]!.book(booking(id, wanted))));
  return booked.map(({ result }) => result);
}

async function filed(count: number): Promise<string[]> {
  const answers = await Promise.all(Array.from({ length: count }, () => town.api.file(aRequest())));
  return answers.map(({ body }) => body.id);
}

function bookingsOn(day: string): Promise<{ request_id: string; place: number; state: string }[]> {
  return town.db.query(
    `select request_id, place, state from booking
     where lower(during) >= $1::date and lower(during) < $1::date + 1 order by place, state`,
    [day],
  );
}
