import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { operations } from '../../api/public/operations.ts';
import { apiRouter } from '../../api/routes.ts';
import type { Services } from '../../api/services.ts';
import { sealConfirmation } from '../../db/participation.ts';
import { type Answer, aRequest, until, uploadForm } from '../api-client.ts';
import { exampleFields } from '../request-types/examples.ts';
import { openTown, shared, type Town } from '../town.ts';
import { aStreetProblem, aTask, ends } from './people.ts';

let town: Town;
let agent: { email: string; password: string };
// biome-ignore lint/suspicious/noExplicitAny: a document is looked at field by field
let document: any;

beforeAll(async () => {
  town = await openTown();
  agent = shared.accounts.find(({ role }) => role === 'agent')!;
  document = (await town.api.call('GET', '/openapi.json')).body;
});
afterAll(() => town.stop());

test('the document lists every route that is served, and no other', () => {
  const served = apiRouter({} as Services).stack.flatMap(({ methods, path }) =>
    methods.filter((method) => method !== 'HEAD').map((method) => `${method} ${path}`),
  );
  expect(Object.keys(operations).sort()).toEqual(served.map((route) => route.replace(/(?<=.)\/$/, '')).sort());
  const listed = Object.entries<object>(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
  );
  expect(listed.sort()).toEqual(Object.keys(operations).sort());
});

test('every reference within the document leads somewhere', () => {
  expect(document.openapi).toBe('3.1.0');
  const references = [...JSON.stringify(document).matchAll(/"(#\/components\/[^"]+)"/g)].map(
    ([, reference]) => reference!,
  );
  expect(references.length).toBeGreaterThan(0);
  for (const reference of references) {
    const found = reference
      .slice(2)
      .split('/')
      .reduce((part, key) => part?.[key], document);
    expect({ reference, found }).toMatchObject({ found: expect.anything() });
  }
});

test('every operation answers as the document says', async () => {
  const made: Record<string, Answer> = {};
  for (const [name, call] of Object.entries(await journey(made))) {
    const { status = 200, answer, who } = operations[name]!;
    const got = await call();
    expect({ name, status: got.status, body: got.body }).toMatchObject({ name, status });
    // What is not in the shape would be dropped here.
    if (answer) expect({ name, body: answer.parse(got.body) }).toEqual({ name, body: got.body });
    else expect(got.headers.get('content-disposition')).toMatch(/filename="/);
    if (who === 'agent' || who === 'agent or owner') await refusesStrangers(name);
    made[name] = got;
  }
  expect(Object.keys(made).sort()).toEqual(Object.keys(operations).sort());
});

/** One call for each operation, in an order in which each has what it needs; `made` has the answers so far. */
async function journey(made: Record<string, Answer>): Promise<Record<string, () => Promise<Answer>>> {
  const { api } = town;
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked at field by field
  const body = (name: string): any => made[name]!.body;
  const token = () => body('POST /sessions').token as string;
  const request = () => `/requests/${body('POST /requests').reference}`;
  const trackingCode = () => body('POST /requests').trackingCode as string;
  const document = () => `${request()}/documents/${body('POST /requests/:reference/documents').id}`;
  const task = () => `/tasks/${body('GET /tasks').items[0].id}`;
  return {
    'GET /openapi.json': () => api.call('GET', '/openapi.json'),
    'GET /request-types': () => api.call('GET', '/request-types'),
    'GET /request-types/:id': () => api.call('GET', '/request-types/birth-certificate'),
    ...Object.fromEntries(
      ['svg', 'mmd', 'bpmn'].map((form) => [
        `GET /request-types/:id/diagram.${form}`,
        () => api.call('GET', `/request-types/birth-certificate/diagram.${form}`),
      ]),
    ),
    'POST /sessions': () => api.call('POST', '/sessions', { json: { email: agent.email, password: agent.password } }),
    'POST /requests': () => api.file(aRequest()),
    'POST /requests/:reference/messages': () =>
      api.call('POST', `${request()}/messages`, { json: { text: 'Bonjour' }, token: trackingCode() }),
    'POST /requests/:reference/correction': () => {
      const json = { citizen: { phone: '01 99 00 00 01' }, fields: { person: { givenName: 'Camille Rose' } } };
      return api.call('POST', `${request()}/correction`, { json, token: trackingCode() });
    },
    'POST /requests/:reference/supports': async () => {
      await aTask(town, body('POST /requests').id, {
        ordinal: 900,
        kind: 'public',
        answers: ['received'],
        supports: 9,
      });
      return api.call('POST', `${request()}/supports`, { json: { email: 'camille@citoyen.example' } });
    },
    'POST /confirmations': () => {
      const asked = { act: 'support', email: 'camille@citoyen.example', language: 'fr' } as const;
      const code = sealConfirmation(town.key, { ...asked, requestId: body('POST /requests').id });
      return api.call('POST', '/confirmations', { json: { code } });
    },
    'POST /requests/:reference/documents': () =>
      api.call('POST', `${request()}/documents`, { body: uploadForm({}), token: trackingCode() }),
    'GET /requests/:reference/documents/:id': () => api.call('GET', document(), { token: trackingCode() }),
    'POST /requests/:reference/documents/:id/review': () =>
      api.call('POST', `${document()}/review`, { json: { accepted: true }, token: token() }),
    'GET /requests/:reference': () => api.call('GET', request(), { token: trackingCode() }),
    'GET /requests': () => api.call('GET', '/requests?limit=10', { token: token() }),
    'GET /tasks': () =>
      until(async () => {
        const found = await api.call('GET', '/tasks', { token: token() });
        return found.body.items.length > 0 ? found : undefined;
      }, 'the task'),
    'POST /tasks/:id/claim': () => api.call('POST', `${task()}/claim`, { token: token() }),
    'POST /tasks/:id/release': () => api.call('POST', `${task()}/release`, { token: token() }),
    'POST /tasks/:id/assign': () =>
      api.call('POST', `${task()}/assign`, { json: { assignee: agent.email }, token: token() }),
    'POST /tasks/batch': () => {
      const json = { action: 'claim', tasks: [body('GET /tasks').items[0].id] };
      return api.call('POST', '/tasks/batch', { json, token: token() });
    },
    'POST /tasks/:id/answer': () =>
      api.call('POST', `${task()}/answer`, { json: { answer: 'issued' }, token: token() }),
    'GET /request-types/:id/nearby': async () => {
      await api.file(aStreetProblem());
      const query = 'category=pothole&district=centre&place=rue+de+la+D%C3%A9monstration';
      return api.call('GET', `/request-types/street-problem/nearby?${query}`);
    },
    'POST /requests/:reference/comments': async () => {
      await publishedProposal();
      return api.call('POST', `${proposal}/comments`, { json: { email: 'camille@citoyen.example', text: 'Bravo' } });
    },
    'POST /requests/:reference/comments/:id/review': () =>
      api.call('POST', `${proposal}/comments/${body('POST /requests/:reference/comments').id}/review`, {
        json: { accepted: true },
        token: token(),
      }),
    'POST /requests/:reference/followers': () =>
      api.call('POST', `${proposal}/followers`, { json: { email: 'camille@citoyen.example' } }),
    'GET /requests/:reference/comments': () => api.call('GET', `${proposal}/comments`, { token: token() }),
    'GET /proposals': () => api.call('GET', '/proposals'),
    'GET /proposals/:reference': () => api.call('GET', proposal.replace('/requests', '/proposals')),
    'GET /statistics': async () => api.call('GET', '/statistics', { token: await managersToken() }),
    'GET /statistics.csv': async () => api.call('GET', '/statistics.csv', { token: await managersToken() }),
    'POST /requests/:reference/reopen': async () => {
      const report = (await api.file(aStreetProblem())).body;
      const decided = await aTask(town, report.id, { ordinal: 901 });
      await api.answer(decided, { answer: 'answered' }, { token: token() });
      await ends(town, report.id);
      const json = { reason: 'Le trou est revenu.' };
      return api.call('POST', `/requests/${report.reference}/reopen`, { json, token: report.trackingCode });
    },
    'POST /requests/:reference/reasons': async () => {
      const fields = exampleFields.complaint();
      const complaint = (await api.file({ ...aRequest(), type: 'complaint', fields })).body;
      const decided = `insert into journal (request_id, at, kind, actor, data)
                       values ($1, now(), 'decided by silence', 'process', '{"mode": "reject"}')`;
      await town.db.query(decided, [complaint.id]);
      return api.call('POST', `/requests/${complaint.reference}/reasons`, { token: complaint.trackingCode });
    },
    'POST /requests/:reference/redirect': async () => {
      const { reference } = (await api.file(aStreetProblem())).body;
      const json = { service: 'waste', reason: 'Un dépôt sauvage.' };
      return until(async () => {
        const answer = await api.call('POST', `/requests/${reference}/redirect`, { json, token: token() });
        return answer.status === 200 ? answer : undefined;
      }, 'the redirection');
    },
    'POST /requests/:reference/survey': async () => {
      const { id, reference, trackingCode } = (await api.file(aStreetProblem())).body;
      await ends(town, id);
      return api.call('POST', `/requests/${reference}/survey`, { json: { score: 4 }, token: trackingCode });
    },
    'POST /requests/:reference/withdraw': async () => {
      const { reference, trackingCode } = (await api.file(aRequest())).body;
      return api.call('POST', `/requests/${reference}/withdraw`, { token: trackingCode });
    },
  };
}

let proposal: string;

async function publishedProposal(): Promise<void> {
  const fields = { theme: 'nature', subject: 'Un verger', proposal: 'Vingt arbres.' };
  const { id, reference } = (await town.api.file({ ...aStreetProblem(), type: 'proposal', fields })).body;
  proposal = `/requests/${reference}`;
  const task = await aTask(town, id, { ordinal: 902, answers: ['published'] });
  await town.api.answer(task, { answer: 'published' }, { token: await town.api.signIn(agent.email, agent.password) });
}

function managersToken(): Promise<string> {
  const { email, password } = shared.accounts.find(({ role }) => role === 'manager')!;
  return town.api.signIn(email, password);
}

async function refusesStrangers(name: string): Promise<void> {
  const [method, route] = name.split(' ') as [string, string];
  const answer = await town.api.call(method, route.replace(/:\w+/g, '2026-000001'), {
    ...(method === 'POST' && { json: {} }),
  });
  expect({ name, status: answer.status }).toEqual({ name, status: 401 });
}
