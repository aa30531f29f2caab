/** Assigning, several rows at once, and the export: each row for itself, and nothing half done. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { openTown, type Town } from '../town.ts';
import { anAgent, kindsOf, problem } from './people.ts';
import { type WorklistClient, worklistClient } from './worklist-client.ts';

let town: Town;
let list: WorklistClient;
let agent: string;
let colleague: string;
let manager: string;
let counter: string;
const emails: Record<string, string> = {};

beforeAll(async () => {
  town = await openTown({ relay: false, worker: false });
  const signedIn = ['agent', 'agent', 'manager', 'counter'].map((role) => anAgent(town, role, 'roads'));
  [agent, colleague, manager, counter] = (await Promise.all(signedIn)) as [string, string, string, string];
  list = worklistClient(town, agent);
  for (const [name, token] of Object.entries({ agent, colleague, manager, counter }))
    emails[name] = (await list.agentOf(token)).email;
});
beforeEach(() => town.db.query(`update task set state = 'cancelled' where state = 'open'`));
afterAll(() => town.stop());

test('a task is given to a colleague who may answer it, and the journal says so', async () => {
  const { task, id } = await list.aWaiting();
  expect((await assign(task, emails.colleague!, agent)).body).toEqual({
    id: task,
    assignee: expect.stringContaining('agent'),
  });
  expect(await list.listed('view=mine', colleague)).toHaveLength(1);
  expect(await kindsOf(town, id)).toContain('task assigned');

  const others = { assignee: 'Agent (agent, roads)' };
  expect(await assign(task, emails.manager!, agent)).toMatchObject({
    status: 409,
    body: { code: 'TASK_CLAIMED', ...others },
  });
  expect((await assign(task, emails.agent!, manager)).status).toBe(200);
  expect(await assign(task, emails.counter!, manager)).toMatchObject(problem(422, 'ASSIGNEE_REFUSED'));
  expect(await assign(task, randomUUID(), manager)).toMatchObject(problem(422, 'ASSIGNEE_REFUSED'));
  expect(await assign(task, emails.agent!, counter)).toMatchObject(problem(403, 'FORBIDDEN'));
  const stranger = await anAgent(town, 'manager', 'civil-status');
  expect(await assign(task, emails.agent!, stranger)).toMatchObject(problem(404, 'NOT_FOUND'));
});

test('a batch says of each row what became of it: done, taken, answered, forged', async () => {
  const [free, held, done] = [await list.aWaiting(), await list.aWaiting(), await list.aWaiting()];
  await claim(held.task, colleague);
  await town.api.answer(done.task, { answer: 'answered' }, { token: agent });
  const forged = randomUUID();

  const { body } = await batch({ action: 'claim', tasks: [free.task, held.task, done.task, forged, 'x', free.task] });

  expect(body.results.map(({ id, done, code }: Row) => [id, done, code])).toEqual([
    [free.task, true, undefined],
    [held.task, false, 'TASK_CLAIMED'],
    [done.task, false, 'TASK_ALREADY_ANSWERED'],
    [forged, false, 'NOT_FOUND'],
    ['x', false, 'NOT_FOUND'],
  ]);
  expect(body.results[1].text).toContain('Agent (agent, roads)');
  expect(await kindsOf(town, free.id)).toContain('task claimed');
});

test('the same answer to several: what asks for more or does not offer it is left, and a repetition does nothing twice', async () => {
  const [one, other] = [await list.aWaiting(), await list.aWaiting()];
  const without = await list.aWaiting({ answers: ['refused'] });
  const joining = await list.aWaiting({ name: 'askAgent: looking at the problem', answers: ['duplicate', 'answered'] });
  const json = {
    action: 'answer',
    answer: 'answered',
    reply: 'C’est fait.',
    tasks: [one.task, other.task, without.task],
  };

  const first = await batch(json, agent, 'one-key');
  expect(codes(first)).toEqual([undefined, undefined, 'ANSWER_UNKNOWN']);
  expect(await batch(json, agent, 'one-key')).toMatchObject({ status: 200, body: first.body });
  expect((await kindsOf(town, one.id)).filter((kind) => kind === 'task answered')).toHaveLength(1);
  expect(codes(await batch({ action: 'answer', answer: 'duplicate', tasks: [joining.task] }))).toEqual([
    'ANSWER_UNKNOWN',
  ]);
  expect(codes(await batch({ action: 'answer', answer: 'answered', tasks: [joining.task] }, counter))).toEqual([
    'FORBIDDEN',
  ]);
});

test.each([
  ['nothing', [], 'BATCH_EMPTY'],
  ['five thousand', Array.from({ length: 5_000 }, () => randomUUID()), 'BATCH_TOO_LARGE'],
] as const)('a batch of %s is refused as a whole', async (_, tasks, code) => {
  const { task, id } = await list.aWaiting();
  expect(await batch({ action: 'claim', tasks: tasks.length > 0 ? [task, ...tasks] : [] })).toMatchObject({
    status: 422,
    body: { code },
  });
  expect(await kindsOf(town, id)).not.toContain('task claimed');
  const form = Object.fromEntries(tasks.map((one) => [`task.${one}`, 'on']));
  expect((await list.post('/agent/lot/envoi', { ...form, action: 'claim' })).status).toBe(422);
});

test('an export opens in a spreadsheet without running what somebody typed', async () => {
  const { reference } = await list.aWaiting(
    {},
    { citizen: { givenName: '=HYPERLINK("http://x";"y")', familyName: '+1' } },
  );
  const response = await list.page('/agent/liste.csv?view=services');
  const text = await response.text();
  const [heading, line, rest] = text.split('\r\n');

  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(response.headers.get('content-disposition')).toMatch(/attachment; filename="liste-de-travail-/);
  expect(heading).toMatch(/^\uFEFF?Référence;Démarche;Demandeur;/);
  expect(line).toMatch(new RegExp(`^${reference};Signaler un problème dans la rue;"'=HYPERLINK\\(""http`));
  expect(rest).toBe('');
});

test('an export has the whole list, each row once', async () => {
  await town.db.query(
    `insert into task (id, request_id, ordinal, name, kind, service_id, answers, opened_at, due_at)
     select gen_random_uuid(), $1, n, 'looking at it', 'agent', 'roads', '{answered}', now(), date_trunc('day', now()) + n % 7 * interval '1 day'
     from generate_series(1, 2100) as n`,
    [(await list.aFiled()).id],
  );
  const lines = (await (await list.page('/agent/liste.csv')).text()).split('\r\n');
  expect(lines).toHaveLength(2100 + 2);
});

interface Row {
  id: string;
  done: boolean;
  code?: string;
}

const codes = ({ body }: { body: { results: Row[] } }) => body.results.map(({ code }) => code);

const claim = (task: string, token: string) => town.api.call('POST', `/tasks/${task}/claim`, { token });
const assign = (task: string, assignee: string, token: string) =>
  town.api.call('POST', `/tasks/${task}/assign`, { json: { assignee }, token });
const batch = (json: object, token = agent, key?: string) =>
  town.api.call('POST', '/tasks/batch', { json, token, ...(key && { key }) });
