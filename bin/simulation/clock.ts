import { randomUUID } from 'node:crypto';
import type { Connection } from '@temporalio/client';

/** The clock of one run, which the engine moves ahead by itself only when it is told to, and how far. */
export class Clock {
  readonly #connection: Connection;
  readonly #namespace: string;
  readonly #workflowId: string;
  #aheadMs: number;

  /** @param aheadMs of a run whose own time is another from its start on (`workflows/kit/own-time.ts`) */
  constructor(connection: Connection, namespace: string, workflowId: string, aheadMs = 0) {
    this.#connection = connection;
    this.#namespace = namespace;
    this.#workflowId = workflowId;
    this.#aheadMs = aheadMs;
  }

  /** The run's own time, in milliseconds. */
  now(): number {
    return Date.now() + this.#aheadMs;
  }

  /** Lets the run's time pass until `atMs`; its timers go off on the way, in their order. Nothing when that is past. */
  async forwardTo(atMs: number): Promise<void> {
    const byMs = atMs - this.now();
    if (byMs <= 0) return;
    const id = randomUUID();
    const run = { namespace: this.#namespace, workflowExecution: { workflowId: this.#workflowId } };
    const duration = { seconds: Math.floor(byMs / 1000), nanos: Math.floor(byMs % 1000) * 1_000_000 };
    const engine = this.#connection.workflowService;
    await engine.updateWorkflowExecutionOptions({
      ...run,
      workflowExecutionOptions: { timeSkippingConfig: { enabled: true, fastForwardConfig: { id, duration } } },
      updateMask: { paths: ['time_skipping_config'] },
    } as unknown as Parameters<typeof engine.updateWorkflowExecutionOptions>[0]);
    await engine.pollWorkflowExecutionTimeSkipping({ ...run, fastForwardId: id });
    this.#aheadMs = atMs - Date.now();
  }
}
