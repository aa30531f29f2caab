import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { openTask } from '../../db/tasks.ts';
import { aRequest } from '../api-client.ts';
import { openTown, shared, type Town } from '../town.ts';

let town: Town;
let agent: string;

beforeAll(async () => {
  // The tasks are opened here, as the worker opens them, so that their deadlines are known.
  town = await openTown({ relay: false, worker: false });
  const account = shared.accounts.find(({ role }) => role === 'agent')!;
  agent = await town.api.signIn(account.email, account.password);
});
beforeEach(() => town.db.query(`update task set state = 'cancelled' where state = 'open'`));
afterAll(() => town.stop());

test('tasks are listed by the time left, the least first, and a page at a time gives each exactly once', async () => {
  // Two of them are due at the same moment.
  const days = [5, 1, 3, 3, 2, 8, 0.5];
  const references: string[] = [];
  for (const day of days) references.push((await aTask({ dueInDays: day })).reference);

  const whole = await listed();
  const paged: string[] = [];
  let cursor: string | null = '';
  for (let pages = 0; cursor !== null && pages < 10; pages++) {
    const { body } = await town.api.tasks(agent, `?limit=2&cursor=${cursor}`);
    expect(body.items.length).toBe(body.next === null ? 1 : 2);
    paged.push(...body.items.map(({ reference }: { reference: string }) => reference));
    cursor = body.next;
  }

  const byTime = days.map((day, index) => ({ day, reference: references[index]! }));
  byTime.sort((a, b) => a.day - b.day);
  expect(whole.map((reference) => byTime.find((one) => one.reference === reference)?.day)).toEqual(
    byTime.map(({ day }) => day),
  );
  expect(paged).toEqual(whole);
});

test('what was answered between two pages neither repeats nor hides a task', async () => {
  const [first, second, third] = [await aTask({ dueInDays: 1 }), await aTask({ dueInDays: 2 }), await aTask({})];

  const page = (await town.api.tasks(agent, '?limit=1')).body;
  await town.api.answer(first.id, { answer: 'issued' }, { token: agent });
  const rest = (await town.api.tasks(agent, `?cursor=${page.next}`)).body;

  expect([...page.items, ...rest.items].map(({ reference }) => reference)).toEqual(
    [first, second, third].map(({ reference }) => reference),
  );
});

test.each(['nonsense', Buffer.from(`2026-99-99T99:99:99Z|${randomUUID()}`).toString('base64url'), dashes()])(
  'a cursor that was made up (%s) begins the list at its beginning',
  async (cursor) => {
    const { reference } = await aTask({});

    expect(await listed(`?cursor=${cursor}`)).toEqual([reference]);
  },
);

test('people look for a task by name, reference and type, and a percent sign is a percent sign', async () => {
  const plain = await aTask({ citizen: { givenName: 'Zoé', familyName: 'Lenoir' }, dueInDays: 1 });
  const odd = await aTask({ citizen: { givenName: '100%', familyName: 'Le_noir\\e' }, dueInDays: 2 });
  const all = [plain.reference, odd.reference];

  const looks: [query: string, found: string[]][] = [
    ['lenoir', [plain.reference]],
    ['ZOÉ LEN', [plain.reference]],
    [plain.reference, [plain.reference]],
    ['%', [odd.reference]],
    ['_', [odd.reference]],
    ['\\', [odd.reference]],
    ['le_noir', [odd.reference]],
    ["' or 1=1 --", []],
    ['  ', all],
  ];

  for (const [query, found] of looks)
    expect([query, await listed(`?q=${encodeURIComponent(query)}`)]).toEqual([query, found]);
  expect(await listed('?type=birth-certificate&service=civil-status')).toEqual(all);
  expect(await listed('?type=street-problem')).toEqual([]);
  expect(await listed('?service=roads')).toEqual([]);
});

test('a task is told with its answers, its deadline and who has it', async () => {
  const { id, reference, dueOn } = await aTask({ dueInDays: 3 });
  await claim(id, agent);

  const { body } = await town.api.call('GET', '/tasks', { token: agent, headers: { 'accept-language': 'en' } });

  expect(body).toEqual({
    items: [
      {
        id,
        reference,
        name: 'preparing the certificate',
        title: 'Preparing the certificate',
        kind: 'agent',
        role: 'agent',
        type: 'birth-certificate',
        service: 'civil-status',
        dueOn,
        answers: [
          { id: 'issued', label: 'Issued' },
          { id: 'not found', label: 'Not found' },
          { id: 'refused', label: 'Refused' },
        ],
        assignee: 'Agent de démonstration',
        escalated: false,
        bounced: false,
        routedBecause: null,
      },
    ],
    next: null,
  });
});

let ordinal = 0;

/** A request that waits for an agent until `dueInDays` from now. */
async function aTask({ citizen = {}, dueInDays = 5 }: { citizen?: object; dueInDays?: number }) {
  const { id: requestId, reference } = (await town.api.file(aRequest({ citizen }))).body;
  const now = Math.floor(Date.now() / 60_000) * 60_000;
  const dueAt = new Date(now + dueInDays * 86_400_000).toISOString();
  const answers = ['issued', 'not found', 'refused'];
  const name = 'askAgent: preparing the certificate';
  const step = { requestId, ordinal: ++ordinal, name, at: new Date().toISOString() };
  await town.db.transaction((on) => openTask(on, { ...step, kind: 'agent', answers, pieces: [], dueAt }));
  const [{ id }] = await town.db.query('select id from task where request_id = $1', [requestId]);
  return { id: id as string, reference: reference as string, dueOn: parisDay(dueAt) };
}

const parisDay = (at: string) => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(new Date(at));

function dashes() {
  return Buffer.from(`2026-01-01T00:00:00.000Z|${'-'.repeat(36)}`).toString('base64url');
}

async function listed(query = '', token = agent): Promise<string[]> {
  return (await town.api.tasks(token, query)).body.items.map(({ reference }: { reference: string }) => reference);
}

const claim = (id: string, token: string) => town.api.call('POST', `/tasks/${id}/claim`, { token });
