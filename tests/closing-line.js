import { writeSync } from 'node:fs';

/** Ends the run with one line that a person and a script both read. */
export default class ClosingLine {
  onRunComplete(_contexts, { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites }) {
    // A file that could not be loaded has no test that could fail.
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    const skipped = numPendingTests > 0 ? `, ${numPendingTests} skipped` : '';
    // Jest's own summary comes after the reporters, and jest closes its streams before it exits.
    process.once('exit', () => {
      // What was found when everything had ended, as by the watch over the whole run, is a failure of its own.
      const all = failed + (globalThis.__afterwards ?? 0);
      writeSync(1, `${numPassedTests} passed, ${all} failed${skipped}\n`);
    });
  }
}
