import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Connection } from '@temporalio/client';
import { Clock } from '../bin/simulation/clock.ts';
import { workflowIdOf } from '../workflows/contract.ts';
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
  // The journal has the citizen's one email alone.
  expect(kinds.filter((kind: string) => kind === 'email sent')).toHaveLength(1);
  expect((await request.waitsAt('checking the documents')).kind).toBe('agent');
  expect(town.mail.received('responsable@ville.example')).toHaveLength(1);
  const [email] = await town.db.query(`select state, audience from email where template = 'deadline-near'`);
  expect(email).toEqual({ state: 'sent', audience: 'manager' });
});
