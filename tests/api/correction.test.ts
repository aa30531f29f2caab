import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { aRequest } from '../api-client.ts';
import { openTown, type Town } from '../town.ts';
import { anAgent, aTask, kindsOf, pageOf, problem } from './people.ts';

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
  const page = await pageOf(town, `/agent/demandes/${request.reference}`, `guichet_agent=${agent}`);

  expect(page).toContain('Date de naissance\u00a0: 31/01/1991 (avant\u00a0: 31/01/1990)');
});

const correct = (json: unknown, of = request, key?: string) =>
  town.api.call('POST', `/requests/${of.reference}/correction`, { token: of.trackingCode, json, ...(key && { key }) });

const aRoom = () => ({
  type: 'room-booking',
  citizen: { givenName: 'Camille', familyName: 'Exemple', email: 'camille@citoyen.example' },
  fields: { room: 'salle-du-parc', day: daysFromNow(40), period: 'morning', purpose: 'Un loto', attendance: '30' },
});

const daysFromNow = (days: number) =>
  new Date(Date.now() + days * 86_400_000).toLocaleDateString('en-CA', { timeZone: 'Europe/Paris' });
