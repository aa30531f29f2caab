/** The days on which the town hall is closed, and the dates that citizens and agents are given because of them. */
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { kept } from '../api/kept.ts';
import { addClosures, closuresAhead, closuresOf } from '../db/closures.ts';
import { firstRow } from '../db/sql.ts';
import { addDays, addDuration, type Calendar, civilDate, type Duration } from '../workflows/kit/calendar.ts';
import { fileIn, type Journey } from './request-types/journey.ts';
import { openTown, type Town } from './town.ts';

let town: Town;
const open: Calendar = { zone: 'metropole', closures: [] };
/** A working day, the third from now on. */
const closed = after('3 working days');
const bridged: Calendar = { ...open, closures: [closed] };

beforeAll(async () => {
  town = await openTown();
});
afterEach(() => town.db.query('delete from closure where day = $1', [closed]));
afterAll(() => town.stop());

test('a closure moves the date of a new request and of its tasks by a working day', async () => {
  await close();

  const request = await fileIn(town, 'street-problem');

  expect(await datesOf(request, 'looking at the problem')).toEqual({
    dueOn: after('15 working days', bridged),
    taskDueOn: after('3 working days', bridged),
  });
  expect(after('3 working days', bridged)).toBe(after('4 working days'));
});

test('a request that is under way keeps the days it began under, also for what it waits for later', async () => {
  const request = await fileIn(town, 'street-problem');
  const before = await datesOf(request, 'looking at the problem');
  await close();

  await request.agent('looking at the problem', 'to repair');

  const { dueOn, taskDueOn } = await datesOf(request, 'repairing');
  expect({ dueOn, taskDueOn }).toEqual({ dueOn: before.dueOn, taskDueOn: after('10 working days') });
  expect(before).toEqual({ dueOn: after('15 working days'), taskDueOn: closed });
});

test('what is begun again is counted by the closures of that day', async () => {
  const request = await fileIn(town, 'question');
  await request.agent('answering the question', 'answered', 'Oui.');
  await request.outcome();
  await close();

  await request.owner('reopen', { reason: 'Ce n’est pas une réponse.' });

  expect(await datesOf(request, 'answering the question')).toEqual({
    dueOn: after('5 working days', bridged),
    taskDueOn: after('5 working days', bridged),
  });
});

test('a run that the engine has lost goes on with the days that its request began under', async () => {
  const request = await fileIn(town, 'street-problem');
  await request.waitsAt('looking at the problem');
  await close();

  await town.temporal.workflowService.deleteWorkflowExecution({
    namespace: town.temporal.options.namespace,
    workflowExecution: { workflowId: `request/${request.id}` },
  });
  await request.agent('looking at the problem', 'to repair');

  expect((await datesOf(request, 'repairing')).taskDueOn).toBe(after('10 working days'));
});

test('only the days ahead are given to a request, as far as its process can reach', async () => {
  const today = civilDate(Date.now(), 'metropole');
  const far = [addDays(today, -1), today, addDays(today, 400), addDays(today, 401)];
  await addClosures(
    town.db,
    far.map((day) => ({ day, nameFr: 'Fermeture', nameEn: 'Closure' })),
  );

  const ahead = await closuresAhead(town.db);

  const days = closuresOf(ahead, 'roads');
  expect(days.filter((day) => far.includes(day))).toEqual([today, addDays(today, 400)]);
  await town.db.query('delete from closure where day = any($1)', [far]);
});

test('a day that is given twice has the newer name', async () => {
  await close('Pont');
  await close('Journée du personnel');

  const row = await firstRow(town.db, 'select name_fr from closure where day = :closed', { closed });
  expect(row).toEqual({ name_fr: 'Journée du personnel' });
});

test('what is kept in memory is read once for many callers, again when it is old, and after a failure', async () => {
  let reads = 0;
  const read = async () => {
    reads += 1;
    if (reads === 1) throw new Error('the database is away');
    return closuresOf(await closuresAhead(town.db), 'roads');
  };
  const forLong = kept(read, 60_000);

  await expect(forLong()).rejects.toThrow('away');
  const [one, other] = await Promise.all([forLong(), forLong()]);
  await close();

  expect(one).toBe(other);
  expect(await forLong()).not.toContain(closed);
  expect(reads).toBe(2);
  expect(await kept(read, 0)()).toContain(closed);
});

const close = (nameFr = 'Pont') => addClosures(town.db, [{ day: closed, nameFr, nameEn: 'Bridge day' }]);

function after(duration: Duration, calendar: Calendar = { zone: 'metropole', closures: [] }): string {
  return addDuration(civilDate(Date.now(), 'metropole'), duration, calendar);
}

async function datesOf({ id, waitsAt }: Journey, task: string): Promise<{ dueOn: string; taskDueOn: string }> {
  const { dueAt } = await waitsAt(task);
  const statement = `select to_char(due_on, 'YYYY-MM-DD') as "dueOn" from request where id = :id`;
  const { dueOn } = (await firstRow<{ dueOn: string }>(town.db, statement, { id }))!;
  return { dueOn, taskDueOn: civilDate(dueAt, 'metropole') };
}
