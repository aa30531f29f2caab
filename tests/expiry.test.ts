import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { addDays, civilDate, instantAt } from '../workflows/kit/calendar.ts';
import { aRequest, until } from './api-client.ts';
import { openTown, type Town } from './town.ts';

let town: Town;

beforeAll(async () => {
  town = await openTown({ skipTime: true });
});
afterAll(() => town.stop());

test('without documents the citizen is reminded once on day 10, and told on day 30 that the request is closed', async () => {
  const form = aRequest();
  const { body } = await town.api.file(form);
  const email = (form.citizen as { email: string }).email;

  const ended = await until(async () => {
    const story = (await town.api.request(body.reference, body.trackingCode)).body;
    return story.timeline.filter(({ kind }: { kind: string }) => kind === 'email sent').length === 3
      ? story
      : undefined;
  }, 'the end');

  expect(ended).toMatchObject({ status: 'ended', outcome: 'abandoned', waitingFor: 'nobody' });
  expect(town.mail.received(email).map(({ subject }) => subject.replace(body.reference, '…'))).toHaveLength(3);
  const opened = dateOf(ended, 'task opened');
  expect(dateOf(ended, 'citizen reminded')).toBe(addDays(opened, 10));
  // The deadline is the last second of the day: what a busy machine does about it is done early on the next.
  const due = instantAt(addDays(opened, 30), 'metropole', 23, 59, 59);
  for (const kind of ['task expired', 'request ended']) {
    const late = Date.parse(timeOf(ended, kind)) - due;
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThan(60_000);
  }
  expect(ended.timeline.filter(({ kind }: { kind: string }) => kind === 'citizen reminded')).toHaveLength(1);
});

test('a task past its deadline stays open, and its lateness is noted once', async () => {
  const { body } = await town.api.file(aRequest({ fields: { kind: 'extract' } }));

  await until(async () => {
    const late = await town.db.query(`select 1 from journal where request_id = $1 and kind = 'task late'`, [body.id]);
    return late.length > 0 ? true : undefined;
  }, 'the lateness');

  const [task] = await town.db.query('select state, answer from task where request_id = $1', [body.id]);
  expect(task).toEqual({ state: 'open', answer: null });
  const late = await town.db.query(`select at from journal where request_id = $1 and kind = 'task late'`, [body.id]);
  expect(late).toHaveLength(1);
});

interface Story {
  timeline: { kind: string; at: string }[];
}

const timeOf = (story: Story, kind: string) => story.timeline.find((entry) => entry.kind === kind)!.at;
const dateOf = (story: Story, kind: string) => civilDate(timeOf(story, kind), 'metropole');
