/** The list as each reader narrows it, looks in it, and comes back to it. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { openTown, type Town } from '../town.ts';
import { anAgent, aTask } from './people.ts';
import { type WorklistClient, worklistClient } from './worklist-client.ts';

let town: Town;
let list: WorklistClient;
let agent: string;
let colleague: string;

beforeAll(async () => {
  // Tasks are opened here, as the worker opens them, so that nothing moves by itself.
  town = await openTown({ relay: false, worker: false });
  [agent, colleague] = [await anAgent(town, 'agent', 'roads'), await anAgent(town, 'agent', 'roads')];
  list = worklistClient(town, agent);
});
beforeEach(() => town.db.query(`update task set state = 'cancelled' where state = 'open'`));
afterAll(() => town.stop());

test('what waits for me, for my services and for others is told apart, and each is counted', async () => {
  const mine = await list.aWaiting();
  const free = await list.aWaiting();
  const held = await list.aWaiting();
  const away = await list.aWaiting({
    kind: 'citizen',
    name: 'askCitizen: waiting for documents',
    answers: ['received'],
  });
  await claim(mine.task, agent);
  await claim(held.task, colleague);

  expect(await list.listed('view=mine')).toEqual([mine.reference]);
  expect(await list.listed('view=services')).toEqual([mine.reference, free.reference]);
  expect(await list.listed('view=others')).toEqual([held.reference, away.reference]);
  expect(await list.listed('')).toEqual([mine.reference, free.reference, held.reference]);
  expect(await list.tabs('view=services')).toEqual(['Pour moi (1)', 'Pour mes services (2)', 'Pour d’autres (2)']);
});

test('an opinion that another service was asked for waits for others, until the request is theirs', async () => {
  const { id, reference } = await list.aFiled();
  await aTask(town, id, { ordinal: 1, name: 'askOpinion: trees', kind: 'opinion', service: 'green-spaces' });
  const gardener = await anAgent(town, 'agent', 'green-spaces');

  expect(await list.listed('view=others')).toEqual([reference]);
  expect(await list.listed('view=services', gardener)).toEqual([reference]);
  const json = { service: 'green-spaces', reason: 'Un arbre.' };
  expect((await town.api.call('POST', `/requests/${reference}/redirect`, { json, token: agent })).status).toBe(200);

  expect(await list.listed('view=others')).toEqual([]);
  expect(await list.listed('view=services', gardener)).toEqual([reference]);
});

test('the list is narrowed by district, channel, age, type and who has it, all at once', async () => {
  const north = await list.aWaiting({}, { fields: { district: 'nord' } });
  const phoned = await list.aWaiting({}, { channel: 'phone' });
  await town.db.query(`update task set received_at = now() - interval '8 days' where id = $1`, [phoned.task]);
  await claim(north.task, colleague);
  const looks: [query: string, found: string[]][] = [
    ['district=nord', [north.reference]],
    ['channel=phone', [phoned.reference]],
    ['age=7', [phoned.reference]],
    ['age=9', []],
    ['assignee=nobody', [phoned.reference]],
    [`assignee=${(await list.agentOf(colleague)).id}`, [north.reference]],
    ['assignee=me', []],
    ['type=street-problem&service=roads&district=centre&channel=phone&age=7&assignee=nobody', [phoned.reference]],
    ['type=question', []],
  ];
  for (const [query, found] of looks) expect([query, await list.listed(query)]).toEqual([query, found]);
});

test.each([
  'view=all',
  'type=nothing',
  'district=atlantis',
  'channel=pigeon',
  'age=0',
  'age=soon',
  'assignee=x',
  'service=no',
])('a filter that means nothing (%s) is refused by its name, and the page says so too', async (query) => {
  const field = query.split('=')[0];
  expect(await town.api.tasks(agent, `?${query}`)).toMatchObject({
    status: 422,
    body: { code: 'INVALID', errors: [{ field }] },
  });
  expect((await list.page(`/agent?${query}`)).status).toBe(422);
});

test('a search finds words of the text and of the name, in any order and without accents', async () => {
  const hole = await list.aWaiting({}, { fields: { description: 'Un très grand trou, près de l’école.' } });
  await list.aWaiting({}, { fields: { description: 'Une branche.' } });
  const looks = ['ecole trou', 'TRÈS', 'exemple ecole', 'camille trou', 'gr', hole.reference, hole.reference.slice(5)];
  for (const q of looks) expect([q, await list.listed(`q=${encodeURIComponent(q)}`)]).toEqual([q, [hole.reference]]);
  expect(await list.listed('q=ecole+branche')).toEqual([]);
  // Two letters are looked for where a word begins.
  expect(await list.listed('q=ra')).toEqual([]);
});

test('a name that was corrected is found, and the former one no more', async () => {
  const { reference, id } = await list.aWaiting({}, { citizen: { familyName: 'Dupré' } });
  await town.db.query(
    `update citizen set family_name = 'Lenôtre' from request where citizen.id = citizen_id and request.id = $1`,
    [id],
  );
  expect(await list.listed('q=lenotre')).toEqual([reference]);
  expect(await list.listed('q=dupre')).toEqual([]);
});

test('requests are searched by their text as well, open and ended', async () => {
  const { reference, id } = await list.aFiled({ fields: { description: 'Une borne tordue.' } });
  const found = async () =>
    (await town.api.call('GET', '/requests?q=tordue+borne', { token: agent })).body.items.map(
      (one: { reference: string }) => one.reference,
    );
  expect(await found()).toEqual([reference]);
  await town.db.query(
    `update request set status = 'ended', waiting_for = 'nobody', outcome = 'answered', ended_at = now() where id = $1`,
    [id],
  );
  expect(await found()).toEqual([reference]);
});

test('a view is kept under its name for its agent alone, replaced, and deleted', async () => {
  const saved = await list.post('/agent/vues', { name: 'Nord', view: 'services', district: 'nord', age: '7' });
  expect([saved.status, saved.headers.get('location')]).toEqual([
    303,
    '/agent?view=services&district=nord&age=7&fait=vue',
  ]);
  await list.post('/agent/vues', { name: 'Nord', view: 'services', district: 'sud' });
  const shown = await (await list.page('/agent')).text();
  expect(shown).toContain('<a class="govuk-link" href="/agent?view&#x3D;services&amp;district&#x3D;sud">Nord</a>');
  expect(await (await list.page('/agent', colleague)).text()).not.toContain('>Nord</a>');

  const action = shown.match(/\/agent\/vues\/[\w-]+\/suppression/)![0];
  expect((await list.post(action, {}, colleague)).status).toBe(404);
  expect((await list.post(action, {})).status).toBe(303);
  expect(await (await list.page('/agent')).text()).not.toContain('>Nord</a>');
  expect((await list.post('/agent/vues', { name: '', view: 'services' })).status).toBe(422);
  expect((await list.post('/agent/vues', { name: 'X', district: 'atlantis' })).status).toBe(422);
});

const claim = (task: string, token: string) => town.api.call('POST', `/tasks/${task}/claim`, { token });
