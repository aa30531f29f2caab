import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { problemText } from '../../api/problems.ts';
import { openDatabase } from '../../db/index.ts';
import { openTask } from '../../db/tasks.ts';
import { aRequest } from '../api-client.ts';
import { openTown, shared, type Town } from '../town.ts';

let town: Town;
let agent: string;
let colleague: string;

beforeAll(async () => {
  // The tasks are opened here, as the worker opens them, so that their deadlines are known.
  town = await openTown({ relay: false, worker: false });
  const [first, second] = shared.accounts.filter(({ role }) => role === 'agent');
  agent = await town.api.signIn(first!.email, first!.password);
  colleague = await town.api.signIn(second!.email, second!.password);
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
        type: 'birth-certificate',
        service: 'civil-status',
        dueOn,
        answers: [
          { id: 'issued', label: 'Issued' },
          { id: 'not found', label: 'Not found' },
          { id: 'refused', label: 'Refused' },
        ],
        assignee: 'Agent de démonstration',
      },
    ],
    next: null,
  });
});

test('two agents claim a task at once and one of them has it until it is released', async () => {
  const { id, reference } = await aTask({});

  const claims = await Promise.all([claim(id, agent), claim(id, colleague)]);
  const [winner, loser] = claims[0].status === 200 ? [agent, colleague] : [colleague, agent];
  const won = claims.find(({ status }) => status === 200);
  const lost = claims.find(({ status }) => status !== 200);

  const assignee = winner === agent ? 'Agent de démonstration' : 'Second agent de démonstration';
  expect(won?.body).toEqual({ id, claimed: true });
  expect(lost?.body).toEqual({ ...problem('TASK_CLAIMED', 409), assignee });
  expect(await listed('?assignee=me', winner)).toEqual([reference]);
  expect(await listed('?assignee=me', loser)).toEqual([]);
  expect((await release(id, loser)).body).toEqual(problem('TASK_NOT_HELD', 409));
  expect((await release(id, winner)).body).toEqual({ id, claimed: false });
  expect((await claim(id, loser)).body).toEqual({ id, claimed: true });
});

test('who claims a task twice has it once, and the journal says so once', async () => {
  const { id } = await aTask({});

  const claims = [await claim(id, agent), await claim(id, agent)];

  expect(claims.map(({ status }) => status)).toEqual([200, 200]);
  expect(await journalOf(id)).toEqual(['task claimed']);
});

test('fifty agents answer at once: one of them does, and each other is told by whom and when', async () => {
  const { id } = await aTask({});

  // While the row is held, as many calls as the pool has connections come to wait for it together.
  const answers = await whileHeld(id, () =>
    Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        town.api.answer(id, { answer: 'issued' }, { token: index % 2 ? agent : colleague }),
      ),
    ),
  );

  const [task] = await town.db.query(
    `select a.display_name as "answeredBy", t.answered_at as "answeredAt" from task t join agent a on a.id = t.answered_by
     where t.id = $1`,
    [id],
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ status }) => status !== 200).map(({ body }) => body)).toEqual(
    Array.from({ length: 49 }, () => ({
      ...problem('TASK_ALREADY_ANSWERED', 409),
      answer: 'issued',
      answeredBy: task.answeredBy,
      answeredAt: task.answeredAt.toISOString(),
    })),
  );
  expect(await journalOf(id)).toEqual(['task answered']);
});

test.each<[what: string, json: unknown, extra: object]>([
  ['an answer that is not among the possible ones', { answer: 'lost' }, {}],
  ['an answer called constructor', { answer: 'constructor' }, {}],
])('%s is refused with the possible ones', async (_, json) => {
  const { id } = await aTask({});

  const refused = await town.api.answer(id, json, { token: agent });

  expect({ status: refused.status, body: refused.body }).toEqual({
    status: 422,
    body: { ...problem('ANSWER_UNKNOWN', 422), answers: ['issued', 'not found', 'refused'] },
  });
  expect(await journalOf(id)).toEqual([]);
});

const answersFault = 'Choisissez une des réponses proposées.';
test.each<[what: string, json: unknown, field: string, message: string]>([
  ['nothing', {}, 'answer', answersFault],
  ['a blank answer', { answer: ' ' }, 'answer', answersFault],
  ['a list of answers', { answer: ['issued'] }, 'answer', answersFault],
  ['a reply of 5,001 signs', { answer: 'issued', reply: 'a'.repeat(5001) }, 'reply', 'Ce texte est trop long.'],
  ['a reply with a zero byte', { answer: 'issued', reply: '\0' }, 'reply', 'Cette valeur n’est pas acceptée.'],
  ['a number for a note', { answer: 'issued', note: 1 }, 'note', 'Cette valeur n’est pas acceptée.'],
])('an answer of %s is refused, and the task stays open', async (_, json, field, message) => {
  const { id, reference } = await aTask({});

  const refused = await town.api.answer(id, json, { token: agent });

  expect({ status: refused.status, body: refused.body }).toEqual({
    status: 422,
    body: { ...problem('INVALID', 422), errors: [{ field, message }] },
  });
  expect(await listed()).toEqual([reference]);
});

test('a task whose request has gone on without it can be neither answered nor claimed', async () => {
  const { id } = await aTask({});
  await town.db.query(`update task set state = 'expired' where id = $1`, [id]);

  const refused = [await town.api.answer(id, { answer: 'issued' }, { token: agent }), await claim(id, agent)];

  for (const { body } of refused) expect(body).toEqual({ ...problem('TASK_CLOSED', 409), state: 'expired' });
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

const problem = (code: Parameters<typeof problemText>[0], status: number) => ({
  type: 'about:blank',
  title: problemText(code, 'fr'),
  status,
  code,
});

async function listed(query = '', token = agent): Promise<string[]> {
  return (await town.api.tasks(token, query)).body.items.map(({ reference }: { reference: string }) => reference);
}

async function whileHeld<Result>(taskId: string, act: () => Promise<Result>): Promise<Result> {
  const holder = await openDatabase(town.databaseUrl, { poolSize: 1 });
  try {
    const { acting } = await holder.transaction(async (on) => {
      await on.query('select 1 from request where id = (select request_id from task where id = $1) for update', [
        taskId,
      ]);
      const acting = act();
      await new Promise((resolve) => setTimeout(resolve, 500));
      return { acting };
    });
    return await acting;
  } finally {
    await holder.destroy();
  }
}

const claim = (id: string, token: string) => town.api.call('POST', `/tasks/${id}/claim`, { token });
const release = (id: string, token: string) => town.api.call('POST', `/tasks/${id}/release`, { token });

/** What agents did to a task. */
async function journalOf(taskId: string): Promise<string[]> {
  const found = await town.db.query(
    `select kind from journal where data->>'task' = $1 and actor = 'agent' order by request_id, seq`,
    [taskId],
  );
  return found.map(({ kind }: { kind: string }) => kind);
}
