import { DefaultLogger, makeTelemetryFilterString, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import type { Logger } from 'pino';
import { queueExaminations } from '../db/examination.ts';
import { taskQueue } from '../workflows/contract.ts';
import type { EngineAddress } from '../workflows/engine-address.ts';
import { payloadCodec } from '../workflows/payload-codec.ts';
import { createActivities, type WorkerServices } from './index.ts';
import { warnOfRoutingFaults } from './routing.ts';

/**
 * A worker for every request type. Its caller runs it and shuts it down.
 *
 * @param bundle path of what `bundleWorkflows` made
 * @throws when the engine can not be reached within ten seconds or has no such namespace
 */
export async function createWorker(
  services: WorkerServices,
  engine: EngineAddress,
  bundle: string,
): Promise<{ worker: Worker; close(): Promise<void> }> {
  await warnOfRoutingFaults(services.db, services.log);
  if (services.antivirus) await queueExaminations(services.db);
  const connection = await NativeConnection.connect({ address: engine.address, tls: engine.tls ?? false });
  const worker = await Worker.create({
    connection,
    namespace: engine.namespace,
    taskQueue,
    workflowBundle: { codePath: bundle },
    activities: createActivities(services),
    dataConverter: { payloadCodecs: [payloadCodec(engine.key)] },
    // About a megabyte each. A process that falls out is replayed when its next signal comes.
    maxCachedWorkflows: 500,
    maxConcurrentWorkflowTaskExecutions: 40,
    maxConcurrentLocalActivityExecutions: 20,
    maxConcurrentActivityTaskExecutions: 20,
    // Twelve to sixteen pollers gave the best throughput on two cores; activities are the exception, not the rule.
    workflowTaskPollerBehavior: { type: 'simple-maximum', maximum: 14 },
    activityTaskPollerBehavior: { type: 'simple-maximum', maximum: 2 },
    // After a crash the tasks of the dead worker's cache go to another one this much later.
    stickyQueueScheduleToStartTimeout: '2 seconds',
    // Longer than an SMTP attempt, so that a deploy cuts none short; forced, since a stuck one would hold `run()` for ever.
    shutdownGraceTime: '4 seconds',
    shutdownForceTime: '6 seconds',
  });
  return { worker, close: () => connection.close() };
}

/** Sends the engine's own log lines to ours, and leaves signals to the process; call it before anything else here. */
export function quietEngine(log: Logger): void {
  Runtime.install({
    logger: new DefaultLogger('WARN', ({ level, message }) => log[level === 'ERROR' ? 'error' : 'warn'](message)),
    telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' }), forward: {} } },
    shutdownSignals: [],
  });
}
