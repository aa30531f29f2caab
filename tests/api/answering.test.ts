import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type ProblemCode, problemText } from '../../api/problems.ts';
import { openDatabase } from '../../db/index.ts';
import { openTask } from '../../db/tasks.ts';
import { aRequest } from '../api-client.ts';
import { openTown, shared, type Town } from '../town.ts';

let town: Town;
let agent: string;
let colleague: string;
let request: { id: string; reference: string; trackingCode: string };
/** The id of the request's one task, which waits for an agent. */
let id: string;

beforeAll(async () => {
  // The task is opened here, as the worker opens it: nothing goes on by itself.
  town = await openTown({ relay: false, worker: false });
  const [first, second] = shared.accounts.filter(({ role }) => role === 'agent');
  agent = await town.api.signIn(first!.email, first!.password);
  colleague = await town.api.signIn(second!.email, second!.password);
});
beforeEach(async () => {
  request = (await town.api.file(aRequest())).body;
  const at = new Date().toISOString();
  const step = { requestId: request.id, ordinal: 1, name: 'askAgent: preparing the certificate', at, dueAt: at };
  const answers = ['issued', 'not found', 'refused'];
  await town.db.transaction((on) => openTask(on, { ...step, kind: 'agent', answers, pieces: [] }));
  [{ id }] = await town.db.query('select id from task where request_id = $1', [request.id]);
});
afterAll(() => town.stop());

const choose = 'Choisissez une des réponses proposées.';

test('two agents claim a task at once and one of them has it until it is released', async () => {
  const claims = await Promise.all([claim(id, agent), claim(id, colleague)]);
  const [winner, loser] = claims[0].status === 200 ? [agent, colleague] : [colleague, agent];
  const won = claims.find(({ status }) => status === 200);
  const lost = claims.find(({ status }) => status !== 200);

  const assignee = winner === agent ? 'Agent de démonstration' : 'Second agent de démonstration';
  expect(won?.body).toEqual({ id, claimed: true });
  expect(lost?.body).toEqual({ ...problem('TASK_CLAIMED', 409), assignee });
  expect(await listed('assignee=me', winner)).toEqual([request.reference]);
  expect(await listed('assignee=me', loser)).toEqual([]);
  expect((await release(id, loser)).body).toEqual(problem('TASK_NOT_HELD', 409));
  expect((await release(id, winner)).body).toEqual({ id, claimed: false });
  expect((await claim(id, loser)).body).toEqual({ id, claimed: true });
});

test('who claims a task twice has it once, and the journal says so once', async () => {
  const claims = [await claim(id, agent), await claim(id, agent)];

  expect(claims.map(({ status }) => status)).toEqual([200, 200]);
  expect(await deeds()).toEqual(['task claimed']);
});

test('fifty agents answer at once: one of them does, and each other is told by whom and when', async () => {
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
  expect(await deeds()).toEqual(['task answered']);
});

test.each(['lost', 'constructor', '__proto__'])(
  'the answer “%s” is not possible, and is refused with the possible ones',
  async (answer) => {
    const refused = await town.api.answer(id, { answer }, { token: agent });

    expect({ status: refused.status, body: refused.body }).toEqual({
      status: 422,
      body: { ...problem('ANSWER_UNKNOWN', 422), answers: ['issued', 'not found', 'refused'] },
    });
    expect(await deeds()).toEqual([]);
  },
);

test.each<[what: string, json: unknown, field: string, message: string]>([
  ['nothing', {}, 'answer', choose],
  ['a blank answer', { answer: ' ' }, 'answer', choose],
  ['a list of answers', { answer: ['issued'] }, 'answer', choose],
  [
    'a reply of 5,001 signs',
    { answer: 'issued', reply: 'a'.repeat(5001) },
    'reply',
    'Ce texte est trop long\u00a0: 5\u202f000 signes au plus.',
  ],
  ['a reply with a zero byte', { answer: 'issued', reply: '\0' }, 'reply', 'Cette valeur n’est pas acceptée.'],
  ['a number for a note', { answer: 'issued', note: 1 }, 'note', 'Cette valeur n’est pas acceptée.'],
])('an answer of %s is refused, and the task stays open', async (_, json, field, message) => {
  const refused = await town.api.answer(id, json, { token: agent });

  expect({ status: refused.status, body: refused.body }).toEqual({
    status: 422,
    body: { ...problem('INVALID', 422), errors: [{ field, message }] },
  });
  expect(await listed()).toEqual([request.reference]);
});

test('a task whose request has gone on without it can be neither answered nor claimed', async () => {
  await town.db.query(`update task set state = 'expired' where id = $1`, [id]);

  const refused = [await town.api.answer(id, { answer: 'issued' }, { token: agent }), await claim(id, agent)];

  for (const { body } of refused) expect(body).toEqual({ ...problem('TASK_CLOSED', 409), state: 'expired' });
});

test.each<[what: string, json: unknown, field: string, message: string]>([
  ['nothing', {}, 'accepted', choose],
  ['a text for yes', { accepted: 'true' }, 'accepted', choose],
  ['a refusal without a reason', { accepted: false }, 'reason', 'Remplissez ce champ.'],
  ['a refusal with a blank reason', { accepted: false, reason: ' ' }, 'reason', 'Remplissez ce champ.'],
  [
    'a reason of 1,001 signs',
    { accepted: false, reason: 'a'.repeat(1001) },
    'reason',
    'Ce texte est trop long\u00a0: 1\u202f000 signes au plus.',
  ],
])('a review of %s is refused, and the document stays as it was', async (_, json, field, message) => {
  const { body: document } = await town.api.upload(request.reference, request.trackingCode);

  const refused = await review(document.id, json);

  expect({ status: refused.status, body: refused.body }).toEqual({
    status: 422,
    body: { ...problem('INVALID', 422), errors: [{ field, message }] },
  });
  expect(await documents()).toEqual([expect.objectContaining({ id: document.id, state: 'received' })]);
});

test('a document that is refused carries the reason for the citizen to read', async () => {
  const { body: document } = await town.api.upload(request.reference, request.trackingCode);

  const reviewed = await review(document.id, { accepted: false, reason: 'La page 2 manque.' });

  const refused = { id: document.id, piece: 'family-record', state: 'refused', reason: 'La page 2 manque.' };
  expect(reviewed.body).toEqual(refused);
  expect(await documents()).toEqual([expect.objectContaining(refused)]);
});

const problem = (code: ProblemCode, status: number) => ({
  type: 'about:blank',
  title: problemText(code, 'fr'),
  status,
  code,
});

const claim = (id: string, token: string) => town.api.call('POST', `/tasks/${id}/claim`, { token });
const release = (id: string, token: string) => town.api.call('POST', `/tasks/${id}/release`, { token });
const review = (document: string, json: unknown) =>
  town.api.call('POST', `/requests/${request.reference}/documents/${document}/review`, { token: agent, json });
const documents = async () => (await town.api.request(request.reference, request.trackingCode)).body.documents;

async function listed(query = '', token = agent): Promise<string[]> {
  const { items } = (await town.api.tasks(token, `?q=${request.reference}&${query}`)).body;
  return items.map(({ reference }: { reference: string }) => reference);
}

/** What agents did to the task, by the journal. */
async function deeds(): Promise<string[]> {
  const found = await town.db.query(`select kind from journal where request_id = $1 and actor = 'agent' order by seq`, [
    request.id,
  ]);
  return found.map(({ kind }: { kind: string }) => kind);
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
