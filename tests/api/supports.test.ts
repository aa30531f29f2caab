import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { leavingToken, type ParticipationAct, sealConfirmation } from '../../db/participation.ts';
import { aRequest } from '../api-client.ts';
import { openTown, type Town } from '../town.ts';
import { aTask, ends, kindsOf, outboxOf, problem } from './people.ts';

let town: Town;
let request: { id: string; reference: string; trackingCode: string };
let taskId: string;

beforeAll(async () => {
  town = await openTown({ relay: false, worker: false });
});
beforeEach(async () => {
  request = (await town.api.file(aRequest())).body;
  taskId = await aTask(town, request.id, {
    ordinal: 1,
    name: 'askCitizen: gathering supports',
    kind: 'public',
    answers: ['received'],
    supports: 3,
  });
});
afterAll(() => town.stop());

test('to ask counts nothing: a link is sent, one an hour whatever others try, and the answer is the same for everybody', async () => {
  await confirm('support', 'camille@citoyen.example');

  const answers = [
    await ask('supports', 'camille@citoyen.example'),
    await ask('supports', 'Camille@Citoyen.example'),
    await ask('supports', 'dominique@citoyen.example'),
  ];

  for (const { status, body } of answers)
    expect({ status, body }).toEqual({ status: 202, body: { confirmation: 'sent' } });
  const emails = await town.db.query('select to_address, template, state from email where request_id = $1 order by 1', [
    request.id,
  ]);
  expect(emails).toEqual([
    { to_address: 'camille@citoyen.example', template: 'confirm-support', state: 'queued' },
    { to_address: 'dominique@citoyen.example', template: 'confirm-support', state: 'queued' },
  ]);
  expect(await outboxOf(town, request.id)).toEqual(['start', 'email', 'email']);
  expect(await supportCount()).toBe(1);
});

test('a person’s confirmed support counts once, however the address is written and however often the link is opened', async () => {
  const answers = [
    await confirm('support', 'camille@citoyen.example'),
    await confirm('support', 'Camille@Citoyen.example'),
    await confirm('support', 'dominique@citoyen.example'),
  ];

  expect(answers.map(({ status, body }) => ({ status, body }))).toEqual([
    { status: 201, body: { act: 'support', supports: 1, threshold: 3 } },
    { status: 200, body: { act: 'support', supports: 1, threshold: 3 } },
    { status: 201, body: { act: 'support', supports: 2, threshold: 3 } },
  ]);
  expect(await stateOf()).toBe('open');
});

test('of thirty people at once, as many as it takes are counted, and the wait is answered once', async () => {
  const people = Array.from({ length: 30 }, (_, index) => `p${index}@citoyen.example`);
  const answers = await Promise.all(people.map((email) => confirm('support', email)));

  expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
  expect(answers.filter(({ body }) => body.code === 'SUPPORTS_CLOSED')).toHaveLength(27);
  expect(await stateOf()).toBe('answered');
  expect(await outboxOf(town, request.id)).toEqual(['start', 'answered']);
  expect((await kindsOf(town, request.id)).slice(-4)).toEqual([
    'support received',
    'support received',
    'support received',
    'task answered',
  ]);
});

test('the timeline tells how many there are, and not each', async () => {
  for (const name of ['a', 'b', 'c']) await confirm('support', `${name}@citoyen.example`);

  const { timeline } = (await town.api.request(request.reference, request.trackingCode)).body;

  const texts = timeline.map(({ text }: { text: string }) => text);
  expect(texts.slice(-2)).toEqual(['Soutiens reçus : 3', 'Le nombre de soutiens est atteint']);
});

test('nothing stored tells who supports, nor that the same person supports two proposals', async () => {
  const other = (await town.api.file(aRequest())).body;
  await aTask(town, other.id, { ordinal: 1, kind: 'public', answers: ['received'], supports: 3 });
  await confirm('support', 'camille@citoyen.example');
  await confirm('support', 'camille@citoyen.example', other.id);

  const stored = await town.db.query('select supporter_hash from support where request_id in ($1, $2)', [
    request.id,
    other.id,
  ]);
  const [one, two] = stored.map((row: { supporter_hash: Buffer }) => row.supporter_hash.toString('hex'));
  expect(one).not.toBe(two);
});

test('a request that gathers no supports is not told from none', async () => {
  const without = (await town.api.file(aRequest())).body;
  await town.db.query(`update task set state = 'expired' where id = $1`, [taskId]);

  for (const reference of [request.reference, without.reference, '2026-999999']) {
    expect(await ask('supports', 'camille@citoyen.example', reference)).toMatchObject(problem(404, 'NOT_FOUND'));
  }
  expect(await confirm('support', 'camille@citoyen.example')).toMatchObject(problem(409, 'SUPPORTS_CLOSED'));
});

test('a link that is too old, altered, or made for something else confirms nothing', async () => {
  const asked = { act: 'support', requestId: request.id, email: 'camille@citoyen.example', language: 'fr' } as const;
  const right = sealConfirmation(town.key, asked);
  const codes = [
    sealConfirmation(town.key, asked, Date.now() - 4 * 86_400_000),
    sealConfirmation(Buffer.alloc(32, 8), asked),
    `${right.slice(0, 40)}${right[40] === 'A' ? 'B' : 'A'}${right.slice(41)}`,
    'nothing',
  ];

  for (const code of codes) {
    const answer = await town.api.call('POST', '/confirmations', { json: { code } });
    expect(answer).toMatchObject(problem(410, 'LINK_EXPIRED'));
  }
  expect(await supportCount()).toBe(0);
});

test('a follower is kept once, leaves by one post of the mail program, and nothing of them stays', async () => {
  await confirm('follow', 'Sacha@citoyen.example');
  await confirm('follow', 'sacha@citoyen.example');
  const [{ id, address }, ...more] = await followers();
  const leaving = `${town.url}/desabonnement/${leavingToken(town.key, id)}`;
  const statuses = [
    (await fetch(leaving)).status,
    (await followers()).length,
    (await fetch(`${leaving.slice(0, -4)}AAAA`, { method: 'POST' })).status,
    (await followers()).length,
    (await fetch(leaving, { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) })).status,
    (await followers()).length,
    (await fetch(leaving, { method: 'POST' })).status,
  ];

  expect({ address, more }).toEqual({ address: 'sacha@citoyen.example', more: [] });
  expect(statuses).toEqual([200, 1, 410, 1, 200, 0, 200]);
});

test('what has ended is followed by nobody any more, and what is not published cannot be asked for', async () => {
  expect(await ask('followers', 'sacha@citoyen.example')).toMatchObject(problem(404, 'NOT_FOUND'));
  await ends(town, request.id);

  expect(await confirm('follow', 'sacha@citoyen.example')).toMatchObject(problem(409, 'REQUEST_ENDED'));
  expect(await followers()).toEqual([]);
});

const ask = (route: 'supports' | 'followers', email: string, reference = request.reference) =>
  town.api.call('POST', `/requests/${reference}/${route}`, { json: { email } });

/** Opens the link that an address was sent, and says yes. */
const confirm = (act: ParticipationAct, email: string, requestId = request.id) =>
  town.api.call('POST', '/confirmations', {
    json: { code: sealConfirmation(town.key, { act, requestId, email, language: 'fr' }) },
  });

const followers = () => town.db.query('select id, address from follower where request_id = $1', [request.id]);

async function supportCount(): Promise<number> {
  const [{ count }] = await town.db.query('select count(*)::int from support where request_id = $1', [request.id]);
  return count;
}

async function stateOf(): Promise<string> {
  const [task] = await town.db.query('select state from task where id = $1', [taskId]);
  return task.state;
}
