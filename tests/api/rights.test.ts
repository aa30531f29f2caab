import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type ProblemCode, problemText } from '../../api/problems.ts';
import { passwordHash } from '../../db/passwords.ts';
import { aPdf, aRequest, until } from '../api-client.ts';
import { openTown, shared, type Town } from '../town.ts';

let town: Town;
let agent: string;
let counter: string;
let stranger: string;
/** A request with a document and an open task. */
let open: { reference: string; trackingCode: string; documentId: string; taskId: string };
const password = 'mot-de-passe-de-test';

beforeAll(async () => {
  town = await openTown();
  [agent, counter] = await Promise.all([signedIn('agent'), signedIn('counter')]);
  stranger = await town.api.signIn(await anAccount('roads'), password);
  const { reference, trackingCode } = (await town.api.file(aRequest({ fields: { kind: 'extract' } }))).body;
  const documentId = (await town.api.upload(reference, trackingCode)).body.id;
  const task = await until(async () => (await town.api.tasks(agent, `?q=${reference}`)).body.items[0], 'the task');
  open = { reference, trackingCode, documentId, taskId: task.id };
});
afterAll(() => town.stop());

test('an agent of another service meets the same wall everywhere, and changes nothing', async () => {
  const request = `/requests/${open.reference}`;
  const document = `${request}/documents/${open.documentId}`;
  const before = await stateOf(open.reference);

  const answers = [
    await town.api.request(open.reference, stranger),
    await town.api.call('GET', document, { token: stranger }),
    await town.api.upload(open.reference, stranger),
    await town.api.call('POST', `${document}/review`, { token: stranger, json: { accepted: true } }),
    await town.api.call('POST', `${request}/messages`, { token: stranger, json: { text: 'Bonjour' } }),
    await town.api.answer(open.taskId, { answer: 'issued' }, { token: stranger }),
    await town.api.call('POST', `/tasks/${open.taskId}/claim`, { token: stranger }),
    await town.api.call('POST', `/tasks/${open.taskId}/release`, { token: stranger }),
  ];

  for (const { status, body } of answers) expect({ status, body }).toEqual(problem(404, 'NOT_FOUND'));
  expect(await stateOf(open.reference)).toEqual(before);
});

test('an agent of another service finds nothing of it in any list', async () => {
  for (const path of ['/tasks', '/requests']) {
    for (const query of ['', `?q=${open.reference}`, '?service=civil-status', '?type=birth-certificate']) {
      const { body } = await town.api.call('GET', `${path}${query}`, { token: stranger });
      expect({ path, query, body }).toEqual({ path, query, body: { items: [], next: null } });
    }
  }
});

test('who works at the counter enters a request by telephone, sees it, and decides nothing', async () => {
  const filed = await town.api.file(aRequest({ channel: 'phone' }), { token: counter });
  const refused = [
    await town.api.answer(open.taskId, { answer: 'issued' }, { token: counter }),
    await town.api.call('POST', `/tasks/${open.taskId}/claim`, { token: counter }),
    await town.api.call('POST', `/requests/${open.reference}/documents/${open.documentId}/review`, {
      token: counter,
      json: { accepted: true },
    }),
  ];

  const seen = await town.api.request(filed.body.reference, counter);
  expect(seen).toMatchObject({ status: 200, body: { channel: 'phone' } });
  for (const { status, body } of refused) expect({ status, body }).toEqual(problem(403, 'FORBIDDEN'));
});

test.each(['technician', 'designer', 'operator'])(
  'a %s, who does not work for the service, enters and sees no request',
  async (role) => {
    const token = await signedIn(role);

    const entered = await town.api.file(aRequest({ channel: 'counter' }), { token });
    const seen = await town.api.request(open.reference, token);

    expect({ status: entered.status, body: entered.body }).toEqual(problem(403, 'FORBIDDEN'));
    expect({ status: seen.status, body: seen.body }).toEqual(problem(404, 'NOT_FOUND'));
  },
);

test.each(['counter', 'phone', 'post', 'email', 'open311'])(
  'a citizen can not say that a request came by %s',
  async (channel) => {
    const form = aRequest({ channel });

    const refused = await town.api.file(form);

    expect({ status: refused.status, body: refused.body }).toEqual(problem(401, 'SIGN_IN_REQUIRED'));
  },
);

test('an owner may do what agents do to no request, the own one included', async () => {
  const token = open.trackingCode;
  const document = `/requests/${open.reference}/documents/${open.documentId}`;

  const review = await town.api.call('POST', `${document}/review`, { token, json: { accepted: true } });
  const answer = await town.api.answer(open.taskId, { answer: 'issued' }, { token });
  const lists = [await town.api.tasks(token), await town.api.call('GET', '/requests', { token })];

  expect([review.status, answer.status, ...lists.map(({ status }) => status)]).toEqual([401, 404, 401, 401]);
});

test.each<[what: string, change: string]>([
  ['a session that has expired', `update session set expires_at = now() where token_hash = $1`],
  [
    'a session idle for two hours',
    `update session set last_seen_at = now() - interval '2 hours' where token_hash = $1`,
  ],
  ['a session that was closed', `delete from session where token_hash = $1`],
  [
    'an account that was closed',
    `update agent set active = false where id = (select agent_id from session where token_hash = $1)`,
  ],
])('%s opens nothing, and files nothing in a citizen’s name', async (_, change) => {
  const token = await town.api.signIn(await anAccount('civil-status'), password);
  expect((await town.api.tasks(token)).status).toBe(200);

  await town.db.query(change, [createHash('sha256').update(token).digest()]);

  const answers = [
    await town.api.tasks(token),
    await town.api.request(open.reference, token),
    await town.api.answer(open.taskId, { answer: 'issued' }, { token }),
    await town.api.file(aRequest(), { token }),
  ];
  for (const { status, body } of answers) expect({ status, body }).toEqual(problem(401, 'SIGN_IN_REQUIRED'));
});

test('a wrong password, an unknown account and a closed one get the same answer', async () => {
  const [known, closed] = [await anAccount('civil-status'), await anAccount('civil-status')];
  await town.db.query('update agent set active = false where email = $1', [closed]);

  const attempts = [
    { email: known, password: 'faux' },
    { email: 'personne@ville.example', password },
    { email: closed, password },
  ];

  for (const json of attempts) {
    const { status, body } = await town.api.call('POST', '/sessions', { json });
    expect({ status, body }).toEqual(problem(401, 'SIGN_IN_REFUSED'));
  }
  expect((await town.api.call('POST', '/sessions', { json: { email: known.toUpperCase(), password } })).status).toBe(
    201,
  );
});

test('a document leaves as an attachment that no browser shows or runs', async () => {
  const path = `/api/v1/requests/${open.reference}/documents/${open.documentId}`;

  const given = await fetch(town.url + path, { headers: { authorization: `Bearer ${open.trackingCode}` } });

  expect(await given.text()).toBe(aPdf);
  expect(Object.fromEntries(given.headers)).toMatchObject({
    'content-disposition': 'attachment; filename="livret.pdf"',
    'content-type': 'application/pdf',
    'content-length': String(aPdf.length),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'private, no-store',
  });
});

const problem = (status: number, code: ProblemCode) => ({
  status,
  body: { type: 'about:blank', title: problemText(code, 'fr'), status, code },
});

async function signedIn(role: string): Promise<string> {
  const account = shared.accounts.find((one) => one.role === role)!;
  return town.api.signIn(account.email, account.password);
}

/** A new agent of a service. @returns the email address */
async function anAccount(service: string): Promise<string> {
  const email = `${randomUUID()}@ville.example`;
  await town.db.query(
    `with agent as (
       insert into agent (id, email, display_name, password_hash, role)
       values (gen_random_uuid(), $1, 'Agent', $2, 'agent') returning id
     )
     insert into membership (agent_id, service_id) select id, $3 from agent`,
    [email, await passwordHash(password), service],
  );
  return email;
}

async function stateOf(reference: string) {
  const { body } = await town.api.request(reference, agent);
  const { items } = (await town.api.tasks(agent, `?q=${reference}`)).body;
  return { body, items };
}
