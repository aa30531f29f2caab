import {
  Client,
  Connection,
  ScheduleAlreadyRunning,
  type ScheduleOptions,
  ScheduleOverlapPolicy,
} from '@temporalio/client';
import { journalCheckWorkflowType, retentionWorkflowType, taskQueue, type Zone } from '../workflows/contract.ts';
import type { EngineAddress } from '../workflows/engine-address.ts';
import { clocks } from '../workflows/kit/calendar.ts';

/**
 * Has the engine run each night what belongs to no request. Called by each worker at its start: the first makes the
 * schedules, a later version brings them up to date, and what an operator has paused stays paused.
 */
export async function keepSchedules({ address, namespace }: EngineAddress, zone: Zone): Promise<void> {
  const connection = await Connection.connect({ address });
  try {
    const { schedule } = new Client({ connection, namespace });
    for (const options of nightly(zone)) {
      try {
        await schedule.create(options);
      } catch (error) {
        if (!(error instanceof ScheduleAlreadyRunning)) throw error;
        const { scheduleId, ...wanted } = options;
        await schedule.getHandle(scheduleId).update((known) => ({ ...known, ...wanted }));
      }
    }
  } finally {
    await connection.close();
  }
}

// A night on which the engine was away is made up for on the day.
const policies = { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 day' } as const;

const nightly = (zone: Zone): ScheduleOptions[] => [
  {
    scheduleId: 'retention',
    spec: { calendars: [{ hour: 2, minute: 30 }], timezone: clocks[zone] },
    action: {
      type: 'startWorkflow',
      workflowType: retentionWorkflowType,
      workflowId: 'retention',
      taskQueue,
      args: [zone],
    },
    policies,
  },
  {
    scheduleId: 'journal',
    spec: { calendars: [{ hour: 3, minute: 30 }], timezone: clocks[zone] },
    action: { type: 'startWorkflow', workflowType: journalCheckWorkflowType, workflowId: 'journal', taskQueue },
    policies,
  },
];
