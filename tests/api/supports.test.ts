import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { aRequest } from '../api-client.ts';
import { openTown, type Town } from '../town.ts';
import { aTask, kindsOf, outboxOf, problem } from './people.ts';

let town: Town;
let request: { id: string; reference: string; trackingCode: string };
let taskId: string;

beforeAll(async () => {
  town = await openTown({ relay: false, worker: false });
});
beforeEach(async () => {
  request = (await town.api.file(aRequest())).body;
  taskId = await aTask(town, request.id, {
    ordinal: 1,
    name: 'askCitizen: gathering supports',
    kind: 'public',
    answers: ['received'],
    supports: 3,
  });
});
afterAll(() => town.stop());

test('a person’s support counts once, however the address is written', async () => {
  const answers = [
    await support('camille@citoyen.example'),
    await support('Camille@Citoyen.example'),
    await support('dominique@citoyen.example'),
  ];

  expect(answers.map(({ status, body }) => ({ status, body }))).toEqual([
    { status: 201, body: { supports: 1, threshold: 3 } },
    { status: 200, body: { supports: 1, threshold: 3 } },
    { status: 201, body: { supports: 2, threshold: 3 } },
  ]);
  expect(await stateOf()).toBe('open');
});

test('of thirty people at once, as many as it takes are counted, and the wait is answered once', async () => {
  const answers = await Promise.all(Array.from({ length: 30 }, (_, index) => support(`p${index}@citoyen.example`)));

  expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
  expect(answers.filter(({ status }) => status === 404)).toHaveLength(27);
  expect(await stateOf()).toBe('answered');
  expect(await outboxOf(town, request.id)).toEqual(['start', 'answered']);
  expect((await kindsOf(town, request.id)).slice(-4)).toEqual([
    'support received',
    'support received',
    'support received',
    'task answered',
  ]);
});

test('the timeline tells how many there are, and not each', async () => {
  for (const name of ['a', 'b', 'c']) await support(`${name}@citoyen.example`);

  const { timeline } = (await town.api.request(request.reference, request.trackingCode)).body;

  const texts = timeline.map(({ text }: { text: string }) => text);
  expect(texts.slice(-2)).toEqual(['Soutiens reçus : 3', 'Le nombre de soutiens est atteint']);
});

test('nothing stored tells who supports, nor that the same person supports two proposals', async () => {
  const other = (await town.api.file(aRequest())).body;
  await aTask(town, other.id, { ordinal: 1, kind: 'public', answers: ['received'], supports: 3 });
  await support('camille@citoyen.example');
  await support('camille@citoyen.example', other.reference);

  const stored = await town.db.query('select supporter_hash from support where request_id in ($1, $2)', [
    request.id,
    other.id,
  ]);
  const [one, two] = stored.map((row: { supporter_hash: Buffer }) => row.supporter_hash.toString('hex'));
  expect(one).not.toBe(two);
});

test('a request that gathers no supports is not told from none', async () => {
  const without = (await town.api.file(aRequest())).body;
  await town.db.query(`update task set state = 'expired' where id = $1`, [taskId]);

  const answers = [
    await support('camille@citoyen.example'),
    await support('camille@citoyen.example', without.reference),
    await support('camille@citoyen.example', '2026-999999'),
  ];

  for (const { status, body } of answers) expect({ status, body }).toEqual(problem(404, 'NOT_FOUND'));
});

const support = (email: string, reference = request.reference) =>
  town.api.call('POST', `/requests/${reference}/supports`, { json: { email } });

async function stateOf(): Promise<string> {
  const [task] = await town.db.query('select state from task where id = $1', [taskId]);
  return task.state;
}
