/** A piece that came on paper is marked as received, without a file. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { aRequest } from '../api-client.ts';
import { openTown, type Town } from '../town.ts';
import { agentPost } from './agent-browser.ts';
import { anAgent, aTask, ends, kindsOf, outboxOf } from './people.ts';

let town: Town;
let counter: string;
let request: { id: string; reference: string; trackingCode: string };

beforeAll(async () => {
  town = await openTown({ relay: false, worker: false });
  counter = await anAgent(town, 'counter', 'civil-status');
});
beforeEach(async () => {
  request = (await town.api.file(aRequest())).body;
});
afterAll(() => town.stop());

test('the wait is answered with the paper, once, however often the button is pressed', async () => {
  const task = await aTask(town, request.id, {
    ordinal: 1,
    kind: 'citizen',
    answers: ['received'],
    pieces: ['family-record'],
  });
  const form = { piece: 'family-record', once: randomUUID() };

  const answers = await Promise.all([receive(counter, form), receive(counter, form)]);

  expect(answers.map(({ status }) => status)).toEqual([303, 303]);
  const [{ state, answer }] = await town.db.query('select state, answer from task where id = $1', [task]);
  expect({ state, answer }).toEqual({ state: 'answered', answer: 'received' });
  expect(await kindsOf(town, request.id)).toEqual([
    'request received',
    'task opened',
    'document received',
    'task answered',
  ]);
  expect(await outboxOf(town, request.id)).toEqual(['start', 'answered']);
  const { timeline } = (await town.api.request(request.reference, request.trackingCode)).body;
  expect(timeline.at(-1).text).toBe('Vos documents sont complets');
});

test('it is a document without a file, which is read, reviewed and refused as the others are', async () => {
  await receive(counter, { piece: 'family-record' });
  const agent = await anAgent(town, 'agent', 'civil-status');

  const [document] = (await town.api.request(request.reference, request.trackingCode)).body.documents;
  const path = `/requests/${request.reference}/documents/${document.id}`;
  const refused = await town.api.call('POST', `${path}/review`, {
    token: agent,
    json: { accepted: false, reason: 'La page 2 manque.' },
  });

  expect(document).toMatchObject({ piece: 'family-record', state: 'received', fileName: null, sizeBytes: null });
  expect((await town.api.call('GET', path, { token: request.trackingCode })).status).toBe(404);
  expect(refused.status).toBe(200);
  const { timeline } = (await town.api.request(request.reference, request.trackingCode)).body;
  expect(timeline.map(({ text }: { text: string }) => text)).toContain(
    'Document reçu sur papier : Livret de famille ou pièce d’identité',
  );
});

test.each<[what: string, status: number, role: string, service: string, form: Record<string, string>]>([
  ['a piece that nobody asks for', 422, 'counter', 'civil-status', { piece: 'photo' }],
  ['no piece', 422, 'agent', 'civil-status', {}],
  ['the paper of another service’s request', 404, 'counter', 'reception', { piece: 'family-record' }],
  ['the paper of a request that they may not see', 404, 'technician', 'civil-status', { piece: 'family-record' }],
  ['a form without the token', 403, 'counter', 'civil-status', { piece: 'family-record', _csrf: '' }],
])('%s is marked by nobody', async (_, status, role, service, form) => {
  const answer = await receive(await anAgent(town, role, service), form);

  expect(answer.status).toBe(status);
  expect(await changesOf(request.id)).toEqual(['request received']);
});

test('nothing is marked on a request that has ended', async () => {
  await ends(town, request.id);

  expect((await receive(counter, { piece: 'family-record' })).status).toBe(409);
  expect(await changesOf(request.id)).toEqual(['request received']);
});

/** What was done; a refusal shows the request once more, which is a reading. */
const changesOf = async (id: string) => (await kindsOf(town, id)).filter((kind) => kind !== 'request read');

const receive = (token: string, form: Record<string, string>) =>
  agentPost(town, token, `/agent/demandes/${request.reference}/papier`, form);
