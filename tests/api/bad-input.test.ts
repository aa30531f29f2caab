import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type ProblemCode, problemText } from '../../api/problems.ts';
import { type Answer, aRequest, type CallOptions } from '../api-client.ts';
import { openTown, shared, type Town } from '../town.ts';

let town: Town;
let agent: string;
let filed: { reference: string; trackingCode: string };

beforeAll(async () => {
  // Without relay and worker nothing but the calls below could change a table.
  town = await openTown({ relay: false, worker: false });
  const account = shared.accounts.find(({ role }) => role === 'agent')!;
  agent = await town.api.signIn(account.email, account.password);
  filed = (await town.api.file(aRequest())).body;
});
afterAll(() => town.stop());

const fill = 'Remplissez ce champ.';
const choose = 'Choisissez une des réponses proposées.';
const tooLong = (most: string) => `Ce texte est trop long\u00a0: ${most} signes au plus.`;
const notADate = 'Indiquez une date réelle : jour, mois et année.';
const future = 'Cette date doit être passée.';
const notAnEmail = 'Écrivez une adresse électronique comme nom@exemple.fr.';
const notAPhone = 'Écrivez un numéro de téléphone comme 01 99 00 00 00.';
const unknown = 'Ce champ n’existe pas.';
const wrong = 'Cette valeur n’est pas acceptée.';

const person = { givenName: 'Camille', familyName: 'Exemple', birthDate: '1990-01-31' };
const citizen = (changes: object) => aRequest({ citizen: changes });
const fields = (changes: object) => aRequest({ fields: changes });
const aboutPerson = (changes: object) => fields({ person: { ...person, ...changes } });
const tomorrow = new Date(Date.now() + 36 * 3_600_000).toISOString().slice(0, 10);

test.each<[what: string, body: unknown, errors: Record<string, string>]>([
  ['no type', { ...aRequest(), type: undefined }, { type: fill }],
  ['a number for the type', { ...aRequest(), type: 5 }, { type: wrong }],
  ['a list instead of a request', [aRequest()], { '': wrong }],
  ['no citizen', { ...aRequest(), citizen: undefined }, { citizen: fill }],
  ['a citizen that is null', { ...aRequest(), citizen: null }, { citizen: fill }],
  ['a citizen that is a list', { ...aRequest(), citizen: ['Camille'] }, { citizen: wrong }],
  ['a citizen that is a text', { ...aRequest(), citizen: 'Camille' }, { citizen: wrong }],
  ['a name of spaces', citizen({ givenName: '   ' }), { 'citizen.givenName': fill }],
  ['a name that is null', citizen({ familyName: null }), { 'citizen.familyName': fill }],
  ['a number for a name', citizen({ givenName: 42 }), { 'citizen.givenName': wrong }],
  ['a list for a name', citizen({ givenName: ['Camille'] }), { 'citizen.givenName': wrong }],
  ['a name of 101 letters', citizen({ givenName: 'é'.repeat(101) }), { 'citizen.givenName': tooLong('100') }],
  ['a name with a zero byte', citizen({ givenName: 'Cam\0ille' }), { 'citizen.givenName': wrong }],
  ['a name of two lines', citizen({ givenName: 'Camille\r\nBcc: a@b.fr' }), { 'citizen.givenName': wrong }],
  ['half a character in a name', citizen({ givenName: 'Camille \ud83d' }), { 'citizen.givenName': wrong }],
  ['half a character in a field', fields({ need: 'Camille \ud83d' }), { 'fields.need': wrong }],
  ['a zero byte in a field', fields({ need: 'a\0b' }), { 'fields.need': wrong }],
  ['an email without a host', citizen({ email: 'camille@' }), { 'citizen.email': notAnEmail }],
  ['an email that is a number', citizen({ email: 5 }), { 'citizen.email': notAnEmail }],
  ['a long email', citizen({ email: `a@${'citoyen.'.repeat(40)}example` }), { 'citizen.email': tooLong('254') }],
  ['a telephone number of letters', citizen({ phone: 'appelez-moi' }), { 'citizen.phone': notAPhone }],
  ['a telephone number that is a number', citizen({ phone: 199000000 }), { 'citizen.phone': notAPhone }],
  ['an address of 501 signs', citizen({ address: 'a'.repeat(501) }), { 'citizen.address': tooLong('500') }],
  ['an unknown field of the request', { ...aRequest(), surprise: 1 }, { surprise: unknown }],
  ['an unknown field of the citizen', citizen({ nickname: 'Cam' }), { 'citizen.nickname': unknown }],
  ['an unknown field of a group', aboutPerson({ age: 35 }), { 'fields.person.age': unknown }],
  ['a field called constructor', fields({ constructor: 'x' }), { 'fields.constructor': unknown }],
  ['a field called toString', citizen({ toString: 'x' }), { 'citizen.toString': unknown }],
  ['a channel that nobody knows', { ...aRequest(), channel: 'pigeon' }, { channel: choose }],
  ['no fields', { ...aRequest(), fields: undefined }, { 'fields.kind': choose, 'fields.person': fill }],
  ['fields that are null', { ...aRequest(), fields: null }, { fields: fill }],
  ['fields that are a list', { ...aRequest(), fields: [] }, { fields: wrong }],
  ['a choice that is not offered', fields({ kind: 'a poem' }), { 'fields.kind': choose }],
  ['a choice called __proto__', fields({ kind: '__proto__' }), { 'fields.kind': choose }],
  ['a list of choices', fields({ kind: ['full copy'] }), { 'fields.kind': choose }],
  ['no person', fields({ person: undefined }), { 'fields.person': fill }],
  ['a person that is a text', fields({ person: 'Camille' }), { 'fields.person': wrong }],
  ['a day that does not exist', aboutPerson({ birthDate: '1990-02-30' }), { 'fields.person.birthDate': notADate }],
  ['a day as it is spoken', aboutPerson({ birthDate: '31/01/1990' }), { 'fields.person.birthDate': notADate }],
  ['a number for a day', aboutPerson({ birthDate: 1990 }), { 'fields.person.birthDate': notADate }],
  ['a day that is null', aboutPerson({ birthDate: null }), { 'fields.person.birthDate': fill }],
  ['no day', aboutPerson({ birthDate: undefined }), { 'fields.person.birthDate': fill }],
  ['a birth that is still to come', aboutPerson({ birthDate: tomorrow }), { 'fields.person.birthDate': future }],
  ['a text past its length', fields({ parents: 'a'.repeat(201) }), { 'fields.parents': tooLong('200') }],
  ['a long text past its length', fields({ need: 'a'.repeat(2001) }), { 'fields.need': tooLong('2\u202f000') }],
  [
    'several faults',
    aRequest({ citizen: { givenName: '', email: 'x' }, fields: { kind: '', person: {} } }),
    {
      'citizen.givenName': fill,
      'citizen.email': notAnEmail,
      'fields.kind': choose,
      'fields.person.givenName': fill,
      'fields.person.familyName': fill,
      'fields.person.birthDate': fill,
    },
  ],
])('a request with %s is refused with a sentence for each field, and nothing is stored', async (_, body, errors) => {
  const refused = await callWithoutTrace('POST', '/requests', { json: body });

  expectProblem(refused, 422, 'INVALID', { errors: asList(errors) });
});

test('the sentences are English for who reads English', async () => {
  const body = {
    ...aRequest({
      citizen: { givenName: '', familyName: 'a'.repeat(101), email: 'x', phone: 'x', nickname: 'x' },
      fields: { kind: 'x', person: { ...person, birthDate: '1990-02-30' }, need: 5 },
    }),
  };

  const headers = { 'accept-language': 'en-GB,en;q=0.9,fr;q=0.5' };
  const refused = await callWithoutTrace('POST', '/requests', { json: body, headers });

  const errors = asList({
    'citizen.givenName': 'Fill in this field.',
    'citizen.familyName': 'This text is too long: 100 characters at most.',
    'citizen.email': 'Write an email address such as name@example.com.',
    'citizen.phone': 'Write a telephone number such as +33 1 99 00 00 00.',
    'citizen.nickname': 'There is no such field.',
    'fields.kind': 'Choose one of the answers.',
    'fields.person.birthDate': 'Give a real date: day, month and year.',
    'fields.need': 'This value is not accepted.',
  });
  expectProblem(refused, 422, 'INVALID', { errors }, 'en');
});

const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
const requestWith = (part: string) => JSON.stringify(aRequest()).replace('{', `{${part},`);

test.each<[what: string, status: number, code: ProblemCode, body: string]>([
  ['no end', 400, 'MALFORMED_JSON', '{"type":"birth-certificate"'],
  ['nothing but a text', 400, 'MALFORMED_JSON', '"birth-certificate"'],
  ['another object’s prototype', 400, 'MALFORMED_JSON', requestWith('"__proto__":{"type":"x"}')],
  ['300 KB', 413, 'BODY_TOO_LARGE', requestWith(`"need":"${'a'.repeat(300_000)}"`)],
  ['40,000 levels', 422, 'INVALID', requestWith(`"a":${deep(40_000)}`)],
  ['no type that is known', 404, 'UNKNOWN_REQUEST_TYPE', '{"type":"coat-of-arms"}'],
  ['a type called __proto__', 404, 'UNKNOWN_REQUEST_TYPE', '{"type":"__proto__"}'],
])('JSON with %s is refused with %s, and nothing is stored', async (_, status, code, body) => {
  const headers = { 'content-type': 'application/json' };
  const refused = await callWithoutTrace('POST', '/requests', { body, headers });

  expectProblem(refused, status, code, code === 'INVALID' ? { errors: [{ field: 'a', message: unknown }] } : {});
});

test.each<[call: string, body: unknown, errors: Record<string, string>]>([
  ['POST messages', {}, { text: fill }],
  ['POST messages', { text: ' \n ' }, { text: fill }],
  ['POST messages', { text: null }, { text: fill }],
  ['POST messages', { text: 5 }, { text: wrong }],
  ['POST messages', { text: 'a\0b' }, { text: wrong }],
  ['POST messages', { text: 'a'.repeat(5001) }, { text: tooLong('5\u202f000') }],
  ['POST /sessions', {}, { email: fill, password: fill }],
  ['POST /sessions', { email: 'agent\0@ville.example', password: 'x' }, { email: wrong }],
  ['POST /sessions', { email: ['agent@ville.example'], password: {} }, { email: wrong, password: wrong }],
  ['GET /requests?status=lost', undefined, { status: choose }],
  ['GET /requests?channel=pigeon', undefined, { channel: choose }],
  ['GET /requests?limit=0', undefined, { limit: wrong }],
  ['GET /requests?limit=1e9', undefined, { limit: wrong }],
  ['GET /requests?q=a&q=b', undefined, { q: wrong }],
  ['GET /tasks?state=answered', undefined, { state: choose }],
  ['GET /tasks?assignee=you', undefined, { assignee: choose }],
  ['GET /tasks?limit=ten', undefined, { limit: wrong }],
])(
  '%s with what it does not take (case %#) is refused with a sentence for each field, and nothing is stored',
  async (call, json, errors) => {
    const [method, path] = call.split(' ') as [string, string];
    const asCitizen = path === 'messages';

    const refused = await callWithoutTrace(method, asCitizen ? `/requests/${filed.reference}/messages` : path, {
      token: asCitizen ? filed.trackingCode : agent,
      ...(json !== undefined && { json }),
    });

    expectProblem(refused, 422, 'INVALID', { errors: asList(errors) });
  },
);

const nowhere = '00000000-0000-7000-8000-000000000000';
const dashes = '-'.repeat(36);

test.each<[status: number, code: ProblemCode, method: string, path: string]>([
  [404, 'NOT_FOUND', 'GET', '/nowhere'],
  [404, 'NOT_FOUND', 'GET', '/requests/2026-999999'],
  [404, 'NOT_FOUND', 'GET', '/requests/%00'],
  [404, 'NOT_FOUND', 'GET', '/requests/%E0%A4%A'],
  [404, 'NOT_FOUND', 'GET', '/requests?q=%00'],
  [404, 'NOT_FOUND', 'GET', `/requests/:own/documents/${nowhere}`],
  [404, 'NOT_FOUND', 'GET', `/requests/:own/documents/${dashes}`],
  [404, 'NOT_FOUND', 'POST', `/tasks/${nowhere}/claim`],
  [404, 'NOT_FOUND', 'POST', `/tasks/${dashes}/claim`],
  [404, 'NOT_FOUND', 'POST', `/tasks/${dashes}/answer`],
  [404, 'UNKNOWN_REQUEST_TYPE', 'GET', '/request-types/constructor'],
  [405, 'METHOD_NOT_ALLOWED', 'DELETE', '/requests/:own'],
  [405, 'METHOD_NOT_ALLOWED', 'PUT', '/tasks'],
  [405, 'METHOD_NOT_ALLOWED', 'PATCH', '/sessions'],
  [405, 'METHOD_NOT_ALLOWED', 'PROPFIND', '/requests'],
])('%s %s is the answer to %s %s, and nothing is stored', async (status, code, method, path) => {
  const refused = await callWithoutTrace(method, path.replace(':own', filed.reference), { token: agent });

  expectProblem(refused, status, code);
});

test.each(['GET /requests/:own', 'POST /requests/:own/messages', 'POST /requests/:own/documents', 'GET /tasks'])(
  '%s without credentials is refused with 401, and nothing is stored',
  async (call) => {
    const [method, path] = call.replace(':own', filed.reference).split(' ') as [string, string];

    const refused = await callWithoutTrace(method, path);

    expectProblem(refused, 401, 'SIGN_IN_REQUIRED');
    expect(refused.headers.get('www-authenticate')).toBe('Bearer');
  },
);

test('a wrong code, another request’s code and an unknown reference get the same answer, word for word', async () => {
  const other = (await town.api.file(aRequest())).body;

  const answers = [
    await callWithoutTrace('GET', `/requests/${filed.reference}`, { token: 'AAAAA-AAAAA-AAAAA-AAAAA' }),
    await callWithoutTrace('GET', `/requests/${filed.reference}`, { token: other.trackingCode }),
    await callWithoutTrace('GET', '/requests/2026-999999', { token: filed.trackingCode }),
    await callWithoutTrace('POST', `/requests/${filed.reference}/messages`, { token: other.trackingCode, json: {} }),
  ];

  for (const answer of answers) expectProblem(answer, 404, 'NOT_FOUND');
});

/** Calls, and sees that every table and the folder of documents are as they were. */
async function callWithoutTrace(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
  const before = await stored();
  const answer = await town.api.call<Record<string, never>>(method, path, options);
  expect(await stored()).toEqual(before);
  return answer;
}

async function stored() {
  const tables = ['request', 'citizen', 'document', 'task', 'journal', 'outbox', 'message', 'email', 'idempotency_key'];
  const contents = tables.map((table) => `(select json_agg(t order by t::text) from ${table} t) as ${table}`);
  const [rows] = await town.db.query(`select (select count(*) from session) as sessions, ${contents}`);
  return { ...rows, files: await readdir(town.documents, { recursive: true }).catch(() => []) };
}

function expectProblem(answer: Answer, status: number, code: ProblemCode, extra = {}, lang: 'fr' | 'en' = 'fr'): void {
  const body = { type: 'about:blank', title: problemText(code, lang), status, code, ...extra };
  expect({ status: answer.status, body: answer.body }).toEqual({ status, body });
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
}

const asList = (errors: object) => Object.entries(errors).map(([field, message]) => ({ field, message }));
