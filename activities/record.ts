import type { DataSource } from 'typeorm';
import { queueEmail, queueReminder } from '../db/emails.ts';
import { stepId } from '../db/ids.ts';
import { closeRequest } from '../db/requests.ts';
import { expireTask, markLate, openTask } from '../db/tasks.ts';
import type { Delivery, OpenedTask, RecordActivities } from '../workflows/contract.ts';

/** Hands an email to the mail server, now or not at all: true when it was taken or refused for good. */
export type Attempt = (delivery: Delivery) => Promise<boolean>;

/** What a process writes down. Each is one statement or one transaction, and does nothing more the second time. */
export function recordActivities({ db }: { db: DataSource }, attempt: Attempt): RecordActivities {
  const attempted = async (emailId: string, at: string) => ({ emailId, delivered: await attempt({ emailId, at }) });
  return {
    async queueEmail(email) {
      const { emailId } = await queueEmail(db, email);
      return attempted(emailId, email.at);
    },

    async openTask(task): Promise<OpenedTask> {
      const wait =
        task.pieces.length > 0 ? await db.transaction((own) => openTask(own, task)) : await openTask(db, task);
      return {
        dueAt: wait.dueAt.toISOString(),
        ...(wait.remindAt && { remindAt: wait.remindAt.toISOString() }),
        reminded: wait.remindedAt !== null,
        late: wait.late,
        ...answerOf(wait),
      };
    },

    async remindCitizen(reminder) {
      const { emailId } = await queueReminder(db, reminder);
      return emailId === undefined ? undefined : attempted(emailId, reminder.at);
    },

    async expireTask(step) {
      return { answer: answerOf(await expireTask(db, step)).answer ?? 'no reply' };
    },

    markLate: (step) => markLate(db, step),

    async closeRequest(close) {
      const emailId = stepId(close.requestId, close.ordinal, 'email');
      await closeRequest(db, { ...close, emailId });
      return attempted(emailId, close.at);
    },
  };
}

function answerOf(task: { state: string; answer: string | null }): { answer?: string } {
  if (task.state === 'expired') return { answer: 'no reply' };
  return task.answer === null ? {} : { answer: task.answer };
}
