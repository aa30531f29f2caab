import type { Client, Connection, WorkflowExecutionDescription } from '@temporalio/client';
import { requestIdOf, taskQueue, workflowIdOf, workflowType } from '../../workflows/contract.ts';
import type { EngineAddress } from '../../workflows/engine-address.ts';
import { reachable } from '../public/health.ts';

/** What the operator's pages ask of the engine. Each answer comes within seconds, or the engine counts as away. */
export interface OperatorEngine {
  state(): Promise<EngineState>;
  /** The runs whose own code does not get through, so that no activity fails: at most `limit`. */
  stuckRuns(limit: number): Promise<StuckRun[]>;
  /** Undefined where the engine has no run of the request. */
  run(requestId: string): Promise<RunState | undefined>;
  /** Repeats now what the request's run would repeat later, and the runs beside it: of single emails and files. */
  retry(requestId: string, beside: readonly string[]): Promise<void>;
  /** The ids of all requests that have a run under way. */
  runningRequests(): Promise<Set<string>>;
  close(): Promise<void>;
}

export interface EngineState {
  version: string;
  running: number;
  /** Workers that have asked for work in the last minute and a half. */
  workers: number;
  waiting: number;
  waitingSeconds: number;
}

export interface StuckRun {
  requestId: string;
  attempt: number;
  /** Of the engine or of a type's code: names of steps and answers, nothing that a person typed (I7). */
  failure: string;
}

export interface RunState {
  /** `RUNNING`, `COMPLETED`, `TERMINATED` … */
  status: string;
  runId: string;
  startedAt: Date;
  events: number;
  stuck: StuckRun | undefined;
  activities: { id: string; name: string; attempt: number; failure: string; nextAt: Date | undefined }[];
}

const answersWithinMs = 2_000;
/** All runs are listed in pages of a thousand. */
const listsWithinMs = 30_000;
/** A worker's poll lasts a minute at most. */
const pollMs = 90_000;

/** Nothing is loaded or connected before the first question: the API runs without the engine. */
export function openOperatorEngine(engine: Omit<EngineAddress, 'key'>): OperatorEngine {
  const { address, namespace } = engine;
  let opened: Promise<Client> | undefined;
  const client = () => {
    opened ??= connect(engine);
    return opened;
  };
  const within = async <Answer>(ms: number, ask: (client: Client) => Promise<Answer>): Promise<Answer> => {
    // The client would go on trying for all its time, and who looks at an outage has none.
    if ((await reachable(address)) === 'down') throw new Error('the engine is away');
    const asked = await client();
    return asked.withDeadline(Date.now() + ms, () => ask(asked));
  };
  return {
    state: () => within(answersWithinMs, (own) => stateOf(own, namespace)),
    stuckRuns: (limit) => within(answersWithinMs, (own) => stuckRunsOf(own, limit)),
    run: (requestId) => within(answersWithinMs, (own) => runOf(own, workflowIdOf(requestId))),
    async retry(requestId, beside) {
      for (const workflowId of [workflowIdOf(requestId), ...beside])
        await within(answersWithinMs, (own) => retryRun(own, namespace, workflowId));
    },
    runningRequests: () => within(listsWithinMs, runningOf),
    close: async () => (await opened)?.connection.close(),
  };
}

async function connect({ address, namespace, tls }: Omit<EngineAddress, 'key'>): Promise<Client> {
  const { Client, Connection } = await import('@temporalio/client');
  const channelArgs = { 'grpc.initial_reconnect_backoff_ms': 200, 'grpc.max_reconnect_backoff_ms': 2_000 };
  return new Client({ connection: Connection.lazy({ address, tls: tls ?? false, channelArgs }), namespace });
}

const serviceOf = (client: Client) => (client.connection as Connection).workflowService;

async function stateOf(client: Client, namespace: string): Promise<EngineState> {
  const service = serviceOf(client);
  const [system, count, queue] = await Promise.all([
    service.getSystemInfo({}),
    client.workflow.count(running),
    // 1 is the queue of the processes themselves, which each worker polls.
    service.describeTaskQueue({ namespace, taskQueue: { name: taskQueue }, taskQueueType: 1, reportStats: true }),
  ]);
  const polled = queue.pollers.filter(({ lastAccessTime }) => millis(lastAccessTime) > Date.now() - pollMs);
  return {
    version: system.serverVersion,
    running: count.count,
    workers: new Set(polled.map(({ identity }) => identity)).size,
    waiting: Number(queue.stats?.approximateBacklogCount ?? 0),
    waitingSeconds: Number(queue.stats?.approximateBacklogAge?.seconds ?? 0),
  };
}

const running = `WorkflowType = '${workflowType}' and ExecutionStatus = 'Running'`;

// The engine marks a run once its workflow task has failed several times in a row.
async function stuckRunsOf(client: Client, limit: number): Promise<StuckRun[]> {
  const found: string[] = [];
  for await (const { workflowId } of client.workflow.list({
    query: `${running} and TemporalReportedProblems is not null`,
    pageSize: limit,
  })) {
    found.push(workflowId);
    if (found.length === limit) break;
  }
  const described = await Promise.all(found.map((id) => runOf(client, id)));
  return described.flatMap((run) => run?.stuck ?? []);
}

async function runOf(client: Client, workflowId: string): Promise<RunState | undefined> {
  const description = await describe(client, workflowId);
  if (!description) return undefined;
  const { status, runId, startTime, historyLength, raw } = description;
  const attempt = raw.pendingWorkflowTask?.attempt ?? 1;
  return {
    status: status.name,
    runId,
    startedAt: startTime,
    events: historyLength,
    stuck:
      attempt > 1
        ? { requestId: requestIdOf(workflowId), attempt, failure: await lastFailure(client, description) }
        : undefined,
    activities: (raw.pendingActivities ?? [])
      .filter((activity) => (activity.attempt ?? 1) > 1)
      .map((activity) => ({
        id: activity.activityId!,
        name: activity.activityType?.name ?? '',
        attempt: activity.attempt!,
        failure: activity.lastFailure?.message ?? '',
        nextAt: activity.scheduledTime ? new Date(millis(activity.scheduledTime)) : undefined,
      })),
  };
}

async function describe(client: Client, workflowId: string): Promise<WorkflowExecutionDescription | undefined> {
  try {
    return await client.workflow.getHandle(workflowId).describe();
  } catch (error) {
    if ((error as Error).name === 'WorkflowNotFoundError') return undefined;
    throw error;
  }
}

/** The last events of a run, the newest first. */
async function lastEvents(client: Client, { workflowId, runId }: { workflowId: string; runId: string }) {
  const { history } = await serviceOf(client).getWorkflowExecutionHistoryReverse({
    namespace: client.options.namespace,
    execution: { workflowId, runId },
    maximumPageSize: 50,
  });
  return history?.events ?? [];
}

async function lastFailure(client: Client, run: { workflowId: string; runId: string }): Promise<string> {
  const failed = (await lastEvents(client, run)).find((event) => event.workflowTaskFailedEventAttributes);
  return failed?.workflowTaskFailedEventAttributes?.failure?.message ?? 'no answer from the worker in time';
}

/**
 * A run whose own code fails holds its task until that times out, up to ten minutes: it goes on from just before, in a
 * new run with the same history, at once. Activities in their backoff are due now.
 */
async function retryRun(client: Client, namespace: string, workflowId: string): Promise<void> {
  const run = await runOf(client, workflowId);
  if (run?.status !== 'RUNNING') return;
  const execution = { workflowId, runId: run.runId };
  const service = serviceOf(client);
  for (const { id } of run.activities) await service.resetActivity({ namespace, execution, id, identity: 'operator' });
  if (!run.stuck) return;
  const events = await lastEvents(client, execution);
  const last = events.find(
    (event) =>
      event.workflowTaskFailedEventAttributes ??
      event.workflowTaskTimedOutEventAttributes ??
      event.workflowTaskCompletedEventAttributes,
  );
  if (!last?.eventId) return;
  await service.resetWorkflowExecution({
    namespace,
    workflowExecution: execution,
    reason: 'operator',
    workflowTaskFinishEventId: last.eventId,
    requestId: `${run.runId}/${last.eventId}`,
  });
}

async function runningOf(client: Client): Promise<Set<string>> {
  const found = new Set<string>();
  for await (const { workflowId } of client.workflow.list({ query: running, pageSize: 1_000 }))
    found.add(requestIdOf(workflowId));
  return found;
}

interface Timestamp {
  seconds?: unknown;
  nanos?: number | null;
}

const millis = (at: Timestamp | null | undefined) => Number(at?.seconds ?? 0) * 1_000 + (at?.nanos ?? 0) / 1e6;
