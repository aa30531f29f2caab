/** A process played by the test itself: its steps go straight to the activities, with no engine between. */
import type { DataSource } from 'typeorm';
import { recordActivities } from '../activities/record.ts';
import type { Route } from '../db/redirect.ts';
import type { OpenedTask, OpenTask, RecordActivities, StepKey } from '../workflows/contract.ts';

export interface PlayedProcess {
  record: RecordActivities;
  /** Opens a wait of an agent, or of the kind that `changes` say. */
  open(requestId: string, ordinal: number, changes?: Partial<OpenTask>): Promise<OpenedTask>;
  taskId(requestId: string, ordinal: number): Promise<string>;
  /** Where the request stands, and its open tasks. */
  standing(requestId: string): Promise<{ status: string; step: string; waitingFor: string; open: number[] }>;
}

/** @param route the town's routing table; without one no rule fits */
export function playProcess(db: DataSource, route: Route = async () => undefined): PlayedProcess {
  // Nobody delivers: the emails stay queued.
  const record = recordActivities({ db, zone: 'metropole' }, async () => false, route);
  return {
    record,
    open: (requestId, ordinal, changes = {}) =>
      record.openTask({
        ...stepOf(requestId, ordinal, `askAgent: task ${ordinal}`),
        kind: 'agent',
        answers: ['yes', 'no'],
        pieces: [],
        dueAt: '2027-01-31T22:59:59.000Z',
        ...changes,
      }),
    async taskId(requestId, ordinal) {
      const [task] = await db.query('select id from task where request_id = $1 and ordinal = $2', [requestId, ordinal]);
      return task.id;
    },
    async standing(requestId) {
      const [standing] = await db.query(
        `select status, step, waiting_for as "waitingFor",
                array(select ordinal from task t where t.request_id = r.id and t.state = 'open' order by 1) as open
         from request r where id = $1`,
        [requestId],
      );
      return standing;
    },
  };
}

export function stepOf(requestId: string, ordinal: number, name: string): StepKey {
  return { requestId, ordinal, name, at: new Date().toISOString() };
}
