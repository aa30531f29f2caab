/** What is kept of who reads a request of the civil status. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { openBell } from '../../db/bell.ts';
import { checkJournals } from '../../db/journal-check.ts';
import { aRequest } from '../api-client.ts';
import { openTown, type Town } from '../town.ts';
import { anAgent, aStreetProblem, kindsOf, pageOf } from './people.ts';

let town: Town;
let clerk: string;
let manager: string;
let request: { id: string; reference: string; trackingCode: string };
let documentId: string;

beforeAll(async () => {
  town = await openTown({ relay: false, worker: false });
  clerk = await anAgent(town, 'agent', 'civil-status');
  manager = await anAgent(town, 'manager', 'civil-status');
});
beforeEach(async () => {
  request = (await town.api.file(aRequest())).body;
  documentId = (await town.api.upload(request.reference, request.trackingCode)).body.id;
});
afterAll(() => town.stop());

test('each reading is kept: of the page, by the API, of a document, and again', async () => {
  const { reference } = request;
  await pageOf(town, `/agent/demandes/${reference}`, `guichet_agent=${clerk}`);
  await pageOf(town, `/agent/demandes/${reference}/documents/${documentId}`, `guichet_agent=${clerk}`);
  await town.api.request(reference, clerk);
  await town.api.call('GET', `/requests/${reference}/documents/${documentId}`, { token: clerk });
  await town.api.request(reference, clerk);

  const page = await pageOf(town, `/agent/demandes/${reference}/consultations`, `guichet_agent=${manager}`);

  expect((await kindsOf(town, request.id)).filter((kind) => kind === 'request read')).toHaveLength(5);
  expect(
    [...page.matchAll(/<td class="govuk-table__cell">(La demande|livret\.pdf)</g)].map(([, what]) => what),
  ).toEqual(['La demande', 'livret.pdf', 'La demande', 'livret.pdf', 'La demande']);
  expect(page).toContain('Agent (agent, civil-status)');
  expect((await checkJournals(town.db)).faults).toBe(0);
});

test('fifty readings at the same moment are fifty lines of an unbroken chain', async () => {
  await Promise.all(Array.from({ length: 50 }, () => town.api.request(request.reference, clerk)));

  expect((await kindsOf(town, request.id)).filter((kind) => kind === 'request read')).toHaveLength(50);
  expect((await checkJournals(town.db)).faults).toBe(0);
});

test('a reading is no news: neither the citizen nor an agent reads of it, and no open page is woken', async () => {
  const bell = openBell(town.databaseUrl, 'follow');
  let rings = 0;
  const leave = await bell.subscribe(request.id, () => {
    rings += 1;
  });
  const before = (await town.api.request(request.reference, request.trackingCode)).body.timeline;

  await town.api.request(request.reference, clerk);
  const page = await pageOf(town, `/agent/demandes/${request.reference}`, `guichet_agent=${clerk}`);
  // What was committed before it has rung by the time that this does.
  await town.api.call('POST', `/requests/${request.reference}/messages`, { token: clerk, json: { text: 'Bonjour' } });
  await new Promise((resolve) => setTimeout(resolve, 300));
  leave();

  expect(rings).toBe(1);
  const after = (await town.api.request(request.reference, request.trackingCode)).body.timeline;
  expect(after.slice(0, before.length)).toEqual(before);
  expect(JSON.stringify(after) + page).not.toMatch(/request read/);
});

test('neither its owner’s reading is kept, nor any of a request of another sector', async () => {
  const roads = await anAgent(town, 'agent', 'roads');
  const pothole = (await town.api.file(aStreetProblem())).body;

  await town.api.request(request.reference, request.trackingCode);
  await town.api.request(pothole.reference, roads);
  await town.api.request(request.reference, roads);

  expect(await kindsOf(town, request.id)).not.toContain('request read');
  expect(await kindsOf(town, pothole.id)).not.toContain('request read');
});
