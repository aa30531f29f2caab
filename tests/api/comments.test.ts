/** A published proposal: what everybody reads of it, and says about it. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { openTown, type Town } from '../town.ts';
import { anAgent, aStreetProblem, aTask, ends, kindsOf, problem } from './people.ts';

let town: Town;
let agent: string;
let proposal: { id: string; reference: string; trackingCode: string };

beforeAll(async () => {
  town = await openTown({ relay: false, worker: false });
  agent = await anAgent(town, 'agent', 'participation');
});
beforeEach(async () => {
  const fields = { theme: 'nature', subject: 'Un verger', proposal: 'Vingt arbres.', place: 'Parc de l’Exemple' };
  proposal = (await town.api.file({ ...aStreetProblem(), type: 'proposal', fields })).body;
  await moderated('published');
});
afterAll(() => town.stop());

test('a comment is read by the service before it is read by everybody, and its address by nobody', async () => {
  const sent = await comment({ name: 'Camille', text: 'Et des cerisiers ?' });
  const unread = [await list(), await list(agent)];

  const reviewed = await review(sent.body.id, { accepted: true });

  const { email: _, ...shown } = { email: '', author: 'Camille', text: 'Et des cerisiers ?' };
  expect(sent).toMatchObject({ status: 201, body: { ...shown, state: 'waiting' } });
  expect(unread[0]!.body.items).toEqual([]);
  expect(unread[1]!.body.items).toMatchObject([{ ...shown, state: 'waiting' }]);
  expect(reviewed).toMatchObject({ status: 200, body: { state: 'published' } });
  expect((await list()).body.items).toEqual([{ id: sent.body.id, at: expect.any(String), ...shown }]);
  const stored = JSON.stringify(await town.db.query('select * from comment where request_id = $1', [proposal.id]));
  expect(stored).not.toContain('@');
  expect(
    JSON.stringify(await town.db.query('select data from journal where request_id = $1', [proposal.id])),
  ).not.toMatch(/cerisiers|Camille/);
  expect((await kindsOf(town, proposal.id)).slice(-2)).toEqual(['comment received', 'comment published']);
});

test('who gives no name is « un habitant », and a refused comment is read by agents alone, with the reason', async () => {
  const { id, author } = (await comment()).body;
  expect(author).toBe('Un habitant');

  expect((await review(id, { accepted: false })).body).toMatchObject({
    code: 'INVALID',
    errors: [{ field: 'reason' }],
  });
  expect((await review(id, { accepted: false, reason: 'Hors sujet.' })).status).toBe(200);

  expect((await list()).body.items).toEqual([]);
  expect((await list(proposal.trackingCode)).body.items).toEqual([]);
  expect((await list(agent)).body.items).toMatchObject([{ state: 'refused', reason: 'Hors sujet.' }]);
});

test('the same person comments once a minute, also when the address is written otherwise or the calls come at once', async () => {
  const answers = await Promise.all([
    comment({ email: 'sacha@citoyen.example' }),
    comment({ email: 'SACHA@citoyen.example', text: 'Encore.' }),
    comment({ email: 'autre@citoyen.example' }),
  ]);

  expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 429]);
  const refused = answers.find(({ status }) => status === 429)!;
  expect(refused.body.code).toBe('TOO_MANY_COMMENTS');
  expect(refused.headers.get('retry-after')).toBe('60');
});

test('the same call sent twice is one comment', async () => {
  const [one, again] = [await comment({}, 'commentaire-1'), await comment({}, 'commentaire-1')];
  expect(again).toMatchObject({ status: 201, body: one.body });
  expect((await list(agent)).body.items).toHaveLength(1);
});

test.each([
  ['no text', { text: ' ' }, 'text'],
  ['too long a text', { text: 'a'.repeat(2001) }, 'text'],
  ['no address', { email: undefined }, 'email'],
  ['an address that is none', { email: 'sacha' }, 'email'],
  ['a field that there is not', { state: 'published' }, 'state'],
])('a comment with %s is refused, and says why', async (_, change, field) => {
  const refused = await comment(change);
  expect(refused).toMatchObject({ status: 422, body: { code: 'INVALID', errors: [{ field }] } });
  expect((await list(agent)).body.items).toEqual([]);
});

test('the debate is open from the publication to the end: before it there is nothing, after it one can read', async () => {
  const { body: published } = await comment();
  await review(published.id, { accepted: true });
  await ends(town, proposal.id, { outcome: 'not supported' });

  expect(await comment({ email: 'autre@citoyen.example' })).toMatchObject(problem(409, 'REQUEST_ENDED'));
  expect((await list()).body.items).toHaveLength(1);
  for (const answer of ['unread', 'refused', 'withdrawn']) {
    proposal = (await unpublished(answer)) as typeof proposal;
    for (const { status, body } of [await comment(), await list(), await list(agent), await read()]) {
      expect({ answer, status, body }).toEqual({ answer, ...problem(404, 'NOT_FOUND') });
    }
  }
});

test('only agents of the service review: others meet the wall, and the counter is told that it may not', async () => {
  const { id } = (await comment()).body;
  const [stranger, counter] = [await anAgent(town, 'agent', 'roads'), await anAgent(town, 'counter', 'participation')];

  expect(await review(id, { accepted: true }, stranger)).toMatchObject(problem(404, 'NOT_FOUND'));
  expect(await review(id, { accepted: true }, counter)).toMatchObject(problem(403, 'FORBIDDEN'));
  expect((await review(id, { accepted: true }, proposal.trackingCode)).status).toBe(401);
  expect((await list(stranger)).body.items).toEqual([]);
  expect(await review('nothing', { accepted: true })).toMatchObject(problem(404, 'NOT_FOUND'));
});

test('everybody reads a published proposal, and nothing of who made it', async () => {
  await aTask(town, proposal.id, { ordinal: 5, kind: 'public', answers: ['received'], supports: 50 });
  const { id } = (await comment({ text: 'Bravo.' })).body;
  await review(id, { accepted: true });

  const { status, body } = await read();

  expect(status).toBe(200);
  expect(body).toMatchObject({
    reference: proposal.reference,
    theme: { id: 'nature', label: 'Parcs et nature' },
    title: 'Un verger',
    text: 'Vingt arbres.',
    place: 'Parc de l’Exemple',
    open: true,
    supports: 0,
    threshold: 50,
    commentCount: 1,
    comments: [{ text: 'Bravo.' }],
    officialAnswer: null,
    progress: [],
  });
  expect(JSON.stringify(body)).not.toMatch(/Camille|@citoyen/);
  const { comments: _, officialAnswer: __, progress: ___, ...summary } = body;
  expect((await town.api.call('GET', '/proposals')).body.items[0]).toEqual(summary);
});

test('an agent types the cost beside the answer as people write it, and colleagues read it on the page', async () => {
  const id = await aTask(town, proposal.id, {
    ordinal: 9,
    name: 'askAgent: estimating the cost',
    answers: ['estimated'],
  });
  const headers = { cookie: `guichet_agent=${agent}`, 'content-type': 'application/x-www-form-urlencoded' };
  const address = `${town.url}/agent/demandes/${proposal.reference}`;
  const csrf = /name="_csrf" value="([^"]+)"/.exec(await (await fetch(address, { headers })).text())![1]!;
  const post = (cost: string) =>
    fetch(`${town.url}/agent/taches/${id}/reponse`, {
      method: 'POST',
      headers,
      body: new URLSearchParams({ _csrf: csrf, answer: 'estimated', 'fields.cost': cost }),
      redirect: 'manual',
    });

  const [missing, wrong, right] = [await post(''), await post('-5'), await post('12 500 €')];

  expect([missing.status, wrong.status, right.status]).toEqual([422, 422, 303]);
  expect(await wrong.text()).toMatch(/href="#fields.cost"[\s\S]*name="fields.cost" type="text" value="-5"/);
  expect(await (await fetch(address, { headers })).text()).toMatch(/Coût en euros\s: 12\s500/);
});

test('the list is read page by page, the latest published first, each once', async () => {
  const read: string[] = [];
  let cursor = '';
  do {
    const { body } = await town.api.call('GET', `/proposals?limit=2&cursor=${cursor}`);
    read.push(...body.items.map(({ reference }: { reference: string }) => reference));
    cursor = body.next ?? '';
  } while (cursor);

  expect(read[0]).toBe(proposal.reference);
  expect(new Set(read).size).toBe(read.length);
  expect(read.length).toBeGreaterThan(3);
});

test('an agent finds on the worklist where comments wait, and publishes one from the request’s page', async () => {
  const { id } = (await comment({ text: '<b>Bravo</b>' })).body;
  const headers = { cookie: `guichet_agent=${agent}`, 'content-type': 'application/x-www-form-urlencoded' };
  const worklist = await (await fetch(`${town.url}/agent`, { headers })).text();
  const address = `${town.url}/agent/demandes/${proposal.reference}`;
  const html = await (await fetch(address, { headers })).text();
  const csrf = /name="_csrf" value="([^"]+)"/.exec(html)![1]!;
  const post = (form: Record<string, string>) =>
    fetch(`${address}/commentaires/${id}/revue`, {
      method: 'POST',
      headers,
      body: new URLSearchParams({ _csrf: csrf, ...form }),
      redirect: 'manual',
    });

  const unreasoned = await post({ accepted: 'false', reason: '' });
  const published = await post({ accepted: 'true' });

  expect(worklist).toContain(`href="/agent/demandes/${proposal.reference}#commentaires"`);
  expect(html).toContain('&lt;b&gt;Bravo');
  expect(unreasoned.status).toBe(422);
  expect(await unreasoned.text()).toContain('href="#comment-reason-1"');
  expect(published.status).toBe(303);
  expect((await list()).body.items).toHaveLength(1);
});

const path = () => `/requests/${proposal.reference}/comments`;

const comment = (change: object = {}, key?: string) =>
  town.api.call('POST', path(), {
    json: { email: 'dominique@citoyen.example', text: 'Bonne idée.', ...change },
    ...(key && { key }),
  });

const list = (token?: string) => town.api.call('GET', path(), { ...(token && { token }) });
const read = () => town.api.call('GET', `/proposals/${proposal.reference}`);

const review = (id: string, json: object, token = agent) =>
  town.api.call('POST', `${path()}/${id}/review`, { token, json });

async function moderated(answer: string): Promise<void> {
  const task = await aTask(town, proposal.id, {
    ordinal: 2,
    name: 'askAgent: moderation',
    answers: ['published', 'refused'],
  });
  if (answer === 'withdrawn') {
    await town.api.call('POST', `/requests/${proposal.reference}/withdraw`, { token: proposal.trackingCode });
  } else if (answer !== 'unread') await town.api.answer(task, { answer, reply: 'Voici.' }, { token: agent });
}

async function unpublished(answer: string) {
  const fields = { theme: 'nature', subject: 'Rien', proposal: 'Rien.' };
  proposal = (await town.api.file({ ...aStreetProblem(), type: 'proposal', fields })).body;
  await moderated(answer);
  return proposal;
}
