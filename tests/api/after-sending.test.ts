/** What the owner may do after sending: correct, know when, take away, be written to. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { book } from '../../db/bookings.ts';
import { aRequest } from '../api-client.ts';
import { readPdf } from '../templates/read-pdf.ts';
import { openTown, type Town } from '../town.ts';
import { anAgent, aStreetProblem, aTask, ends, kindsOf, outboxOf, problem } from './people.ts';

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

test('what was typed is corrected, and what it was is kept beside the request and not in its journal', async () => {
  const json = {
    citizen: { familyName: 'O’Exemple', phone: '01 99 00 00 01' },
    fields: { person: { givenName: 'É', birthDate: '1990-02-28' }, parents: 'Dominique Exemple et Sacha Exemple' },
  };

  const answer = await correct(json);

  const corrected = ['citizen.familyName', 'citizen.phone', 'fields.person.givenName', 'fields.person.birthDate'];
  expect({ status: answer.status, body: answer.body }).toEqual({
    status: 200,
    body: { reference: request.reference, corrected },
  });
  const [row] = await town.db.query(
    `select r.fields, c.given_name, c.family_name, c.phone, c.email is not null as mailed
     from request r join citizen c on c.id = r.citizen_id where r.id = $1`,
    [request.id],
  );
  expect(row).toMatchObject({
    fields: { kind: 'full copy', person: { givenName: 'É', familyName: 'Exemple', birthDate: '1990-02-28' } },
    given_name: 'Camille',
    family_name: 'O’Exemple',
    phone: '01 99 00 00 01',
    mailed: true,
  });
  const [{ changes }] = await town.db.query('select changes from correction where request_id = $1', [request.id]);
  expect(changes).toContainEqual({ field: 'fields.person.givenName', from: 'Camille', to: 'É' });
  expect(changes).toContainEqual({ field: 'citizen.phone', from: null, to: '01 99 00 00 01' });
  const [{ data }] = await town.db.query(`select data from journal where kind = 'request corrected'`);
  expect(data).toEqual({ correction: expect.any(String), fields: corrected });
});

test('an optional answer is taken away by an empty text, and what is right already changes nothing', async () => {
  const first = await correct({ citizen: { email: '' }, fields: { need: 'Pour un mariage\r\n👰‍♀️' } });
  const second = await correct({ citizen: { email: ' ' }, fields: { need: 'Pour un mariage\n👰‍♀️' } });

  expect([first.body.corrected, second.body.corrected]).toEqual([['citizen.email', 'fields.need'], []]);
  expect(await kindsOf(town, request.id)).toEqual(['request received', 'request corrected']);
});

test.each([
  ['a choice', { fields: { kind: 'extract' } }, 'fields.kind', /ne se corrige pas/],
  ['a field that does not exist', { fields: { __proto__x: 'a' } }, 'fields.__proto__x', /ne se corrige pas/],
  ['a required answer left empty', { fields: { person: { givenName: '' } } }, 'fields.person.givenName', /Remplissez/],
  ['a date of the future', { fields: { person: { birthDate: '2999-01-01' } } }, 'fields.person.birthDate', /passée/],
  ['a text of 10,000 signs', { fields: { need: '😀'.repeat(5000) } }, 'fields.need', /2\s000 signes au plus/],
  ['a number for a text', { citizen: { phone: 3 } }, 'citizen.phone', /pas acceptée/],
])('%s is refused with a sentence, and nothing is changed', async (_, json, field, sentence) => {
  const { status, body } = await correct(json);

  expect({ status, code: body.code }).toEqual({ status: 422, code: 'INVALID' });
  expect(body.errors).toEqual([{ field, message: expect.stringMatching(sentence) }]);
  expect(await kindsOf(town, request.id)).toEqual(['request received']);
});

test('a booked day that has passed meanwhile keeps nobody from correcting the rest', async () => {
  const room = (await town.api.file(aRoom())).body;
  await town.db.query(`update request set fields = fields || '{"day": "2020-01-01"}' where id = $1`, [room.id]);

  expect((await correct({ fields: { purpose: 'Un bal' } }, room)).body.corrected).toEqual(['fields.purpose']);
  expect((await correct({ fields: { day: '2999-01-01' } }, room)).status).toBe(422);
});

test('once an agent has taken the request, answered it or ended it, it is corrected no more', async () => {
  const taken = await aTask(town, request.id, { ordinal: 1 });
  await town.api.call('POST', `/tasks/${taken}/claim`, { token: agent });
  const claimed = await correct({ citizen: { phone: '01 99 00 00 02' } });
  await town.api.call('POST', `/tasks/${taken}/release`, { token: agent });
  const released = await correct({ citizen: { phone: '01 99 00 00 02' } });
  await town.api.answer(taken, { answer: 'answered' }, { token: agent });
  const answered = await correct({ citizen: { phone: '01 99 00 00 03' } });

  expect([claimed, released, answered].map(({ status }) => status)).toEqual([409, 200, 409]);
  expect({ status: claimed.status, body: claimed.body }).toEqual(problem(409, 'CORRECTION_CLOSED'));
});

test('two corrections at once both last, and the same key is one correction', async () => {
  await Promise.all([correct({ citizen: { phone: '01 99 00 00 04' } }), correct({ fields: { need: 'Vite' } })]);
  const again = [
    await correct({ fields: { need: 'Vite, svp' } }, request, 'k'),
    await correct({ fields: { need: 'Vite, svp' } }, request, 'k'),
  ];

  const [row] = await town.db.query(
    'select fields, phone from request r join citizen c on c.id = r.citizen_id where r.id = $1',
    [request.id],
  );
  expect(row).toMatchObject({ phone: '01 99 00 00 04', fields: { need: 'Vite, svp' } });
  expect(again[1]!.body).toEqual(again[0]!.body);
});

test('nobody but its owner corrects a request', async () => {
  const other = (await town.api.file(aRequest())).body;

  expect((await correct({ citizen: { phone: '01 99 00 00 05' } }, { ...request, trackingCode: agent })).status).toBe(
    403,
  );
  const foreign = await correct({ citizen: { phone: '1' } }, { ...request, trackingCode: other.trackingCode });
  expect(foreign.status).toBe(404);
});

test('the agent sees what was corrected, as it was and as it is', async () => {
  await correct({ fields: { person: { birthDate: '1991-01-31' } } });
  const page = await pageOf(`/agent/demandes/${request.reference}`, `guichet_agent=${agent}`);

  expect(page).toContain('Date de naissance\u00a0: 31/01/1991 (avant\u00a0: 31/01/1990)');
});

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
  const cookie = await cookieOf(room);
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
  const cookie = await cookieOf(request);
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
  const cookie = await cookieOf((await town.api.file(aRequest())).body);

  for (const file of ['flux', 'recepisse.pdf', 'rendez-vous.ics', 'correction'])
    for (const known of ['', cookie])
      expect((await get(`/suivi/${request.reference}/${file}`, known)).status).toBe(404);
});

const correct = (json: unknown, of = request, key?: string) =>
  town.api.call('POST', `/requests/${of.reference}/correction`, { token: of.trackingCode, json, ...(key && { key }) });

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
const pageOf = async (path: string, cookie: string) => (await get(path, cookie)).text();

/** That of a browser which has opened the request. */
async function cookieOf({ reference, trackingCode }: { reference: string; trackingCode: string }): Promise<string> {
  const body = new URLSearchParams({ reference, code: trackingCode });
  const response = await fetch(`${town.url}/suivi`, { method: 'POST', body, redirect: 'manual' });
  return response.headers.getSetCookie()[0]!.split(';')[0]!;
}

const valueIn = (calendar: string, name: string) => new RegExp(`^${name}:(.*)\r$`, 'm').exec(calendar)?.[1];

async function wordsOf(response: Response): Promise<string> {
  return readPdf(Buffer.from(await response.arrayBuffer())).text.replace(/\s+/g, ' ');
}
