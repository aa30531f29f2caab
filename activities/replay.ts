/** Runs the processes of the working tree over what running requests have been through, without touching anything. */
import { fileURLToPath } from 'node:url';
import proto from '@temporalio/proto';
import {
  bundleWorkflowCode,
  DefaultLogger,
  type InjectedSinks,
  makeTelemetryFilterString,
  NativeConnection,
  Runtime,
  Worker,
} from '@temporalio/worker';
import { type RequestInput, requestIdOf, workflowType } from '../workflows/contract.ts';
import type { EngineAddress } from '../workflows/engine-address.ts';
import type { ReplaySinks } from '../workflows/kit/replayed-steps.ts';
import { type PayloadKey, payloadCodec } from '../workflows/payload-codec.ts';

/** What the engine has recorded of one run, as it gives it or as `temporal workflow show --output json` writes it. */
export interface RecordedRun {
  workflowId: string;
  history: object;
}

export interface ReplayedRun {
  requestId: string;
  type: string;
  revision: number;
  /** The steps that today's process takes over this history: number → `askAgent: preparing the certificate`. */
  steps: Map<number, string>;
  /** What the steps gave that wait or book: number → answer, `expired` or `cancelled`. */
  results: Map<number, string>;
  /** What the run was started with; absent when it did not come so far. */
  input?: RequestInput;
  /** The engine's words, where the process takes another way than the history. */
  broken?: string;
}

/**
 * Replays runs one after the other on the workflows of this checkout.
 * @param key 32 bytes, by which the histories are encrypted
 */
export async function* replayRuns(
  runs: AsyncIterable<RecordedRun>,
  key: PayloadKey,
): AsyncGenerator<ReplayedRun, void, undefined> {
  // Each break is told by the caller, in one line; the engine's own warnings about it would hide that.
  Runtime.install({
    logger: new DefaultLogger('ERROR', () => {}),
    telemetryOptions: {
      logging: { filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }), forward: {} },
    },
    shutdownSignals: [],
  });
  const { code } = await bundleWorkflowCode({
    workflowsPath: beside('../workflows/index'),
    workflowInterceptorModules: [beside('../workflows/kit/replayed-steps')],
    logger: new DefaultLogger('ERROR'),
  });
  let input: RequestInput | undefined;
  let steps = new Map<number, string>();
  let results = new Map<number, string>();
  const sinks: InjectedSinks<ReplaySinks> = {
    replay: {
      began: {
        fn(_info, began) {
          input = began;
          for (const { ordinal, verb, name, result } of began.carried?.steps ?? []) {
            steps.set(ordinal, `${verb}: ${name}`);
            results.set(ordinal, result);
          }
        },
        callDuringReplay: true,
      },
      came: { fn: (_, { ordinal, name }) => void steps.set(ordinal, name), callDuringReplay: true },
      gave: { fn: (_, { ordinal, result }) => void results.set(ordinal, result), callDuringReplay: true },
    },
  };
  const dataConverter = { payloadCodecs: [payloadCodec(key)] };
  const options = { workflowBundle: { code }, dataConverter, sinks };
  for await (const result of Worker.runReplayHistories(options, runs)) {
    yield {
      requestId: requestIdOf(result.workflowId),
      type: input?.type ?? 'unknown',
      revision: input?.revision ?? 0,
      steps,
      results,
      ...(input && { input }),
      ...(result.error && { broken: sentenceIn(result.error) }),
    };
    input = undefined;
    steps = new Map();
    results = new Map();
  }
}

/** The history of every request that the engine still runs. */
export async function* openRuns(engine: EngineAddress): AsyncGenerator<RecordedRun, void, undefined> {
  const connection = await NativeConnection.connect({ address: engine.address, tls: engine.tls ?? false });
  const { namespace } = engine;
  const service = connection.workflowService;
  try {
    let nextPageToken: Uint8Array = new Uint8Array();
    do {
      const query = `WorkflowType = '${workflowType}' and ExecutionStatus = 'Running'`;
      const page = await service.listWorkflowExecutions({ namespace, query, nextPageToken });
      for (const { execution } of page.executions) {
        yield { workflowId: execution!.workflowId!, history: await historyOf(execution!) };
      }
      nextPageToken = page.nextPageToken;
    } while (nextPageToken.length > 0);
  } finally {
    await connection.close();
  }

  async function historyOf(execution: { workflowId?: string | null; runId?: string | null }) {
    const events: object[] = [];
    let nextPageToken: Uint8Array = new Uint8Array();
    do {
      const page = await service.getWorkflowExecutionHistory({ namespace, execution, nextPageToken });
      events.push(...(page.history?.events ?? []));
      nextPageToken = page.nextPageToken;
    } while (nextPageToken.length > 0);
    return proto.temporal.api.history.v1.History.create({ events });
  }
}

/** The sentence inside what the engine writes: a whole failure, in the notation of its own language. */
function sentenceIn(error: Error): string {
  const quoted = /message: "((?:[^"\\]|\\.)*)"/.exec(error.message)?.[1];
  const sentence = quoted?.replaceAll('\\"', '"') ?? error.message.split('\n')[0]!;
  return sentence.replace(/^\[TMPRL\d+\] /, '');
}

/** A module of ours, from the sources as from `dist/`. */
const beside = (module: string) =>
  fileURLToPath(new URL(`${module}${/\.[jt]s$/.exec(import.meta.url)![0]}`, import.meta.url));
