/** What a process may ask of the world, as the engine calls it. */
import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { OutsideActivities, RecordActivities } from '../contract.ts';
import type { JournalActivities } from './journal-check.ts';
import type { RetentionActivities } from './retain.ts';

// Retried for as long as the database is away; the request waits and nothing is lost.
export const record = proxyLocalActivities<RecordActivities>({
  startToCloseTimeout: '5 seconds',
  retry: { initialInterval: '100 ms', maximumInterval: '20 seconds' },
});
export const { deliver } = proxyActivities<Pick<OutsideActivities, 'deliver'>>({
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '2 seconds', maximumInterval: '5 minutes' },
});
// The antivirus reads its signatures anew for minutes, once or more a day.
export const { examine } = proxyActivities<Pick<OutsideActivities, 'examine'>>({
  startToCloseTimeout: '2 minutes',
  retry: { initialInterval: '5 seconds', maximumInterval: '10 minutes' },
});
// Long, as an erasure removes files; what one attempt has done, the next one does not do again.
export const retention = proxyActivities<RetentionActivities>({
  startToCloseTimeout: '10 minutes',
  retry: { initialInterval: '10 seconds', maximumInterval: '10 minutes', maximumAttempts: 20 },
});
// A hundred thousand rows a second: an hour is for a town of a century.
export const journal = proxyActivities<JournalActivities>({
  startToCloseTimeout: '1 hour',
  retry: { initialInterval: '1 minute', maximumInterval: '1 hour', maximumAttempts: 10 },
});
