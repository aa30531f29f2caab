/** Several reports of one problem: joined to one, and told of what becomes of it. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { until } from '../api-client.ts';
import { type PlayedProcess, playProcess, stepOf } from '../played-process.ts';
import { openTown, type Town } from '../town.ts';
import { anAgent, aStreetProblem, aTask, ends, kindsOf, outboxOf, problem } from './people.ts';

interface Report {
  id: string;
  reference: string;
  trackingCode: string;
}

let town: Town;
let played: PlayedProcess;
let agent: string;
let first: Report;
let second: Report;
let taskId: string;

beforeAll(async () => {
  // Without the engine a request stays as the call has left it.
  town = await openTown({ relay: false, worker: false });
  played = playProcess(town.db);
  agent = await anAgent(town, 'agent', 'roads');
});
beforeEach(async () => {
  // What another test has left is another problem.
  await town.db.query(`update request set facts = facts || '{"district": "sud"}'`);
  [first, second] = [await report(), await report()];
  taskId = await lookedAt(second);
});
afterAll(() => town.stop());

test('a report that is joined says so to its citizen and to agents on both pages, and tells neither of the other', async () => {
  const answered = await join(first.reference);

  expect(answered.status).toBe(200);
  const [one, other] = [await asOwner(first), await asOwner(second)];
  expect(other).toMatchObject({ joined: true });
  expect(other.timeline.map(({ text }: { text: string }) => text)).toContain(
    'Votre demande se poursuit avec une autre, sur le même sujet',
  );
  expect(one.timeline.at(-1).text).toBe('Une autre demande sur le même sujet rejoint la vôtre');
  expect(JSON.stringify(one)).not.toContain(second.reference);
  expect(JSON.stringify(other)).not.toContain(first.reference);
  expect(await asAgent(first)).toMatchObject({ joined: false, joinedTo: null, joinedHere: [second.reference] });
  expect(await asAgent(second)).toMatchObject({ joinedTo: first.reference, joinedHere: [] });
  for (const [report, link] of [
    [first, second],
    [second, first],
  ] as const) {
    expect(await page(report)).toContain(`href="/agent/demandes/${link.reference}"`);
  }
});

test.each<[what: string, target: () => Promise<unknown>, reason: string]>([
  ['a reference that nobody has', async () => '2026-999999', 'unknown'],
  ['itself', async () => second.reference, 'itself'],
  ['a request that has ended', endedReport, 'ended'],
  ['a request of another procedure', question, 'another type'],
  ['a report that is itself joined', joinedReport, 'joined elsewhere'],
  ['a number', async () => 42, ''],
  ['nothing', async () => undefined, ''],
])('a report can not be joined to %s, and the task stays open', async (_, target, reason) => {
  const refused = await join(await target());

  const code = reason ? 'JOIN_TARGET_REFUSED' : 'JOIN_TARGET_MISSING';
  expect(refused).toMatchObject({ status: 422, body: { code, errors: [{ field: 'fields.joinTo' }] } });
  if (reason) expect(refused.body.reason).toBe(reason);
  expect(await asAgent(second)).toMatchObject({ joined: false, waitingFor: 'agent' });
  expect(await outboxOf(town, second.id)).toEqual(['start']);
});

test('a report of a service that the agent does not work for is not told from none', async () => {
  await town.db.query(`update request set service_id = 'waste' where id = $1`, [first.id]);
  expect((await join(first.reference)).body).toMatchObject({ reason: 'unknown' });
});

test('a report that others have joined is joined to none: no chain comes to be, and the database refuses one too', async () => {
  await join(first.reference);
  const third = await report();

  const refused = await town.api.answer(
    await lookedAt(first),
    { answer: 'duplicate', fields: { joinTo: third.reference } },
    { token: agent },
  );

  expect(refused.body).toMatchObject({ code: 'JOIN_TARGET_REFUSED', reason: 'others joined' });
  const chained = town.db.query('update request set joined_to = $1 where id = $2', [third.id, first.id]);
  await expect(chained).rejects.toMatchObject({ code: '23001' });
});

test('of two agents who join two reports to each other at once, one does and the other is told why not', async () => {
  const other = await lookedAt(first);

  const answers = await Promise.all([
    join(first.reference),
    town.api.answer(other, { answer: 'duplicate', fields: { joinTo: second.reference } }, { token: agent }),
  ]);

  expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
  const refused = answers.find(({ status }) => status === 422)!;
  expect(['joined elsewhere', 'others joined']).toContain(refused.body.reason);
});

test('the same call again gets the first answer, also when the other report has ended meanwhile', async () => {
  const call = () =>
    town.api.answer(
      taskId,
      { answer: 'duplicate', fields: { joinTo: first.reference } },
      { token: agent, key: `key-${taskId}` },
    );
  const once = await call();
  await ends(town, first.id);

  expect(await call()).toMatchObject({ status: 200, body: once.body });
  expect((await kindsOf(town, second.id)).filter((kind) => kind === 'joined to another')).toHaveLength(1);
});

test('whoever is joined is written to with each news of the first report, once, with the own reference', async () => {
  await join(first.reference);
  await ends(town, second.id, { outcome: 'joined' });
  const done = { ...stepOf(first.id, 5, 'email: work-done'), template: 'work-done' };
  const end = { ...stepOf(first.id, 6, 'close: repaired'), outcome: 'repaired', template: 'request-finished' };

  const queued = await played.record.queueEmail(done);
  const again = await played.record.queueEmail(done);
  const closed = await played.record.closeRequest({ ...end, keepBookings: false });

  expect(queued.news).toHaveLength(1);
  expect(again.news).toEqual(queued.news);
  expect(closed.news).toHaveLength(1);
  const emails = await town.db.query('select id, template, state from email where request_id = $1 order by key', [
    second.id,
  ]);
  expect(emails.map(({ template }: { template: string }) => template)).toEqual(['joined-news', 'joined-news']);
  expect(emails.map(({ id }: { id: string }) => id).sort()).toEqual([...queued.news!, ...closed.news!].sort());
});

test('whoever is joined at the very moment at which the first report’s news is written hears it too', async () => {
  const held = town.db.createQueryRunner();
  await held.startTransaction();
  await held.query('select 1 from request where id in ($1, $2) for no key update', [first.id, second.id]);
  const queueing = played.record.queueEmail({ ...stepOf(first.id, 5, 'email: work-done'), template: 'work-done' });
  await until(async () => ((await waitingForLock()) ? true : undefined), 'the email that waits');
  await held.query('update request set joined_to = $1 where id = $2', [first.id, second.id]);
  await held.commitTransaction();
  await held.release();

  expect((await queueing).news).toHaveLength(1);
});

test('when the first report is withdrawn, those that were joined to it are looked at again by themselves', async () => {
  await join(first.reference);
  await ends(town, second.id, { outcome: 'joined' });

  const withdrawn = await town.api.call('POST', `/requests/${first.reference}/withdraw`, { token: first.trackingCode });

  expect(withdrawn.status).toBe(200);
  expect(await asOwner(second)).toMatchObject({ status: 'open', step: 'reopened', joined: false });
  expect(await outboxOf(town, second.id)).toEqual(['start', 'answered', 'reopened']);
});

test('a joined report that is looked at again leaves the first one, which goes on', async () => {
  await join(first.reference);
  await ends(town, second.id, { outcome: 'joined' });

  const json = { reason: 'C’est un autre trou.' };
  const path = `/requests/${second.reference}/reopen`;
  const reopened = await town.api.call('POST', path, { token: second.trackingCode, json });

  expect(reopened.status).toBe(200);
  expect(await asAgent(first)).toMatchObject({ status: 'open', joinedHere: [] });
  expect(await asAgent(second)).toMatchObject({ status: 'open', joined: false });
});

test('a joined citizen may ask for another look as long after the first report’s end as its own citizen', async () => {
  await join(first.reference);
  await ends(town, second.id, { outcome: 'joined', daysAgo: 90 });
  const reopen = () =>
    town.api.call('POST', `/requests/${second.reference}/reopen`, {
      token: second.trackingCode,
      json: { reason: 'Le trou est revenu.' },
    });
  expect(await reopen()).toMatchObject(problem(409, 'REOPENING_CLOSED'));

  await ends(town, first.id, { outcome: 'repaired', daysAgo: 2 });

  expect((await reopen()).status).toBe(200);
});

async function waitingForLock(): Promise<boolean> {
  const [{ waits }] = await town.db.query(
    `select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock') as waits`,
  );
  return waits;
}

const report = async (fields: object = {}): Promise<Report> => (await town.api.file(aStreetProblem(fields))).body;

const lookedAt = ({ id }: Report) =>
  aTask(town, id, { ordinal: 3, name: 'askAgent: looking at the problem', answers: ['to repair', 'duplicate'] });

const join = (joinTo: unknown) =>
  town.api.answer(taskId, { answer: 'duplicate', fields: { joinTo } }, { token: agent });

const asOwner = async ({ reference, trackingCode }: Report) => (await town.api.request(reference, trackingCode)).body;
const asAgent = async ({ reference }: Report) => (await town.api.request(reference, agent)).body;

/** The agent's page, as a browser gets it. */
async function page({ reference }: Report): Promise<string> {
  const answer = await fetch(`${town.url}/agent/demandes/${reference}`, {
    headers: { cookie: `guichet_agent=${agent}` },
  });
  return answer.text();
}

async function question(): Promise<string> {
  const fields = { theme: 'streets', question: 'Quand ?' };
  const { body } = await town.api.file({ ...aStreetProblem(), type: 'question', fields });
  await town.db.query(`update request set service_id = 'roads' where id = $1`, [body.id]);
  return body.reference;
}

async function endedReport(): Promise<string> {
  await ends(town, first.id);
  return first.reference;
}

async function joinedReport(): Promise<string> {
  const third = await report();
  await town.db.query('update request set joined_to = $1 where id = $2', [first.id, third.id]);
  return third.reference;
}
