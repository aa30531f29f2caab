import {
  Client,
  Connection,
  ScheduleAlreadyRunning,
  type ScheduleOptions,
  ScheduleOverlapPolicy,
} from '@temporalio/client';
import { type EngineAddress, retentionWorkflowType, taskQueue } from '../workflows/contract.ts';

/**
 * Has the engine run each night what belongs to no request. Called by each worker at its start: the first makes the
 * schedules, a later version brings them up to date, and what an operator has paused stays paused.
 */
export async function keepSchedules({ address, namespace }: EngineAddress): Promise<void> {
  const connection = await Connection.connect({ address });
  try {
    const { schedule } = new Client({ connection, namespace });
    for (const options of nightly) {
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

const nightly: ScheduleOptions[] = [
  {
    scheduleId: 'retention',
    spec: { calendars: [{ hour: 2, minute: 30 }], timezone: 'Europe/Paris' },
    action: { type: 'startWorkflow', workflowType: retentionWorkflowType, workflowId: 'retention', taskQueue },
    // A night on which the engine was away is made up for on the day.
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 day' },
  },
];
