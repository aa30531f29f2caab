import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aRequest, until } from './api-client.ts';
import { openTown, shared, type Town } from './town.ts';

let town: Town;
let token: string;

beforeAll(async () => {
  town = await openTown();
  const agent = shared.accounts.find(({ role }) => role === 'agent')!;
  token = await town.api.signIn(agent.email, agent.password);
});
afterAll(() => town.stop());

test('a run that has grown long goes on in a new one, with what it knew', async () => {
  const { body } = await town.api.file(aRequest());
  const handle = await waitingForDocuments(body.id);
  const first = (await handle.describe()).runId;

  // One signal again and again, for no step of this process: each lengthens the history and changes nothing.
  const noise = { id: 'noise', ordinal: 999, answer: 'x'.repeat(40_000) };
  for (let sent = 0; sent < 400; sent += 20) {
    await Promise.all(Array.from({ length: 20 }, () => handle.signal('answered', noise)));
    if ((await handle.describe()).runId !== first) break;
  }
  await until(async () => ((await handle.describe()).runId === first ? undefined : true), 'a new run');

  await finish(body);
  expect(town.mail.received((await emailOf(body.id))!)).toHaveLength(2);
}, 120_000);

test('a signal that comes twice is used once', async () => {
  const { body } = await town.api.file(aRequest({ fields: { kind: 'extract' } }));
  const task = await until(async () => (await town.api.tasks(token, `?q=${body.reference}`)).body.items[0], 'the task');
  await town.db.query(`insert into outbox (request_id, kind, payload) values ($1, 'start', '{}')`, [body.id]);
  await town.api.answer(task.id, { answer: 'not found' }, { token });
  await town.db.query(
    `insert into outbox (request_id, kind, payload) values ($1, 'answered', '{"ordinal": 2, "answer": "issued"}')`,
    [body.id],
  );

  await until(
    async () => ((await town.db.query('select 1 from outbox')).length === 0 ? true : undefined),
    'the deliveries',
  );
  await town.temporal.workflow.getHandle(`request/${body.id}`).result();

  const [request] = await town.db.query('select status, outcome from request where id = $1', [body.id]);
  expect(request).toEqual({ status: 'ended', outcome: 'not found' });
  expect(await until(() => (town.mail.received().length > 0 ? true : undefined), 'mail')).toBe(true);
});

test('a mail server that is away or refuses holds up no process, and the agent sees a refusal', async () => {
  const refused = aRequest({ fields: { kind: 'extract' } });
  const address = (refused.citizen as { email: string }).email;
  town.mail.refuse((to) =>
    to === address ? { code: 550, text: 'No such mailbox' } : { code: 451, text: 'Try again later' },
  );
  const final = await town.api.file(refused);
  const later = await town.api.file(aRequest({ fields: { kind: 'extract' } }));
  for (const { body } of [final, later]) {
    await until(
      async () => (await town.api.tasks(token, `?q=${body.reference}`)).body.items[0],
      'the task, without the email',
    );
  }
  const states = async (id: string) => town.db.query('select state, error from email where request_id = $1', [id]);
  await until(
    async () => ((await states(final.body.id))[0].state === 'undeliverable' ? true : undefined),
    'the refusal',
  );
  expect((await states(final.body.id))[0].error).not.toContain(address);
  expect((await states(later.body.id))[0].state).toBe('queued');

  town.mail.refuse(undefined);
  await until(
    async () => ((await states(later.body.id))[0].state === 'sent' ? true : undefined),
    'the delivery',
    30_000,
  );
});

async function waitingForDocuments(requestId: string) {
  await until(async () => {
    const [request] = await town.db.query('select waiting_for from request where id = $1', [requestId]);
    return request.waiting_for === 'citizen' ? true : undefined;
  }, 'the wait');
  return town.temporal.workflow.getHandle(`request/${requestId}`);
}

async function finish(filed: { id: string; reference: string; trackingCode: string }): Promise<void> {
  await town.api.upload(filed.reference, filed.trackingCode);
  const task = await until(
    async () => (await town.api.tasks(token, `?q=${filed.reference}`)).body.items[0],
    'the task',
  );
  await town.api.answer(task.id, { answer: 'issued' }, { token });
  await until(async () => {
    const mails = await town.db.query(`select 1 from email where request_id = $1 and state = 'sent'`, [filed.id]);
    return mails.length === 2 ? true : undefined;
  }, 'both emails');
}

async function emailOf(requestId: string): Promise<string | undefined> {
  const [row] = await town.db.query(
    'select c.email from request r join citizen c on c.id = r.citizen_id where r.id = $1',
    [requestId],
  );
  return row?.email;
}
