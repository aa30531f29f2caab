/** What a process may ask of the world, as the engine calls it. */
import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { DeliveryActivities, RecordActivities } from '../contract.ts';

// Retried for as long as the database is away; the request waits and nothing is lost.
export const record = proxyLocalActivities<RecordActivities>({
  startToCloseTimeout: '5 seconds',
  retry: { initialInterval: '100 ms', maximumInterval: '20 seconds' },
});
export const { deliver } = proxyActivities<DeliveryActivities>({
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '2 seconds', maximumInterval: '5 minutes' },
});
