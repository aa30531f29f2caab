import TestSequencer from '@jest/test-sequencer';

// A file that takes a minute and begins last leaves the other core idle for that minute. A fresh checkout has no times
// of a run before, so those that are much longer than the others are named here.
const longest = [
  'tests/outages',
  'tests/replay',
  'tests/browser/',
  'tests/bin/',
  'tests/booking',
  'tests/request-types/',
  'tests/races',
  'tests/check-running',
  'tests/kit/mistakes',
  'tests/templates/html',
];

/** Begins with the longest files. */
export default class LongestFirst extends TestSequencer {
  sort(tests) {
    const rank = ({ path }) => longest.findIndex((part) => path.includes(part)) >>> 0;
    return tests.toSorted((one, other) => rank(one) - rank(other) || one.path.localeCompare(other.path));
  }
}
