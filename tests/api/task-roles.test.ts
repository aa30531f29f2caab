import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { TaskKind, TaskRole } from '../../workflows/contract.ts';
import { uploadForm } from '../api-client.ts';
import { openTown, type Town } from '../town.ts';
import { anAgent, aStreetProblem, aTask, problem } from './people.ts';

let town: Town;
let request: { id: string; reference: string; trackingCode: string };
const tokens = new Map<string, string>();
const people = ['agent', 'counter', 'technician', 'manager'].flatMap((role) =>
  ['roads', 'schools'].map((service) => ({ role, service })),
);

beforeAll(async () => {
  town = await openTown({ relay: false, worker: false });
  for (const { role, service } of people) tokens.set(`${role} of ${service}`, await anAgent(town, role, service));
});
/** A request of the service roads. */
beforeEach(async () => {
  request = (await town.api.file(aStreetProblem())).body;
});
afterAll(() => town.stop());

interface Case {
  kind: TaskKind;
  role?: TaskRole;
  service?: string;
  answers: string[];
  expert?: string;
  /** By whom it is answered; everybody else meets the wall or is refused. */
  by: string[];
  /** Who sees the request and may not answer the task. */
  seen: string[];
}

const ofRoads = ['agent of roads', 'counter of roads', 'manager of roads'];

test.each<[what: string, task: Case]>([
  [
    'an agent’s task',
    { kind: 'agent', answers: ['answered'], by: ['agent of roads', 'manager of roads'], seen: ofRoads },
  ],
  ['a visa', { kind: 'agent', role: 'manager', answers: ['approved'], by: ['manager of roads'], seen: ofRoads }],
  [
    'an opinion of another service',
    {
      kind: 'opinion',
      service: 'schools',
      answers: ['favourable', 'unfavourable'],
      by: ['agent of schools', 'manager of schools'],
      seen: [...ofRoads, 'counter of schools'],
    },
  ],
  [
    'an expert’s opinion',
    {
      kind: 'opinion',
      expert: 'Un architecte',
      answers: ['favourable'],
      by: ['agent of roads', 'manager of roads'],
      seen: ofRoads,
    },
  ],
  [
    'an intervention',
    {
      kind: 'intervention',
      answers: ['not possible', 'done'],
      by: ['agent of roads', 'manager of roads', 'technician of roads'],
      seen: ofRoads,
    },
  ],
  [
    'an intervention of another service',
    {
      kind: 'intervention',
      service: 'schools',
      answers: ['not possible'],
      by: ['agent of schools', 'manager of schools', 'technician of schools'],
      seen: [...ofRoads, 'counter of schools'],
    },
  ],
  ['the public’s support', { kind: 'public', answers: ['received'], by: [], seen: ofRoads }],
  ['time that passes', { kind: 'wait', answers: ['over'], by: [], seen: ofRoads }],
])('%s is answered, claimed and seen by whom it concerns, and by nobody else', async (_, { by, seen, ...task }) => {
  const open = { ordinal: 1, ...task, ...(task.kind === 'public' && { supports: 5 }) };
  const id = await aTask(town, request.id, open);
  const refusals: Record<string, number> = {};

  for (const [who, token] of tokens) {
    if (by.includes(who)) continue;
    const answer = await town.api.answer(id, { answer: task.answers[0] }, { token });
    const claim = await town.api.call('POST', `/tasks/${id}/claim`, { token });
    expect({ who, claim: claim.status }).toEqual({ who, claim: answer.status });
    refusals[who] = answer.status;
  }
  const allowed: Record<string, number> = {};
  for (const who of by) {
    const token = tokens.get(who)!;
    const listed = (await town.api.tasks(token, `?q=${request.reference}`)).body.items;
    allowed[who] = (await town.api.answer(id, { answer: task.answers[0] }, { token })).status;
    expect({ who, listed }).toEqual({ who, listed: [expect.objectContaining({ id, kind: task.kind })] });
    await town.db.query(
      `update task set state = 'open', answer = null, answered_at = null, answered_by = null where id = $1`,
      [id],
    );
  }

  expect(allowed).toEqual(Object.fromEntries(by.map((who) => [who, 200])));
  const others = [...tokens.keys()].filter((who) => !by.includes(who));
  expect(refusals).toEqual(Object.fromEntries(others.map((who) => [who, seen.includes(who) ? 403 : 404])));
});

test.each([
  ['a draft that may be sent back has its words already', ['approved', 'sent back'], false],
  ['a manager who decides alone writes the reply', ['accepted', 'refused'], true],
])('%s', async (_, answers, withReply) => {
  await aTask(town, request.id, { ordinal: 1, role: 'manager', answers });

  const page = await fetch(`${town.url}/agent/demandes/${request.reference}`, {
    headers: { cookie: `guichet_agent=${tokens.get('manager of roads')}` },
  });

  expect((await page.text()).includes('name="reply"')).toBe(withReply);
});

test('a service that gave its opinion sees the request afterwards', async () => {
  const token = tokens.get('agent of schools')!;
  expect((await town.api.request(request.reference, token)).status).toBe(404);
  const id = await aTask(town, request.id, {
    ordinal: 1,
    kind: 'opinion',
    service: 'schools',
    answers: ['favourable'],
  });
  await town.api.answer(id, { answer: 'favourable' }, { token });

  const { status, body } = await town.api.request(request.reference, token);

  expect(status).toBe(200);
  expect(body.timeline.map(({ text }: { text: string }) => text)).toEqual([
    'Demande reçue',
    'Avis demandé au service Éducation',
    'Avis rendu : Avis favorable',
  ]);
  expect(
    (await town.api.call('POST', `/requests/${request.reference}/messages`, { token, json: { text: 'x' } })).status,
  ).toBe(403);
});

test('a citizen’s question is answered by its tracking code, and by no other', async () => {
  const answers = ['confirmed', 'not repaired'];
  const id = await aTask(town, request.id, { ordinal: 1, name: 'askCitizen: confirming', kind: 'citizen', answers });
  const stranger = (await town.api.file(aStreetProblem())).body.trackingCode;
  const { tasks } = (await town.api.request(request.reference, request.trackingCode)).body;

  const refused = await town.api.answer(id, { answer: 'confirmed' }, { token: stranger });
  const answered = await town.api.answer(id, { answer: 'not repaired' }, { token: request.trackingCode });

  expect(tasks).toEqual([expect.objectContaining({ id, answers })]);
  expect([refused.status, answered.status]).toEqual([404, 200]);
  const { timeline } = (await town.api.request(request.reference, request.trackingCode)).body;
  expect(timeline.at(-1).text).toBe('Vous avez répondu : Ce n’est pas réparé');
});

test('who says that the work is done has added the proof, and who says anything else has not to', async () => {
  const token = tokens.get('technician of roads')!;
  const visit = { kind: 'intervention' as const, answers: ['done', 'not possible'], pieces: ['photo-of-the-works'] };
  const [first, second] = [
    await aTask(town, request.id, { ordinal: 1, ...visit }),
    await aTask(town, request.id, { ordinal: 2, ...visit }),
  ];

  const { status, body } = await town.api.answer(first, { answer: 'done' }, { token });
  const notPossible = await town.api.answer(second, { answer: 'not possible' }, { token });
  const photo = await town.api.upload(request.reference, token, { piece: 'photo-of-the-works' });
  const done = await town.api.answer(first, { answer: 'done' }, { token });

  expect({ status, body }).toEqual(problem(422, 'PIECES_MISSING', { missing: ['photo-of-the-works'] }));
  expect([notPossible.status, photo.status, done.status]).toEqual([200, 201, 200]);
});

test('a citizen sends no agent’s piece', async () => {
  const form = { token: request.trackingCode, body: uploadForm({ piece: 'photo-of-the-works' }) };

  const { status, body } = await town.api.call('POST', `/requests/${request.reference}/documents`, form);

  expect({ status, body }).toEqual(problem(422, 'UNKNOWN_PIECE', { pieces: ['photo'] }));
});
