/** Several waits of one request at once: what it waits for, who was first, and what happens to the others. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { newId } from '../../db/ids.ts';
import { checkJournals } from '../../db/journal-check.ts';
import { answerTask } from '../../db/tasks.ts';
import { withdrawRequest } from '../../db/withdrawal.ts';
import type { TaskKind } from '../../workflows/contract.ts';
import { aRequest } from '../api-client.ts';
import { type PlayedProcess, playProcess, stepOf } from '../played-process.ts';
import { openTown, type Town } from '../town.ts';

let town: Town;
let played: PlayedProcess;
let id: string;

beforeAll(async () => {
  town = await openTown({ relay: false, worker: false });
  played = playProcess(town.db);
});
beforeEach(async () => {
  id = await filed();
});
afterAll(async () => {
  expect((await checkJournals(town.db)).faults).toBe(0);
  await town.stop();
});

test('of several waits the citizen’s shows first, then an agent’s, and at last nobody’s', async () => {
  const shown = [];
  await open(1, 'opinion');
  shown.push(await played.standing(id));
  await open(2, 'citizen');
  await open(3, 'agent');
  await open(4, 'wait');
  shown.push(await played.standing(id));
  await answer(id, 2, 'yes');
  shown.push(await played.standing(id));
  await answer(id, 3, 'yes');
  shown.push(await played.standing(id));
  await answer(id, 1, 'yes');
  shown.push(await played.standing(id));
  await played.record.expireTask(stepOf(id, 4, 'askAgent: task 4'));
  shown.push(await played.standing(id));

  const waits = shown.map(({ step, waitingFor, open }) => [step, waitingFor, open]);
  expect(waits).toEqual([
    ['task 1', 'agent', [1]],
    ['task 2', 'citizen', [1, 2, 3, 4]],
    ['task 3', 'agent', [1, 3, 4]],
    ['task 1', 'agent', [1, 4]],
    ['task 4', 'nobody', [4]],
    ['task 4', 'nobody', []],
  ]);
});

test('two waits of one request are answered at the same moment, fifty times, and it waits for nobody after', async () => {
  const ids = await Promise.all(Array.from({ length: 50 }, filed));

  await Promise.all(
    ids.map(async (request) => {
      await played.open(request, 1);
      await played.open(request, 2, { kind: 'opinion' });
      await Promise.all([answer(request, 1, 'yes'), answer(request, 2, 'no')]);
    }),
  );

  const standings = await Promise.all(ids.map((request) => played.standing(request)));
  expect(new Set(standings.map(({ waitingFor, open }) => `${waitingFor} ${open.length}`))).toEqual(
    new Set(['nobody 0']),
  );
  const told = await town.db.query(
    `select count(*)::int as rows from outbox where kind = 'answered' and request_id = any($1)`,
    [ids],
  );
  expect(told).toEqual([{ rows: 100 }]);
});

test.each<TaskKind>(['citizen', 'agent', 'opinion', 'intervention', 'public', 'wait'])(
  'the deadline and the answer of a wait for %s meet, thirty times, and one of them is first',
  async (kind) => {
    const ids = await Promise.all(Array.from({ length: 30 }, filed));
    await Promise.all(ids.map((request) => played.open(request, 1, { kind, ...thresholdOf(kind) })));

    const outcomes = await Promise.all(
      ids.map((request, index) => {
        const step = stepOf(request, 1, 'askAgent: task 1');
        const both = [() => answer(request, 1, 'yes'), () => played.record.expireTask(step)] as const;
        // Whoever is called first has the better chance: each in turn.
        return index % 2 === 0
          ? Promise.all([both[0](), both[1]()])
          : Promise.all([both[1](), both[0]()]).then(([expired, won]) => [won, expired] as const);
      }),
    );

    for (const [index, [won, expired]] of outcomes.entries()) {
      expect(expired).toEqual(won ? { answer: 'yes' } : {});
      const told = await town.db.query(`select 1 from outbox where request_id = $1 and kind = 'answered'`, [
        ids[index],
      ]);
      expect(told).toHaveLength(won ? 1 : 0);
      expect(await played.standing(ids[index]!)).toMatchObject({ waitingFor: 'nobody', open: [] });
    }
  },
);

test('the first of several waits closes the others, once, with the result of the first time', async () => {
  for (const ordinal of [1, 2, 3]) await open(ordinal, 'agent');
  await answer(id, 2, 'yes');
  const first = { ...stepOf(id, 4, 'first: who is first'), ordinals: [1, 3], result: 'second wait' };

  const results = await Promise.all([played.record.cancelTasks(first), played.record.cancelTasks(first)]);
  const later = await played.record.cancelTasks({ ...first, result: 'another' });

  expect([...results, later].map(({ result }) => result)).toEqual(['second wait', 'second wait', 'second wait']);
  expect(await states(id)).toEqual(['cancelled', 'answered', 'cancelled']);
  expect(await played.standing(id)).toMatchObject({ waitingFor: 'nobody', open: [] });
  expect(await answer(id, 1, 'yes')).toBe(false);
  expect(await journalKinds(id)).toEqual(expect.arrayContaining(['task cancelled', 'task cancelled']));
});

test.each([
  ['opens first', ['open', 'cancel']],
  ['is closed first', ['cancel', 'open']],
])('a wait that opens and is closed at the same moment stays closed, also where it %s', async (_, order) => {
  const first = { ...stepOf(id, 2, 'first: who is first'), ordinals: [1], result: 'x' };
  const acts = { open: () => played.open(id, 1), cancel: () => played.record.cancelTasks(first) };

  await whileLocked(order.map((act) => acts[act as keyof typeof acts]));

  expect(await played.open(id, 1)).toMatchObject({ state: 'cancelled' });
  expect(await played.standing(id)).toMatchObject({ open: [] });
});

test('what opens after the citizen has withdrawn is cancelled from the start, and shows nowhere', async () => {
  await open(1, 'agent');
  await town.db.transaction((own) => withdrawRequest(own, id, new Date()));

  const opened = await open(2, 'opinion');
  const found = await open(1, 'agent');

  expect(opened).toMatchObject({ state: 'cancelled', withdrawn: true });
  expect(found).toMatchObject({ state: 'cancelled', withdrawn: true });
  expect(await played.standing(id)).toEqual({ status: 'open', step: 'withdrawn', waitingFor: 'nobody', open: [] });
});

test.each([
  ['before', ['open', 'withdraw']],
  ['after', ['withdraw', 'open']],
])('a wait that opens just %s the citizen withdraws does not stay open', async (_, order) => {
  const withdraw = () => town.db.transaction((own) => withdrawRequest(own, id, new Date()));
  const acts = { open: () => played.open(id, 1), withdraw };

  await whileLocked(order.map((act) => acts[act as keyof typeof acts]));

  expect(await played.standing(id)).toEqual({ status: 'open', step: 'withdrawn', waitingFor: 'nobody', open: [] });
});

test('a process that goes on after the end waits there, and the request shows it not', async () => {
  const end = { outcome: 'issued', template: 'permit-issued', keepBookings: false };
  await played.record.closeRequest({ ...stepOf(id, 1, 'close: issued'), ...end });

  const waiting = await open(2, 'wait');
  const asked = await open(3, 'citizen');
  await answer(id, 3, 'yes');

  expect([waiting.state, asked.state]).toEqual(['open', 'open']);
  expect(await played.standing(id)).toEqual({ status: 'ended', step: 'ended', waitingFor: 'nobody', open: [2] });
});

test('a task that another service, an expert or a manager must do says so', async () => {
  await open(1, 'agent', { service: 'roads', role: 'manager', escalateAt: '2027-01-20T08:00:00.000Z' });
  await open(2, 'opinion', { expert: 'Architecte des bâtiments de France' });
  await open(3, 'public', { supports: 100 });

  const tasks = await town.db.query(
    `select service_id as service, role, expert, supports, escalate_at as at from task where request_id = $1 order by ordinal`,
    [id],
  );
  expect(tasks).toEqual([
    { service: 'roads', role: 'manager', expert: null, supports: null, at: new Date('2027-01-20T08:00:00.000Z') },
    { service: 'civil-status', role: 'agent', expert: 'Architecte des bâtiments de France', supports: null, at: null },
    { service: 'civil-status', role: 'agent', expert: null, supports: 100, at: null },
  ]);
  expect(await open(1, 'agent')).toMatchObject({ escalateAt: '2027-01-20T08:00:00.000Z', escalated: false });
});

test('a technician’s photo is brought with the answer: a wait for it does not begin as answered', async () => {
  await sent('photo', 'received');

  const opened = await open(1, 'intervention', { pieces: ['photo'] });

  expect(opened).toMatchObject({ state: 'open' });
});

test('a piece stands by its newest document: after a refusal it is asked for again', async () => {
  await sent('family-record', 'accepted');
  await sent('family-record', 'refused');

  const asked = await open(1, 'citizen', { pieces: ['family-record'], answers: ['received'] });
  await sent('family-record', 'received');
  const complete = await open(2, 'citizen', { pieces: ['family-record'], answers: ['received'] });

  expect(asked).toMatchObject({ state: 'open' });
  expect(complete).toMatchObject({ state: 'answered', answer: 'received' });
});

/** Lets the acts queue for the request's row in this order, and go on together. */
async function whileLocked(acts: (() => Promise<unknown>)[]): Promise<void> {
  const running: Promise<unknown>[] = [];
  await town.db.transaction(async (own) => {
    await own.query('select 1 from request where id = $1 for no key update', [id]);
    for (const act of acts) {
      running.push(act());
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
  });
  await Promise.all(running);
}

const filed = async (): Promise<string> => (await town.api.file(aRequest())).body.id;
const thresholdOf = (kind: TaskKind) => (kind === 'public' ? { supports: 10 } : {});
const open = (ordinal: number, kind: TaskKind, changes = {}) =>
  played.open(id, ordinal, { kind, ...thresholdOf(kind), ...changes });

async function answer(request: string, ordinal: number, given: string): Promise<boolean> {
  return answerTask(town.db, { taskId: await played.taskId(request, ordinal), answer: given, at: new Date() });
}

async function states(request: string): Promise<string[]> {
  const tasks = await town.db.query('select state from task where request_id = $1 order by ordinal', [request]);
  return tasks.map(({ state }: { state: string }) => state);
}

async function journalKinds(request: string): Promise<string[]> {
  const entries = await town.db.query('select kind from journal where request_id = $1', [request]);
  return entries.map(({ kind }: { kind: string }) => kind);
}

async function sent(piece: string, state: string): Promise<void> {
  await town.db.query(
    `insert into document (id, request_id, piece, file_name, media_type, size_bytes, sha256, state, reason, received_at)
     values ($1, $2, $3, 'a.pdf', 'application/pdf', 1, sha256('a'), $4, 'illisible', clock_timestamp())`,
    [newId(), id, piece, state],
  );
}
