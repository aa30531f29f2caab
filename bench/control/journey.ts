import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { Arrivals } from '../arrivals.ts';
import { giveUpMs, type Journey, type Steps, travel } from '../journey.ts';
import type { Sink } from '../sink.ts';
import { controlQueue, type controlV1, decisionSignal, documentSignal } from './workflow.ts';

export interface ControlTarget {
  address: string;
  namespace: string;
}

/** What the worker says when a workflow has come to a wait. */
export interface Reached {
  workflowId: string;
  wait: 'citizen' | 'agent';
}

/** The same journey on a bare workflow: this process is its client, without an HTTP server between. */
export async function controlJourney(
  target: ControlTarget,
  sink: Sink,
  onReached: (listener: (reached: Reached) => void) => void,
): Promise<Journey> {
  const connection = await Connection.connect({ address: target.address });
  const client = new Client({ connection, namespace: target.namespace });
  const waits = new Arrivals();
  onReached(({ workflowId, wait }) => waits.note(`${workflowId} ${wait}`, performance.now()));

  const steps: Steps = {
    async start(address) {
      const workflowId = `control/${address}`;
      await client.workflow.start<typeof controlV1>('controlV1', {
        workflowId,
        taskQueue: controlQueue,
        args: [address],
      });
      return workflowId;
    },
    async visible(workflowId, wait) {
      const key = `${workflowId} ${wait}`;
      const at = await waits.nth(key, 1, giveUpMs);
      waits.forget(key);
      return at;
    },
    sendDocument: (workflowId) => client.workflow.getHandle(workflowId).signal(documentSignal),
    // There is no list to open.
    openTask: async () => undefined,
    approve: (workflowId) => client.workflow.getHandle(workflowId).signal(decisionSignal, 'issued'),
  };
  return {
    run: () => travel(steps, sink, `${randomUUID()}@citizen.example`),
    faults: (completed) => faultsOf(client, completed),
    ownPids: [],
    close: () => connection.close(),
  };
}

/** Counted by the engine's list, which follows its state by a moment. */
async function faultsOf(client: Client, completed: number): Promise<string[]> {
  const end = performance.now() + 10_000;
  for (;;) {
    const counts = await Promise.all(
      ['', 'Running', 'Completed'].map((status) => client.workflow.count(status && `ExecutionStatus = '${status}'`)),
    );
    const [started, running, ended] = counts.map(({ count }) => count);
    if (started === completed && running === 0 && ended === completed) return [];
    if (performance.now() > end)
      return [`workflows: ${started} started, ${running} running, ${ended} ended instead of ${completed}`];
    await delay(200);
  }
}
