import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Connection } from '@temporalio/client';
import { Clock } from '../bin/simulation/clock.ts';
import { newId } from '../db/ids.ts';
import { bringForward, postpone } from '../db/postponing.ts';
import { silenceOrdinal, workflowIdOf } from '../workflows/contract.ts';
import { addDays, addDuration } from '../workflows/kit/calendar.ts';
import { until } from './api-client.ts';
import { fileIn } from './request-types/journey.ts';
import { openTown, type Town } from './town.ts';

let town: Town;

beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.stop());

test('nobody looks at the documents: the manager is told before the deadline, the task stays open past it, and the citizen reads none of this', async () => {
  const request = await fileIn(town, 'resident-parking-permit');
  await request.waitsAt('waiting for documents');
  await request.sends('registration-document', 'proof-of-address');
  const { dueAt } = await request.waitsAt('checking the documents');

  const { connection, options } = town.temporal;
  const clock = new Clock(connection as Connection, options.namespace, workflowIdOf(request.id));
  await clock.forwardTo(dueAt.getTime() + 1_000);

  const [mail] = await until(() => {
    const mails = town.mail.received('responsable@ville.example');
    return mails.length > 0 ? mails : undefined;
  }, 'the email to the manager');
  const journal = await until(async () => {
    const entries = await town.db.query('select kind, at from journal where request_id = $1 order by seq', [
      request.id,
    ]);
    return entries.some(({ kind }: { kind: string }) => kind === 'task late') ? entries : undefined;
  }, 'the lateness');

  expect(mail!.text).toContain(request.reference);
  const kinds = journal.map(({ kind }: { kind: string }) => kind);
  expect(kinds.indexOf('task escalated')).toBeGreaterThan(0);
  expect(kinds.indexOf('task late')).toBeGreaterThan(kinds.indexOf('task escalated'));
  // The journal has the citizen's emails alone: the acknowledgement, and the letter that asks for documents.
  expect(kinds.filter((kind: string) => kind === 'email sent')).toHaveLength(2);
  expect((await request.waitsAt('checking the documents')).kind).toBe('agent');
  expect(town.mail.received('responsable@ville.example')).toHaveLength(1);
  const [email] = await town.db.query(`select state, audience from email where template = 'deadline-near'`);
  expect(email).toEqual({ state: 'sent', audience: 'manager' });
});

test('an answer that was put off is late, and its manager told, by the new date and not by the old one', async () => {
  const request = await fileIn(town, 'resident-parking-permit');
  await request.sends('registration-document', 'proof-of-address');
  const { dueAt } = await request.waitsAt('checking the documents');
  const [{ from }] = await town.db.query(`select to_char(due_on, 'YYYY-MM-DD') as from from request where id = $1`, [
    request.id,
  ]);
  const [{ id: agentId }] = await town.db.query(`select id from agent where role = 'manager' limit 1`);
  const to = addDuration(from, '20 days', { zone: 'metropole', closures: [] });
  const why = { cause: 'longer study', reason: 'Le plan du quartier change.' };
  const ids = { id: newId(), emailId: newId(), requestId: request.id, agentId };
  expect(await postpone(town.db, { ...ids, ...why, from, to, at: new Date() })).toBe(true);
  expect(await postpone(town.db, { ...ids, ...why, from, to, at: new Date() })).toBe(false);
  const [task] = await town.db.query(
    `select due_at as "dueAt", escalate_at as "escalateAt" from task where request_id = $1 and state = 'open'`,
    [request.id],
  );
  expect(Math.round((task.dueAt - dueAt.getTime()) / 86_400_000)).toBe(20);

  const { connection, options } = town.temporal;
  const clock = new Clock(connection as Connection, options.namespace, workflowIdOf(request.id));
  await clock.forwardTo(dueAt.getTime() + 1_000);
  await clock.forwardTo(task.dueAt.getTime() + 1_000);

  const alerts = await until(async () => {
    const entries = await town.db.query(
      `select kind, at from journal where request_id = $1 and kind in ('task escalated', 'task late') order by seq`,
      [request.id],
    );
    return entries.length === 2 ? entries : undefined;
  }, 'both alerts');
  expect(alerts.map(({ kind }: { kind: string }) => kind)).toEqual(['task escalated', 'task late']);
  expect(alerts[0].at.getTime()).toBeGreaterThanOrEqual(task.escalateAt.getTime());
  expect(alerts[1].at.getTime()).toBeGreaterThanOrEqual(task.dueAt.getTime());
  const told = await until(
    () => town.mail.received().find(({ text }) => text.includes(request.reference) && text.includes(why.reason)),
    'the email to the citizen',
  );
  expect(told.text).toContain('prend plus de temps que prévu');
});

test('what was put off comes nearer again: it is late by the nearer date, though the timer was set for the far one', async () => {
  const request = await fileIn(town, 'resident-parking-permit');
  await request.sends('registration-document', 'proof-of-address');
  const { dueAt } = await request.waitsAt('checking the documents');
  const [{ from }] = await town.db.query(`select to_char(due_on, 'YYYY-MM-DD') as from from request where id = $1`, [
    request.id,
  ]);
  const [{ id: agentId }] = await town.db.query(`select id from agent where role = 'manager' limit 1`);
  const inDays = (days: number) => addDays(from, days);
  const ids = () => ({ id: newId(), emailId: newId(), requestId: request.id, agentId, at: new Date() });
  await postpone(town.db, { ...ids(), cause: 'missing pieces', reason: 'L’attestation.', from, to: inDays(40) });
  const { connection, options } = town.temporal;
  const clock = new Clock(connection as Connection, options.namespace, workflowIdOf(request.id));
  await clock.forwardTo(dueAt.getTime() + 1_000);

  const why = { reason: 'Votre attestation est arrivée.', from: inDays(40), to: inDays(15), silenceOrdinal };
  expect(await bringForward(town.db, { ...ids(), ...why })).toBe(true);
  expect(await bringForward(town.db, { ...ids(), ...why })).toBe(false);
  await until(async () => {
    const [{ waiting }] = await town.db.query('select count(*)::int as waiting from outbox');
    return waiting === 0 || undefined;
  }, 'the run to be told');
  const [nearer] = await town.db.query(
    `select due_at as "dueAt", escalate_at as "escalateAt" from task where request_id = $1 and state = 'open'`,
    [request.id],
  );
  expect(Math.round((nearer.dueAt - dueAt.getTime()) / 86_400_000)).toBe(15);
  await clock.forwardTo(nearer.dueAt.getTime() + 60_000);

  const alerts = await until(async () => {
    const entries = await town.db.query(
      `select kind, at from journal where request_id = $1 and kind in ('task escalated', 'task late') order by seq`,
      [request.id],
    );
    return entries.length === 2 ? entries : undefined;
  }, 'both alerts');
  const early = (at: Date, before: Date) => before.getTime() - at.getTime();
  expect(early(alerts[0].at, nearer.escalateAt)).toBeLessThanOrEqual(0);
  expect(early(alerts[0].at, nearer.dueAt)).toBeGreaterThan(0);
  expect(early(alerts[1].at, nearer.dueAt)).toBeLessThanOrEqual(0);
  const told = await until(
    () => town.mail.received().find(({ text }) => text.includes(request.reference) && text.includes(why.reason)),
    'the email to the citizen',
  );
  expect(told.text).toContain('plus tôt que prévu');
  await request.agent('checking the documents', 'refused', 'Le véhicule n’est pas à vous.');
  expect(await request.outcome()).toBe('refused');
});
