import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { addMonths, civilDate } from '../../workflows/kit/calendar.ts';
import { aRequest } from '../api-client.ts';
import { openTown, type Town } from '../town.ts';
import { anAgent, aStreetProblem, aTask, ends, kindsOf, outboxOf, problem } from './people.ts';

let town: Town;
let request: { id: string; reference: string; trackingCode: string };

beforeAll(async () => {
  town = await openTown({ relay: false, worker: false });
});
/** A request of a type that may be reopened for a month, which an agent has decided at its third step. */
beforeEach(async () => {
  request = (await town.api.file(aStreetProblem())).body;
  await decided(3);
  await ends(town, request.id);
});
afterAll(() => town.stop());

test('an ended request is begun again from its last decision, with the citizen’s reason as a message', async () => {
  const reopened = await reopen();

  expect(reopened.body).toEqual({ reference: request.reference, status: 'open', dueOn: expect.any(String) });
  const { body } = await town.api.request(request.reference, request.trackingCode);
  expect(body).toMatchObject({ status: 'open', step: 'reopened', outcome: null, endedAt: null });
  expect(body.messages).toEqual([expect.objectContaining({ author: 'citizen', text: 'Le trou est revenu.' })]);
  expect(await roundsOf()).toEqual([3]);
  expect((await kindsOf(town, request.id)).slice(-2)).toEqual(['request reopened', 'message sent']);
  expect((await outboxOf(town, request.id)).at(-1)).toBe('reopened');
});

test('a request that is reopened a second time begins again from the step itself, whatever its number by then', async () => {
  await reopen();
  await decided(1005);
  await ends(town, request.id);

  await reopen();

  expect(await roundsOf()).toEqual([3, 5]);
});

test('what the process still waits for after the end is closed', async () => {
  const id = await aTask(town, request.id, { ordinal: 7, kind: 'wait', answers: ['over'] });

  await reopen();

  const [task] = await town.db.query('select state from task where id = $1', [id]);
  expect(task.state).toBe('cancelled');
});

test('of many who reopen at once one does', async () => {
  const answers = await Promise.all(Array.from({ length: 10 }, () => reopen()));

  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(await roundsOf()).toEqual([3]);
});

test('past its last day a request is not reopened, and the answer says which day that was', async () => {
  await ends(town, request.id, { daysAgo: 40 });
  const lastDay = addMonths(civilDate(Date.now() - 40 * 86_400_000, 'metropole'), 1);

  const { status, body } = await reopen();

  expect({ status, body }).toEqual(problem(409, 'REOPENING_CLOSED', { lastDay }));
});

test.each<[what: string, change: () => Promise<unknown>]>([
  ['is open', () => town.db.query(openAgain, [request.id])],
  ['was withdrawn', () => town.db.query('update request set withdrawn_at = now() where id = $1', [request.id])],
  ['no agent has decided', () => town.db.query(`update task set kind = 'wait' where request_id = $1`, [request.id])],
])('a request that %s is not reopened', async (_, change) => {
  await change();

  const { status, body } = await reopen();

  expect({ status, code: body.code }).toEqual({ status: 409, code: 'REOPENING_CLOSED' });
  expect(await roundsOf()).toEqual([]);
});

test('a request of a type that knows no reopening is not reopened', async () => {
  request = (await town.api.file(aRequest())).body;
  await decided(1);
  await ends(town, request.id);

  const { status, body } = await reopen();

  expect({ status, body }).toEqual(problem(409, 'REOPENING_CLOSED'));
});

test.each<[who: string, role: string, service: string, status: number]>([
  ['who works at the counter', 'counter', 'roads', 200],
  ['a technician', 'technician', 'roads', 404],
  ['an agent of another service', 'agent', 'civil-status', 404],
])('%s who reopens a request gets %s', async (_, role, service, status) => {
  const token = await anAgent(town, role, service);

  expect((await reopen(token)).status).toBe(status);
});

const openAgain = `update request set status = 'open', outcome = null, ended_at = null where id = $1`;

async function decided(ordinal: number): Promise<void> {
  const id = await aTask(town, request.id, { ordinal });
  await town.db.query(
    `update task set state = 'answered', answer = 'answered', answered_at = now() where id = $1 and state = 'open'`,
    [id],
  );
}

const reopen = (token = request.trackingCode) =>
  town.api.call('POST', `/requests/${request.reference}/reopen`, { token, json: { reason: 'Le trou est revenu.' } });

async function roundsOf(): Promise<number[]> {
  const [row] = await town.db.query('select reopened_from from request where id = $1', [request.id]);
  return row.reopened_from;
}
