import type { DataSource } from 'typeorm';
import { book } from '../db/bookings.ts';
import { cancelTasks } from '../db/cancelling.ts';
import { escalateTask, expireTask, markLate } from '../db/deadlines.ts';
import { queueEmail, queueReminder } from '../db/emails.ts';
import { closeRequest } from '../db/ending.ts';
import { stepId } from '../db/ids.ts';
import { type Route, redirect } from '../db/redirect.ts';
import { asksForPieces, openTask, type WaitRow } from '../db/tasks.ts';
import type { Delivery, OpenedTask, RecordActivities, Zone } from '../workflows/contract.ts';
import { askInWriting, keepAppeal, watchSilence } from './silence.ts';

/** Hands an email to the mail server, now or not at all: true when it was taken or refused for good. */
export type Attempt = (delivery: Delivery) => Promise<boolean>;

/** What a process writes down. Each is one statement or one transaction, and does nothing more the second time. */
export function recordActivities(
  { db, zone }: { db: DataSource; zone: Zone },
  attempt: Attempt,
  route: Route,
): RecordActivities {
  const attempted = async (emailId: string, at: string) => ({ emailId, delivered: await attempt({ emailId, at }) });
  return {
    async queueEmail(email) {
      const { emailId, news } = await queueEmail(db, email);
      await keepAppeal({ db, zone }, { ...email, emailId });
      return { ...(await attempted(emailId, email.at)), news };
    },

    async openTask(task) {
      if (!asksForPieces(task)) return openedTask(await openTask(db, task));
      const { wait, letter } = await db.transaction(async (own) => ({
        wait: await openTask(own, task),
        letter: task.inWriting ? await askInWriting(own, task, zone) : undefined,
      }));
      return { ...openedTask(wait), ...(letter && { letter: await attempted(letter, task.at) }) };
    },

    async remindCitizen(reminder) {
      const { emailId } = await queueReminder(db, reminder);
      return emailId === undefined ? undefined : attempted(emailId, reminder.at);
    },

    expireTask: async (step) => answerOf(await expireTask(db, step)),

    async markLate(step) {
      const until = await markLate(db, step);
      return until && { until: until.toISOString() };
    },

    async escalateTask(step) {
      const emailIds = await escalateTask(db, step);
      if (emailIds instanceof Date) return { until: emailIds.toISOString() };
      return Promise.all(emailIds.map((emailId) => attempted(emailId, step.at)));
    },

    cancelTasks: (step) => db.transaction((own) => cancelTasks(own, step)),

    book: (booking) => db.transaction(async (own) => ({ result: await book(own, booking) })),

    redirect: (step) => db.transaction(async (own) => ({ service: await redirect(own, step, route) })),

    async watchSilence(step) {
      const { emailId, ...state } = await watchSilence({ db, zone }, step);
      return emailId ? { ...state, letter: await attempted(emailId, step.at) } : state;
    },

    async closeRequest(close) {
      const emailId = stepId(close.requestId, close.ordinal, 'email');
      const news = await closeRequest(db, { ...close, emailId });
      await keepAppeal({ db, zone }, { ...close, emailId });
      return { ...(await attempted(emailId, close.at)), news };
    },
  };
}

function openedTask(wait: WaitRow): OpenedTask {
  return {
    state: wait.state,
    dueAt: wait.dueAt.toISOString(),
    ...(wait.remindAt && { remindAt: wait.remindAt.toISOString() }),
    reminded: wait.remindedAt !== null,
    ...(wait.escalateAt && { escalateAt: wait.escalateAt.toISOString() }),
    escalated: wait.escalatedAt !== null,
    late: wait.late,
    withdrawn: wait.withdrawn,
    ...answerOf(wait),
  };
}

const answerOf = ({ answer }: { answer: string | null }) => (answer === null ? {} : { answer });
