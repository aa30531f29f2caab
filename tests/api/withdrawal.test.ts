import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { aRequest } from '../api-client.ts';
import { openTown, type Town } from '../town.ts';
import { anAgent, aTask, ends, kindsOf, outboxOf, problem } from './people.ts';

let town: Town;
let agent: string;
let request: { id: string; reference: string; trackingCode: string };

beforeAll(async () => {
  // Without the engine a request stays as the call has left it.
  town = await openTown({ relay: false, worker: false });
  agent = await anAgent(town, 'agent', 'civil-status');
});
beforeEach(async () => {
  request = (await town.api.file(aRequest())).body;
});
afterAll(() => town.stop());

test('who withdraws a request closes its tasks, and the engine is told once', async () => {
  const ids = [
    await aTask(town, request.id, { ordinal: 1, kind: 'citizen', answers: ['confirmed', 'not yet'] }),
    await aTask(town, request.id, { ordinal: 2 }),
  ];

  const withdrawn = await withdraw();

  expect(withdrawn.status).toBe(200);
  expect(withdrawn.body).toEqual({ reference: request.reference, withdrawnAt: expect.any(String) });
  const { body } = await town.api.request(request.reference, request.trackingCode);
  expect(body).toMatchObject({ status: 'open', step: 'withdrawn', waitingFor: 'nobody', tasks: [] });
  expect(body.timeline.at(-1)).toMatchObject({ kind: 'request withdrawn', text: 'Vous avez retiré votre demande' });
  for (const id of ids) {
    const answer = await town.api.answer(id, { answer: 'answered' }, { token: agent });
    expect([403, 409, 422]).toContain(answer.status);
  }
  expect(await outboxOf(town, request.id)).toEqual(['start', 'withdrawn']);
});

test('a withdrawal that is repeated, also many times at once, gets the same answer and happens once', async () => {
  const first = await Promise.all(Array.from({ length: 10 }, () => withdraw()));
  const later = await withdraw();

  for (const { status, body } of [...first, later]) expect({ status, body }).toEqual({ status: 200, body: later.body });
  expect((await kindsOf(town, request.id)).filter((kind) => kind === 'request withdrawn')).toHaveLength(1);
  expect(await outboxOf(town, request.id)).toEqual(['start', 'withdrawn']);
});

test('the same idempotency key gets the same answer', async () => {
  const answers = [await withdraw('retrait-1'), await withdraw('retrait-1')];

  expect(answers[0]!.body).toEqual(answers[1]!.body);
});

test('a task that opens while the request is withdrawn does not stay open', async () => {
  await Promise.all([withdraw(), aTask(town, request.id, { ordinal: 1 }), aTask(town, request.id, { ordinal: 2 })]);

  const open = await town.db.query(`select 1 from task where request_id = $1 and state = 'open'`, [request.id]);
  expect(open).toEqual([]);
});

test('an ended request can not be withdrawn', async () => {
  await ends(town, request.id);

  const { status, body } = await withdraw();

  expect({ status, body }).toEqual(problem(409, 'REQUEST_ENDED'));
  expect(await outboxOf(town, request.id)).toEqual(['start']);
});

test('nobody but its owner withdraws a request', async () => {
  const other = (await town.api.file(aRequest())).body;

  const answers = [await withdraw(undefined, agent), await withdraw(undefined, other.trackingCode)];

  expect(answers.map(({ status }) => status)).toEqual([403, 404]);
  expect(await outboxOf(town, request.id)).toEqual(['start']);
});

const withdraw = (key?: string, token = request.trackingCode) =>
  town.api.call('POST', `/requests/${request.reference}/withdraw`, {
    token,
    ...(key && { key }),
  });
