import { expect, test } from '@jest/globals';
import { latestEnd } from '../../templates/diagrams/latest.ts';
import type { Path, PathStep } from '../../workflows/kit/explorer.ts';

const wait = (within: string, changes: Partial<PathStep> = {}): PathStep => ({
  ...{ ordinal: 1, verb: 'askAgent', name: 'a wait', result: 'done', answers: ['done'], within },
  ...changes,
});
const close: PathStep = { ordinal: 9, verb: 'close', name: 'ended', result: 'ended', answers: [], email: 'x' };

const endOf = (...steps: PathStep[]) =>
  latestEnd({ facts: {}, steps, emails: [], ending: { outcome: 'ended', email: 'x' } } satisfies Path, '2027-01-04');

test('waits one after the other take their times together, and a planned day is a month ahead', () => {
  expect(endOf(wait('10 days'), wait('1 month'), close)).toBe('2027-02-14');
  expect(endOf(wait('day'), close)).toBe('2027-02-03');
});

test('waits side by side take the time of the longest, and what follows them begins then', () => {
  const together = { parallel: 3 };
  expect(endOf(wait('1 month', together), wait('10 days', together), wait('20 days', together), close)).toBe(
    '2027-02-04',
  );
  expect(endOf(wait('1 month', together), wait('10 days', together), wait('1 day'), close)).toBe('2027-02-05');
});

test('what a process waits for after the end is not the citizen’s to wait for', () => {
  expect(endOf(wait('10 days'), close, wait('11 months'))).toBe('2027-01-14');
});
