import type { DataSource } from 'typeorm';
import { queueEmail, queueReminder } from '../db/emails.ts';
import { stepId } from '../db/ids.ts';
import { closeRequest } from '../db/requests.ts';
import { expireTask, markLate, openTask } from '../db/tasks.ts';
import type { OpenedTask, RecordActivities } from '../workflows/contract.ts';

/** What a process writes down. Each is one statement or one transaction, and does nothing more the second time. */
export function recordActivities({ db }: { db: DataSource }): RecordActivities {
  return {
    queueEmail: (email) => queueEmail(db, email),

    async openTask(task): Promise<OpenedTask> {
      const wait = await db.transaction((transaction) => openTask(transaction, task));
      return {
        dueAt: wait.dueAt.toISOString(),
        ...(wait.remindAt && { remindAt: wait.remindAt.toISOString() }),
        reminded: wait.remindedAt !== null,
        late: wait.late,
        ...answerOf(wait),
      };
    },

    remindCitizen: (reminder) => queueReminder(db, reminder),

    async expireTask(step) {
      return { answer: answerOf(await expireTask(db, step)).answer ?? 'no reply' };
    },

    markLate: (step) => markLate(db, step),

    async closeRequest(close) {
      const emailId = stepId(close.requestId, close.ordinal, 'email');
      await closeRequest(db, { ...close, emailId });
      return { emailId };
    },
  };
}

function answerOf(task: { state: string; answer: string | null }): { answer?: string } {
  if (task.state === 'expired') return { answer: 'no reply' };
  return task.answer === null ? {} : { answer: task.answer };
}
