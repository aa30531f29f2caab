/** One request on its way through a town's real processes, as its citizen and the agents take it. */
import type { Connection } from '@temporalio/client';
import { Clock } from '../../bin/simulation/clock.ts';
import { firstRow, rows } from '../../db/sql.ts';
import { workflowIdOf } from '../../workflows/contract.ts';
import { civilDate } from '../../workflows/kit/calendar.ts';
import { aRequest, until } from '../api-client.ts';
import { shared, type Town } from '../town.ts';
import { exampleFields } from './examples.ts';

export interface OpenTask {
  id: string;
  kind: string;
  service: string;
  answers: string[];
  dueAt: Date;
}

export type Journey = Awaited<ReturnType<typeof fileIn>>;

/** Files a request of a type, its form filled in as in `examples.ts`. @param entry by an agent: their token, and when it came */
export async function fileIn(
  town: Town,
  type: keyof typeof exampleFields,
  changes: Record<string, unknown> = {},
  entry?: { token: string; channel: string; receivedAt: string },
) {
  const fields = { ...exampleFields[type](), ...changes };
  const { token, ...contact } = entry ?? {};
  const { body, status } = await town.api.file(
    { ...aRequest(), type, fields, ...contact },
    { ...(token && { token }) },
  );
  if (status !== 201) throw new Error(`filing ${type}: ${JSON.stringify(body)}`);
  const { id, reference, trackingCode } = body;
  const clock = new Clock(town.temporal.connection as Connection, town.temporal.options.namespace, workflowIdOf(id));

  /** The open task of that name, as soon as there is one. */
  async function waitsAt(name: string): Promise<OpenTask> {
    const find = () =>
      firstRow<OpenTask>(
        town.db,
        `select id, kind, service_id as service, answers, due_at as "dueAt" from task
         where request_id = :id and name = :name and state = 'open'`,
        { id, name },
      );
    return until(find, `${type}: ${name}`, 30_000);
  }

  async function answerAs(token: string, name: string, answer: string, reply?: string, fields?: object) {
    const task = await waitsAt(name);
    const answered = await town.api.answer(task.id, { answer, ...(reply && { reply }), fields }, { token });
    if (answered.status !== 200) throw new Error(`${name}, ${answer}: ${JSON.stringify(answered.body)}`);
  }

  async function upload(token: string, pieces: string[]) {
    for (const piece of pieces) {
      const sent = await town.api.upload(reference, token, { piece });
      if (sent.status !== 201) throw new Error(`${piece}: ${JSON.stringify(sent.body)}`);
    }
  }

  return {
    id: id as string,
    trackingCode: trackingCode as string,
    reference: reference as string,
    waitsAt,
    /** @param fields what the answer must come with */
    agent: async (name: string, answer: string, reply?: string, fields?: object) =>
      answerAs(await tokenOf(town, 'agent'), name, answer, reply, fields),
    manager: async (name: string, answer: string) => answerAs(await tokenOf(town, 'manager'), name, answer),
    citizen: (name: string, answer: string) => answerAs(trackingCode, name, answer),
    sends: (...pieces: string[]) => upload(trackingCode, pieces),
    brings: async (...pieces: string[]) => upload(await tokenOf(town, 'agent'), pieces),

    /** Refuses the newest document of a piece. */
    async refuses(piece: string, reason: string) {
      const token = await tokenOf(town, 'agent');
      const { body: story } = await town.api.request(reference, token);
      const document = story.documents.findLast((one: { piece: string }) => one.piece === piece);
      const path = `/requests/${reference}/documents/${document.id}/review`;
      const reviewed = await town.api.call('POST', path, { token, json: { accepted: false, reason } });
      if (reviewed.status !== 200) throw new Error(`${piece}: ${JSON.stringify(reviewed.body)}`);
    },

    /** Lets the time of this one request pass until the wait of that name is over; gives its last civil date. */
    async letsPass(name: string): Promise<string> {
      const { id: taskId, dueAt } = await waitsAt(name);
      await clock.forwardTo(dueAt.getTime() + 1_000);
      const over = () => firstRow(town.db, `select 1 from task where id = :taskId and state <> 'open'`, { taskId });
      await until(over, `the end of ${name}`, 30_000);
      return civilDate(dueAt, town.services.zone);
    },

    /** Lets the time of this one request pass until the agent's task of that name is late; it stays open. */
    async letsBeLate(name: string) {
      const { dueAt } = await waitsAt(name);
      await clock.forwardTo(dueAt.getTime() + 1_000);
    },

    /** Lets the time of this one request pass until that instant. */
    letsPassUntil: (ms: number) => clock.forwardTo(ms),

    /** What its owner does with the request as a whole. */
    async owner(verb: 'withdraw' | 'reopen', json: object = {}) {
      const done = await town.api.call('POST', `/requests/${reference}/${verb}`, { token: trackingCode, json });
      if (done.status !== 200) throw new Error(`${verb}: ${JSON.stringify(done.body)}`);
    },

    /** Templates of the emails that were sent about it to an audience, in their order, as soon as there are so many. */
    async emails(count: number, audience: 'citizen' | 'manager' = 'citizen'): Promise<string[]> {
      const sent = () =>
        rows<{ template: string }>(
          town.db,
          `select template from email where request_id = :id and state = 'sent' and audience = :audience order by created_at, id`,
          { id, audience },
        );
      await until(async () => ((await sent()).length >= count ? true : undefined), `${type}: ${count} emails`, 30_000);
      return (await sent()).map(({ template }) => template);
    },

    outcome: () =>
      until(
        async () => {
          const statement = `select outcome from request where id = :id and status = 'ended'`;
          return (await firstRow<{ outcome: string }>(town.db, statement, { id }))?.outcome;
        },
        `${type}: the end`,
        30_000,
      ),

    bookings: async () =>
      (
        await rows<{ state: string }>(town.db, 'select state from booking where request_id = :id order by ordinal', {
          id,
        })
      ).map(({ state }) => state),
  };
}

const tokens = new Map<string, Promise<string>>();

function tokenOf(town: Town, role: string): Promise<string> {
  const key = `${role} ${town.url}`;
  const account = shared.accounts.find((candidate) => candidate.role === role)!;
  const token = tokens.get(key) ?? town.api.signIn(account.email, account.password);
  tokens.set(key, token);
  return token;
}
