import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openTown, type Town } from '../town.ts';
import { anAgent, aStreetProblem, aTask, ends, problem } from './people.ts';

let town: Town;
let agent: string;
let open: { id: string; reference: string; trackingCode: string };
let ended: typeof open;

beforeAll(async () => {
  town = await openTown({ relay: false, worker: false });
  agent = await anAgent(town, 'agent', 'roads');
  open = (await town.api.file(aStreetProblem())).body;
  await aTask(town, open.id, { ordinal: 1, kind: 'public', answers: ['received'], supports: 3 });
  ended = (await town.api.file(aStreetProblem())).body;
  await ends(town, ended.id);
});
afterAll(() => town.stop());

const fill = 'Remplissez ce champ.';
const choose = 'Choisissez une des réponses proposées.';
const tooLong = (most: string) => `Ce texte est trop long\u00a0: ${most} signes au plus.`;
const wrong = 'Cette valeur n’est pas acceptée.';
const notAnEmail = 'Écrivez une adresse électronique comme nom@exemple.fr.';
const unknown = 'Ce champ n’existe pas.';
const there = 'La demande est déjà dans ce service.';

test.each<[route: string, json: unknown, errors: Record<string, string>]>([
  ['redirect', {}, { service: fill, reason: fill }],
  ['redirect', { service: 'roads', reason: 'x' }, { service: there }],
  ['redirect', { service: 'moon', reason: 'x' }, { service: choose }],
  ['redirect', { service: '__proto__', reason: 'x' }, { service: choose }],
  ['redirect', { service: ['waste'], reason: 'x' }, { service: wrong }],
  ['redirect', { service: 'waste', reason: ' ' }, { reason: fill }],
  ['redirect', { service: 'waste', reason: 'a'.repeat(1001) }, { reason: tooLong('1\u202f000') }],
  ['redirect', { service: 'waste', reason: 'a\0b' }, { reason: wrong }],
  ['reopen', {}, { reason: fill }],
  ['reopen', { reason: 5 }, { reason: wrong }],
  ['reopen', { reason: 'a'.repeat(5001) }, { reason: tooLong('5\u202f000') }],
  ['reopen', { reason: 'a\0b' }, { reason: wrong }],
  ['supports', {}, { email: notAnEmail }],
  ['supports', { email: 'camille@' }, { email: notAnEmail }],
  ['supports', { email: ['camille@citoyen.example'] }, { email: notAnEmail }],
  ['supports', { email: `a@${'citoyen.'.repeat(40)}example` }, { email: tooLong('254') }],
  ['supports', { email: 'camille@citoyen.example', name: 'Camille' }, { name: unknown }],
])('POST %s with what it does not take (case %#) is refused, and nothing is stored', async (route, json, errors) => {
  const { reference, trackingCode } = route === 'reopen' ? ended : open;
  const before = await stored();

  const { status, body } = await town.api.call('POST', `/requests/${reference}/${route}`, {
    token: route === 'redirect' ? agent : trackingCode,
    json,
    key: 'essai',
  });

  const listed = Object.entries(errors).map(([field, message]) => ({ field, message }));
  expect({ status, body }).toEqual(problem(422, 'INVALID', { errors: listed }));
  expect(await stored()).toEqual(before);
});

test.each(['withdraw', 'redirect', 'reopen', 'reasons'])(
  'POST %s without credentials is refused with 401',
  async (route) => {
    const before = await stored();

    const { status, body } = await town.api.call('POST', `/requests/${open.reference}/${route}`, { json: {} });

    expect({ status, body }).toEqual(problem(401, 'SIGN_IN_REQUIRED'));
    expect(await stored()).toEqual(before);
  },
);

test.each(['withdraw', 'redirect', 'reopen', 'reasons', 'supports'])(
  'POST %s for a reference that does not exist is refused with 404',
  async (route) => {
    const json = route === 'supports' ? { email: 'a@citoyen.example' } : { service: 'waste', reason: 'x' };

    const { status, body } = await town.api.call('POST', `/requests/2026-999999/${route}`, { token: agent, json });

    expect({ status, body }).toEqual(problem(404, 'NOT_FOUND'));
  },
);

async function stored() {
  const tables = ['request', 'task', 'journal', 'outbox', 'message', 'redirection', 'support', 'idempotency_key'];
  const contents = tables.map((table) => `(select json_agg(t order by t::text) from ${table} t) as ${table}`);
  const [rows] = await town.db.query(`select ${contents}`);
  return rows;
}
