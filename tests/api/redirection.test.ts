import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { aRequest } from '../api-client.ts';
import { openTown, type Town } from '../town.ts';
import { anAgent, aStreetProblem, aTask, ends, kindsOf, pageOf, problem } from './people.ts';

let town: Town;
let roads: string;
let parks: string;
let request: { id: string; reference: string; trackingCode: string };

beforeAll(async () => {
  town = await openTown({ relay: false, worker: false });
  roads = await anAgent(town, 'agent', 'roads');
  parks = await anAgent(town, 'agent', 'green-spaces');
});
beforeEach(async () => {
  request = (await town.api.file(aStreetProblem())).body;
});
afterAll(() => town.stop());

test('a request that is redirected goes with its open tasks, and leaves the former service’s sight', async () => {
  const id = await aTask(town, request.id, { ordinal: 1 });
  await town.api.call('POST', `/tasks/${id}/claim`, { token: roads });

  const { status, body } = await redirect(roads, 'green-spaces', 'C’est un arbre.');

  expect({ status, body }).toEqual({ status: 200, body: { service: 'green-spaces', bounced: false } });
  expect((await town.api.request(request.reference, roads)).status).toBe(404);
  expect(await listed(roads)).toEqual([]);
  expect(await listed(parks)).toEqual([
    expect.objectContaining({ id, assignee: null, bounced: false, routedBecause: 'C’est un arbre.' }),
  ]);
  const { body: seen } = await town.api.request(request.reference, request.trackingCode);
  expect(seen.service).toBe('green-spaces');
  expect(seen.timeline.at(-1).text).toBe('Demande confiée au service Espaces verts');
});

test('a request that comes back to a service that sent it away is shown to have bounced', async () => {
  const id = await aTask(town, request.id, { ordinal: 1 });
  await redirect(roads, 'green-spaces', 'C’est un arbre.');

  const back = await redirect(parks, 'roads', 'L’arbre n’a rien, la chaussée oui.');
  const again = await redirect(roads, 'green-spaces', 'Les racines soulèvent la chaussée.');

  expect([back.body, again.body]).toEqual([
    { service: 'roads', bounced: true },
    { service: 'green-spaces', bounced: true },
  ]);
  const reason = 'Les racines soulèvent la chaussée.';
  expect(await listed(parks)).toEqual([expect.objectContaining({ id, bounced: true, routedBecause: reason })]);
});

test('what was asked of another service stays there, and an expert’s opinion goes along', async () => {
  await aTask(town, request.id, { ordinal: 1, kind: 'opinion', answers: ['favourable'], service: 'schools' });
  await aTask(town, request.id, { ordinal: 2, kind: 'opinion', answers: ['favourable'], expert: 'Un architecte' });
  await aTask(town, request.id, { ordinal: 3, kind: 'intervention', answers: ['done', 'not possible'] });

  await redirect(roads, 'green-spaces', 'C’est un arbre.');

  const tasks = await town.db.query('select service_id from task where request_id = $1 order by ordinal', [request.id]);
  expect(tasks.map((task: { service_id: string }) => task.service_id)).toEqual(['schools', 'green-spaces', 'roads']);
});

test('of several agents who redirect at once one does, and the others find the request gone', async () => {
  const colleague = await anAgent(town, 'manager', 'roads');

  const answers = await Promise.all([
    redirect(roads, 'green-spaces', 'À vous.'),
    redirect(colleague, 'waste', 'À vous.'),
    redirect(roads, 'cleanliness', 'À vous.'),
  ]);

  expect(answers.map(({ status }) => status).sort()).toEqual([200, 404, 404]);
  expect((await kindsOf(town, request.id)).filter((kind) => kind === 'redirected')).toHaveLength(1);
});

test('the same idempotency key redirects once, also when the request is out of sight by then', async () => {
  const first = await redirect(roads, 'waste', 'À vous.', 'transmission-1');
  const repeated = await redirect(roads, 'waste', 'À vous.', 'transmission-1');
  const other = await redirect(roads, 'waste', 'À vous.', 'transmission-2');

  expect(first.body).toEqual({ service: 'waste', bounced: false });
  expect({ status: repeated.status, body: repeated.body }).toEqual({ status: 200, body: first.body });
  expect(other.status).toBe(404);
});

test('an ended request is redirected no more', async () => {
  await ends(town, request.id);

  const { status, body } = await redirect(roads, 'green-spaces', 'C’est un arbre.');

  expect({ status, body }).toEqual(problem(409, 'REQUEST_ENDED'));
});

test.each<[who: string, role: string, service: string, status: number]>([
  ['a manager of the service', 'manager', 'roads', 200],
  ['who works at the counter', 'counter', 'roads', 403],
  ['a technician of the service', 'technician', 'roads', 404],
  ['an agent of another service', 'agent', 'green-spaces', 404],
])('%s who redirects a request gets %s', async (_, role, service, status) => {
  const token = await anAgent(town, role, service);

  expect((await redirect(token, 'waste', 'À vous.')).status).toBe(status);
});

test('a certificate leaves its sector by no redirection, and the page offers none', async () => {
  const clerk = await anAgent(town, 'agent', 'civil-status');
  const { reference } = (await town.api.file(aRequest())).body;
  const json = { service: 'roads', reason: 'Pour vous ?' };

  const refused = await town.api.call('POST', `/requests/${reference}/redirect`, { token: clerk, json });
  const page = await pageOf(town, `/agent/demandes/${reference}`, `guichet_agent=${clerk}`);

  const message = expect.stringContaining('fermée aux autres secteurs');
  expect({ status: refused.status, errors: refused.body.errors }).toEqual({
    status: 422,
    errors: [{ field: 'service', message }],
  });
  expect(page).toContain(reference);
  expect(page).not.toContain('/transmission');
});

test('a question that was given to the civil status is closed to who had it, even if they were asked about it', async () => {
  const reception = await anAgent(town, 'agent', 'reception');
  const question = { type: 'question', citizen: aRequest().citizen, fields: { theme: 'other', question: 'Quand ?' } };
  const { id, reference } = (await town.api.file(question)).body;
  await aTask(town, id, { ordinal: 1, kind: 'opinion', answers: ['favourable'], service: 'reception' });
  expect((await town.api.request(reference, reception)).status).toBe(200);

  const json = { service: 'civil-status', reason: 'C’est un acte.' };
  await town.api.call('POST', `/requests/${reference}/redirect`, { token: reception, json });

  expect((await town.api.request(reference, reception)).status).toBe(404);
});

test('its owner redirects no request', async () => {
  expect((await redirect(request.trackingCode, 'waste', 'À vous.')).status).toBe(401);
});

const redirect = (token: string, service: string, reason: string, key?: string) =>
  town.api.call('POST', `/requests/${request.reference}/redirect`, {
    token,
    json: { service, reason },
    ...(key && { key }),
  });
const listed = async (token: string) => (await town.api.tasks(token, `?q=${request.reference}`)).body.items;
