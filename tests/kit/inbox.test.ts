import { expect, test } from '@jest/globals';
import { Inbox } from '../../workflows/kit/inbox.ts';

test('what comes twice is kept once, also over a new run', () => {
  const inbox = new Inbox();
  inbox.append({ id: '1', ordinal: 2, answer: 'issued' });
  inbox.append({ id: '1', ordinal: 2, answer: 'issued' });
  const { inbox: waiting, seen } = inbox.snapshot();
  const next = new Inbox(waiting, seen);
  next.append({ id: '1', ordinal: 2, answer: 'issued' });

  expect(next.take(2)).toBe('issued');
  expect(next.take(2)).toBeUndefined();
});

test('an answer waits for its own step, whatever comes before it', () => {
  const inbox = new Inbox();
  inbox.append({ id: '1', ordinal: 5, answer: 'later' });
  inbox.append({ id: '2', ordinal: 2, answer: 'now' });

  expect(inbox.has(3)).toBe(false);
  expect([inbox.take(2), inbox.take(5)]).toEqual(['now', 'later']);
});

test('the memory of what was seen is bounded', () => {
  const inbox = new Inbox();
  for (let id = 0; id < 2_000; id++) inbox.append({ id: String(id), ordinal: 1, answer: 'x' });
  expect(inbox.snapshot().seen).toHaveLength(500);
});
