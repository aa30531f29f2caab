/** After sending: the owner knows when to expect the answer, and is written to. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { aRequest } from '../api-client.ts';
import { openTown, type Town } from '../town.ts';
import { anAgent, aStreetProblem, aTask, ends, kindsOf, outboxOf } from './people.ts';

let town: Town;
let agent: string;
let request: { id: string; reference: string; trackingCode: string };

beforeAll(async () => {
  town = await openTown({ relay: false, worker: false });
  agent = await anAgent(town, 'agent', 'civil-status');
});
beforeEach(async () => {
  request = (await town.api.file(aRequest())).body;
});
afterAll(() => town.stop());

test('too few ended requests promise nothing: the expected day is the one that the law gives', async () => {
  const { body } = await town.api.request(request.reference, request.trackingCode);

  expect(body.expectedOn).toBe(body.dueOn);
  expect(body.expectedBetween).toBeUndefined();
});

test('the expected days come from what ended requests really took, from the present step where enough passed it', async () => {
  // Twenty requests that took 10 days, 2 of them from the inspection on, and five that took a hundred.
  for (let count = 0; count < 25; count++) await endedAfter(count < 20 ? 10 : 100);
  const report = (await town.api.file(aStreetProblem())).body;

  const fromReceipt = (await town.api.request(report.reference, report.trackingCode)).body;
  await aTask(town, report.id, { ordinal: 1, name: 'askAgent: inspection' });
  const fromStep = (await town.api.request(report.reference, report.trackingCode)).body;

  expect(fromReceipt.expectedOn).toBe(daysFromNow(10));
  expect(fromReceipt.expectedBetween).toEqual({ from: daysFromNow(10), to: daysFromNow(100) });
  expect(fromStep.expectedBetween).toEqual({ from: daysFromNow(2), to: daysFromNow(2) });
  await ends(town, report.id);
  const ended = (await town.api.request(report.reference, report.trackingCode)).body;
  expect(ended.expectedOn).toBe(daysFromNow(0));
});

test('each message of an agent is an email in the same transaction, also when the request has ended', async () => {
  await ends(town, request.id);

  await write('Voici la suite.', agent);
  await write('Merci.', request.trackingCode);

  const emails = await town.db.query('select template, state, key from email where request_id = $1', [request.id]);
  expect(emails).toEqual([
    { template: 'message-from-agent', state: 'queued', key: expect.stringMatching(`^${request.id}/0/`) },
  ]);
  expect(await outboxOf(town, request.id)).toEqual(['start', 'email']);
  expect(await kindsOf(town, request.id)).toEqual(['request received', 'message sent', 'email queued', 'message sent']);
});

test('whoever gave no address is written to on the page, and by a letter', async () => {
  const silent = (await town.api.file(aRequest({ citizen: { email: undefined } }))).body;

  await town.api.call('POST', `/requests/${silent.reference}/messages`, { token: agent, json: { text: 'Bonjour' } });

  expect(await outboxOf(town, silent.id)).toEqual(['start', 'email']);
});

const _correct = (json: unknown, of = request, key?: string) =>
  town.api.call('POST', `/requests/${of.reference}/correction`, { token: of.trackingCode, json, ...(key && { key }) });

const write = (text: string, token: string) =>
  town.api.call('POST', `/requests/${request.reference}/messages`, { token, json: { text } });

const _aRoom = () => ({
  type: 'room-booking',
  citizen: { givenName: 'Camille', familyName: 'Exemple', email: 'camille@citoyen.example' },
  fields: { room: 'salle-du-parc', day: daysFromNow(40), period: 'morning', purpose: 'Un loto', attendance: '30' },
});

const daysFromNow = (days: number) =>
  new Date(Date.now() + days * 86_400_000).toLocaleDateString('en-CA', { timeZone: 'Europe/Paris' });

/** A street problem that an agent has ended now, so many days after it came and two after the inspection began. */
async function endedAfter(days: number): Promise<void> {
  const { id } = (await town.api.file(aStreetProblem())).body;
  const task = await aTask(town, id, { ordinal: 1, name: 'askAgent: inspection' });
  await town.db.query(
    `update task set opened_at = now() - interval '2 days', state = 'answered', answer = 'answered', answered_at = now(),
                     answered_by = (select id from agent limit 1) where id = $1`,
    [task],
  );
  await town.db.query(`update request set received_at = now() - $2 * interval '1 day' where id = $1`, [id, days]);
  await ends(town, id);
}

const get = (path: string, cookie: string) => fetch(town.url + path, { headers: { cookie } });
const _pageOf = async (path: string, cookie: string) => (await get(path, cookie)).text();
