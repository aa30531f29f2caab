/** What the owner may do after sending: know when, take away, be written to. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { book } from '../../db/bookings.ts';
import { aRequest } from '../api-client.ts';
import { readPdf } from '../templates/read-pdf.ts';
import { openTown, type Town } from '../town.ts';
import { anAgent, aStreetProblem, aTask, cookieOf, ends, kindsOf, outboxOf } from './people.ts';

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

test('whoever gave no address is written to on the page alone', async () => {
  const silent = (await town.api.file(aRequest({ citizen: { email: undefined } }))).body;

  await town.api.call('POST', `/requests/${silent.reference}/messages`, { token: agent, json: { text: 'Bonjour' } });

  expect(await outboxOf(town, silent.id)).toEqual(['start']);
});

test('what is booked comes as a calendar’s file, tentative, confirmed and cancelled under one id', async () => {
  const room = (await town.api.file(aRoom())).body;
  const cookie = await cookieOf(town, room);
  expect((await get(`/suivi/${room.reference}/rendez-vous.ics`, cookie)).status).toBe(404);
  const booking = { resource: 'salle-du-parc', on: daysFromNow(40), period: 'morning' };
  const at = new Date().toISOString();
  await town.db.transaction((on) => book(on, { requestId: room.id, ordinal: 1, name: 'book: room', at, ...booking }));

  const file = await get(`/suivi/${room.reference}/rendez-vous.ics`, cookie);
  const tentative = await file.text();
  await town.db.query(`update booking set state = 'kept' where request_id = $1`, [room.id]);
  const confirmed = await (await get(`/suivi/${room.reference}/rendez-vous.ics`, cookie)).text();
  await town.api.call('POST', `/requests/${room.reference}/withdraw`, { token: room.trackingCode });
  const cancelled = await (await get(`/suivi/${room.reference}/rendez-vous.ics`, cookie)).text();

  expect(file.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  expect(valueIn(tentative, 'STATUS')).toBe('TENTATIVE');
  expect(valueIn(confirmed, 'STATUS')).toBe('CONFIRMED');
  expect(valueIn(cancelled, 'STATUS')).toBe('CANCELLED');
  expect(new Set([tentative, confirmed, cancelled].map((text) => valueIn(text, 'UID'))).size).toBe(1);
  const sequences = [tentative, confirmed, cancelled].map((text) => Number(valueIn(text, 'SEQUENCE')));
  expect(sequences).toEqual([...sequences].sort());
  expect(tentative).toMatch(/DTSTART:\d{8}T0[67]0000Z\r\n/);
});

test('the receipt says what was asked, when it came and which documents are there, in the reader’s language', async () => {
  const cookie = await cookieOf(town, request);
  await town.api.upload(request.reference, request.trackingCode);

  const french = await get(`/suivi/${request.reference}/recepisse.pdf`, cookie);
  const english = await get(`/suivi/${request.reference}/recepisse.pdf?lang=en`, cookie);

  expect(french.headers.get('content-disposition')).toBe(`attachment; filename="recepisse-${request.reference}.pdf"`);
  const words = await wordsOf(french);
  for (const part of [
    'Récépissé de dépôt',
    request.reference,
    'Camille Exemple',
    'Copie intégrale',
    'Reçu',
    'État civil',
  ])
    expect(words).toContain(part);
  expect(words).not.toContain(request.trackingCode);
  expect(await wordsOf(english)).toContain('Receipt');
});

test('news, receipt and calendar are for whoever has opened the request', async () => {
  const cookie = await cookieOf(town, (await town.api.file(aRequest())).body);

  for (const file of ['flux', 'recepisse.pdf', 'rendez-vous.ics', 'correction'])
    for (const known of ['', cookie])
      expect((await get(`/suivi/${request.reference}/${file}`, known)).status).toBe(404);
});

const write = (text: string, token: string) =>
  town.api.call('POST', `/requests/${request.reference}/messages`, { token, json: { text } });

const aRoom = () => ({
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

const valueIn = (calendar: string, name: string) => new RegExp(`^${name}:(.*)\r$`, 'm').exec(calendar)?.[1];

async function wordsOf(response: Response): Promise<string> {
  return readPdf(Buffer.from(await response.arrayBuffer())).text.replace(/\s+/g, ' ');
}
