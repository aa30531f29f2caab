import { Client, Connection } from '@temporalio/client';
import { emailWorkflowType, requestIdOf, workflowIdOf, workflowType } from '../workflows/contract.ts';

export interface RunningRequest {
  requestId: string;
  startedAt: Date;
}

/** The engine's runs, as they are compared with the database after a restoration. */
export interface Runs {
  requests(): Promise<RunningRequest[]>;
  /** Ids of the emails that a run of their own delivers. */
  emails(): Promise<Set<string>>;
  /** Of these requests, those whose run is under way by the engine's own record and not only by its list. */
  confirmed(requestIds: readonly string[]): Promise<Set<string>>;
  /** When something last happened in the run of each of these requests. */
  lastEvents(requestIds: readonly string[]): Promise<Map<string, Date>>;
  /** Ends a run where it stands. One that is over is left alone. */
  end(requestId: string, reason: string): Promise<void>;
  close(): Promise<void>;
}

/** Questions that are asked side by side. */
const lanes = 16;

export async function openRuns({ address, namespace }: { address: string; namespace: string }): Promise<Runs> {
  const connection = await Connection.connect({ address });
  const client = new Client({ connection, namespace });
  const handleOf = (requestId: string) => client.workflow.getHandle(workflowIdOf(requestId));
  return {
    requests: () => requestsOf(client),
    emails: () => emailsOf(client),
    async confirmed(requestIds) {
      const states = await each(requestIds, async (id) => (await handleOf(id).describe()).status.name);
      return new Set([...states].filter(([, state]) => state === 'RUNNING').map(([id]) => id));
    },
    lastEvents: (requestIds) => each(requestIds, (id) => lastEventOf(client, id)),
    async end(requestId, reason) {
      await handleOf(requestId).terminate(reason).catch(unlessNotFound);
    },
    close: () => connection.close(),
  };
}

async function requestsOf(client: Client): Promise<RunningRequest[]> {
  const found: RunningRequest[] = [];
  for await (const { workflowId, startTime } of client.workflow.list({ query: runningOf(workflowType) }))
    found.push({ requestId: requestIdOf(workflowId), startedAt: startTime });
  return found;
}

async function emailsOf(client: Client): Promise<Set<string>> {
  const found = new Set<string>();
  for await (const { workflowId } of client.workflow.list({ query: runningOf(emailWorkflowType) }))
    found.add(workflowId.replace(/^email\//, ''));
  return found;
}

const runningOf = (type: string) => `WorkflowType = '${type}' and ExecutionStatus = 'Running'`;

async function lastEventOf(client: Client, requestId: string): Promise<Date> {
  const { history } = await client.workflowService.getWorkflowExecutionHistoryReverse({
    namespace: client.options.namespace,
    execution: { workflowId: workflowIdOf(requestId) },
    maximumPageSize: 1,
  });
  const { seconds, nanos } = history!.events![0]!.eventTime!;
  return new Date(Number(seconds) * 1_000 + (nanos ?? 0) / 1e6);
}

/** Asks about each, a few at a time; what the engine does not know is left out. */
async function each<Answer>(
  ids: readonly string[],
  ask: (id: string) => Promise<Answer>,
): Promise<Map<string, Answer>> {
  const answers = new Map<string, Answer>();
  const waiting = [...ids];
  const lane = async () => {
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      const answer = await ask(id).catch(unlessNotFound);
      if (answer !== undefined) answers.set(id, answer);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return answers;
}

function unlessNotFound(error: Error & { code?: number }): undefined {
  // 5 is the NOT_FOUND of gRPC.
  if (error.name !== 'WorkflowNotFoundError' && error.code !== 5) throw error;
  return undefined;
}
