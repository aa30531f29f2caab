import { Client, Connection, isGrpcServiceError, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import type { OutboxRow } from '../db/outbox.ts';
import {
  type Arrival,
  answeredSignal,
  emailWorkflowIdOf,
  emailWorkflowType,
  examinationWorkflowIdOf,
  examinationWorkflowType,
  type Moved,
  movedSignal,
  type RequestInput,
  taskQueue,
  wholeRequest,
  workflowIdOf,
  workflowType,
  type Zone,
} from '../workflows/contract.ts';
import type { EngineAddress } from '../workflows/engine-address.ts';
import { payloadCodec } from '../workflows/payload-codec.ts';

/** The one place that speaks to the engine. */
export interface Engine {
  /** @throws when the engine did not take it; the row stays in the outbox */
  deliver(row: OutboxRow): Promise<void>;
  close(): Promise<void>;
}

export interface EngineOptions extends EngineAddress {
  zone: Zone;
  /** Given to tests and simulations that skip time. */
  connection?: Connection;
}

/** How long the engine may take to answer one call before the row is put off, in milliseconds. */
const deadlineMs = 5_000;

/** Connects lazily: the relay starts, and keeps trying, while the engine is away. */
export function openEngine(options: EngineOptions): Engine {
  const connection =
    options.connection ??
    Connection.lazy({
      address: options.address,
      tls: options.tls ?? false,
      // The default waits up to two minutes between attempts, long after the engine is back.
      channelArgs: { 'grpc.initial_reconnect_backoff_ms': 200, 'grpc.max_reconnect_backoff_ms': 2_000 },
    });
  const client = new Client({
    connection,
    namespace: options.namespace,
    dataConverter: { payloadCodecs: [payloadCodec(options.key)] },
  });
  return {
    deliver: (row) => client.withDeadline(Date.now() + deadlineMs, () => deliverRow(client, options.zone, row)),
    close: () => connection.close(),
  };
}

// A run that is open takes the signal; one that the engine has lost is started again and finds its answers in the
// database; one that has ended wants nothing more (I4), unless the request was reopened, or an operator has it begun again:
// that run takes its place, also where it still waits for something.
async function deliverRow(client: Client, zone: Zone, row: OutboxRow): Promise<void> {
  const start = {
    workflowId: workflowIdOf(row.requestId),
    taskQueue,
    args: [inputOf(row, zone)] as [RequestInput],
    ...(beginsAgain(row) ? inPlaceOfFormer : oneRun),
  } as const;
  try {
    if (row.kind === 'email') await client.workflow.start(emailWorkflowType, emailRun(row.payload.email!));
    else if (row.kind === 'document') await client.workflow.start(examinationWorkflowType, examinationRun(row));
    else if (row.kind === 'start' || beginsAgain(row)) await client.workflow.start(workflowType, start);
    else
      await client.workflow.signalWithStart(workflowType, {
        ...start,
        ...(row.kind === 'moved'
          ? { signal: movedSignal, signalArgs: [{ ordinal: row.payload.ordinal! } satisfies Moved] }
          : { signal: answeredSignal, signalArgs: [arrivalOf(row)] }),
      });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

const beginsAgain = ({ kind }: OutboxRow) => kind === 'reopened' || kind === 'restarted';

const oneRun = { workflowIdConflictPolicy: 'USE_EXISTING', workflowIdReusePolicy: 'REJECT_DUPLICATE' } as const;
const inPlaceOfFormer = {
  workflowIdConflictPolicy: 'TERMINATE_EXISTING',
  workflowIdReusePolicy: 'ALLOW_DUPLICATE',
} as const;

// One that was undeliverable may be sent again, more than once: what its row says decides, and not that a run has been.
const emailRun = (emailId: string) => ({
  workflowId: emailWorkflowIdOf(emailId),
  taskQueue,
  args: [emailId],
  workflowIdConflictPolicy: 'USE_EXISTING' as const,
  workflowIdReusePolicy: 'ALLOW_DUPLICATE' as const,
});

// The same file may be asked about again: its row says whether it has been examined.
const examinationRun = ({ requestId, payload }: OutboxRow) => ({
  workflowId: examinationWorkflowIdOf(payload.document!),
  taskQueue,
  args: [{ requestId, documentId: payload.document! }],
  workflowIdConflictPolicy: 'USE_EXISTING' as const,
  workflowIdReusePolicy: 'ALLOW_DUPLICATE' as const,
});

function inputOf(row: OutboxRow, zone: Zone): RequestInput {
  const { requestId, type, revision, service, closures, facts, reopenedFrom, undelivered, silenceFrom } = row;
  const reopened = { ...(reopenedFrom.length > 0 && { reopenedFrom }), ...(undelivered.length > 0 && { undelivered }) };
  return {
    requestId,
    type,
    revision,
    service,
    zone,
    closures,
    facts,
    ...(silenceFrom && { silenceFrom }),
    ...reopened,
  };
}

function arrivalOf(row: OutboxRow): Arrival {
  if (row.kind === 'withdrawn') return { id: row.id, ordinal: wholeRequest, answer: 'withdrawn' };
  return { id: row.id, ordinal: row.payload.ordinal!, answer: row.payload.answer! };
}

/** What went wrong, in words that hold no payload. */
export function engineErrorText(error: unknown): string {
  if (isGrpcServiceError(error)) return `engine: ${error.code} ${error.details}`.slice(0, 200);
  return error instanceof Error ? `engine: ${error.name}: ${error.message}`.slice(0, 200) : 'engine: unknown error';
}
