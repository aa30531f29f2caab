/** Who is written to, and what an email is given to say. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { findEmail } from '../../db/emails.ts';
import { newId } from '../../db/ids.ts';
import { answerTask } from '../../db/tasks.ts';
import type { QueuedEmail } from '../../workflows/contract.ts';
import { aRequest } from '../api-client.ts';
import { type PlayedProcess, playProcess, stepOf } from '../played-process.ts';
import { openTown, type Town } from '../town.ts';

let town: Town;
let played: PlayedProcess;
let id: string;

beforeAll(async () => {
  town = await openTown({ relay: false, worker: false });
  played = playProcess(town.db);
});
beforeEach(async () => {
  id = (await town.api.file(aRequest())).body.id;
});
afterAll(() => town.stop());

test('before a deadline is missed each manager of the task’s service is told once, and nobody else', async () => {
  await anAgent('chef-des-ecoles@ville.example', 'manager', 'schools');
  await anAgent('ancien-chef@ville.example', 'manager', 'schools', false);
  await anAgent('maitresse@ville.example', 'agent', 'schools');
  await played.open(id, 1, { name: 'askAgent: opinion of the school', service: 'schools' });
  const step = stepOf(id, 1, 'askAgent: opinion of the school');

  const tell = async () => (await played.record.escalateTask(step)) as QueuedEmail[];
  const told = await Promise.all([tell(), tell()]);
  const again = await tell();

  const [first, second] = told.map((emails) => emails.map(({ emailId }) => emailId));
  expect(first).toHaveLength(2);
  expect([second, again.map(({ emailId }) => emailId)]).toEqual([first, first]);
  const emails = await Promise.all(first!.map((email) => findEmail(town.db, email)));
  expect(emails.map((email) => email!.toAddress).sort()).toEqual([
    'chef-des-ecoles@ville.example',
    'responsable@ville.example',
  ]);
  expect(emails[0]).toMatchObject({
    template: 'deadline-near',
    audience: 'manager',
    recipientName: expect.stringMatching(/./),
    state: 'queued',
    task: { name: 'opinion of the school', dueAt: new Date('2027-01-31T22:59:59.000Z') },
  });
  const journal = await town.db.query(`select data from journal where request_id = $1 and kind = 'task escalated'`, [
    id,
  ]);
  expect(journal).toEqual([{ data: expect.objectContaining({ name: 'opinion of the school', managers: 2 }) }]);
  expect(await played.open(id, 1, { name: 'askAgent: opinion of the school', service: 'schools' })).toMatchObject({
    escalated: true,
  });
});

test('a task that was answered in time troubles no manager', async () => {
  await played.open(id, 1);
  await answer(1, 'yes');

  expect(await played.record.escalateTask(stepOf(id, 1, 'askAgent: task 1'))).toEqual([]);
});

test('the citizen reads the words of the agent who prepared them, not those of the manager’s visa', async () => {
  await played.open(id, 1);
  await answer(1, 'yes', 'Voici notre réponse.');
  await played.open(id, 2, { role: 'manager' });
  await answer(2, 'yes');
  await played.open(id, 3, { kind: 'opinion' });
  await answer(3, 'yes', 'Avis entre services.');

  expect(await emailOf(4)).toMatchObject({ audience: 'citizen', recipientName: null, reply: 'Voici notre réponse.' });
});

test('an email knows what is booked, until it is free again', async () => {
  const slot = { resource: 'salle-des-fetes', on: '2027-06-05', period: 'afternoon' };
  await played.record.book({ ...stepOf(id, 1, 'book: the room'), ...slot });

  const booked = await emailOf(2);
  await town.db.query(`update booking set state = 'released' where request_id = $1`, [id]);
  const released = await emailOf(3);

  expect(booked!.booking).toEqual({
    nameFr: 'Salle des fêtes (démonstration)',
    nameEn: 'Town ballroom (demonstration)',
    from: new Date('2027-06-05T11:00:00Z'),
    to: new Date('2027-06-05T16:00:00Z'),
  });
  expect(released!.booking).toBeNull();
});

test('an email names the pieces that were refused, with the reasons, and not those that were sent again', async () => {
  await sent('family-record', 'refused', 'Page coupée');
  await sent('proof-of-address', 'refused', 'Trop ancien');
  await sent('family-record', 'received');

  expect((await emailOf(1))!.refusedPieces).toEqual([{ piece: 'proof-of-address', reason: 'Trop ancien' }]);
});

test('a reminder is about its own wait, where the citizen has several', async () => {
  await played.open(id, 1, { kind: 'citizen', pieces: ['family-record'], answers: ['received'] });
  await played.open(id, 2, {
    name: 'askCitizen: deposit',
    kind: 'citizen',
    pieces: ['deposit'],
    answers: ['received'],
    dueAt: '2027-02-10T22:59:59.000Z',
  });

  const step = stepOf(id, 2, 'askCitizen: deposit');
  const reminder = await played.record.remindCitizen({ ...step, template: 'documents-reminder' });

  expect(await findEmail(town.db, reminder!.emailId)).toMatchObject({
    awaitedPieces: ['deposit'],
    awaitedUntil: new Date('2027-02-10T22:59:59.000Z'),
    task: { name: 'deposit', dueAt: new Date('2027-02-10T22:59:59.000Z') },
  });
});

async function answer(ordinal: number, given: string, reply?: string): Promise<void> {
  const taskId = await played.taskId(id, ordinal);
  await answerTask(town.db, { taskId, answer: given, reply, at: new Date() });
}

async function emailOf(ordinal: number) {
  const { emailId } = await played.record.queueEmail({ ...stepOf(id, ordinal, 'email: x'), template: 'answer-sent' });
  return findEmail(town.db, emailId);
}

async function sent(piece: string, state: string, reason?: string): Promise<void> {
  await town.db.query(
    `insert into document (id, request_id, piece, file_name, media_type, size_bytes, sha256, state, reason, received_at)
     values ($1, $2, $3, 'a.pdf', 'application/pdf', 1, sha256('a'), $4, $5, clock_timestamp())`,
    [newId(), id, piece, state, reason ?? null],
  );
}

async function anAgent(email: string, role: string, service: string, active = true): Promise<void> {
  await town.db.query(
    `with agent as (
       insert into agent (id, email, display_name, password_hash, role, active)
       values (gen_random_uuid(), $1, 'Démonstration', 'x', $2, $4) returning id
     )
     insert into membership (agent_id, service_id) select id, $3 from agent`,
    [email, role, service, active],
  );
}
