import type { Sample } from './figures.ts';
import type { Sink } from './sink.ts';

/** How long any one step may take before the request counts as lost. */
export const giveUpMs = 30_000;

/** One way through a system under test, from the citizen's request to the reply. */
export interface Journey {
  /** @throws when a step fails or does not come in time */
  run(): Promise<Sample>;
  /** What the system itself says about `completed` requests, in one line for each fault; empty when none was lost or doubled. */
  faults(completed: number): Promise<string[]>;
  /** Processes that serve the generator's own looking. */
  ownPids: number[];
  close(): Promise<void>;
}

/** The steps that a journey is made of; each resolves when its caller has its answer. */
export interface Steps {
  /** Gives the key under which the waits of this request are known. */
  start(address: string): Promise<string>;
  /** Resolves with the moment at which the wait was visible. */
  visible(request: string, wait: 'citizen' | 'agent'): Promise<number>;
  sendDocument(request: string): Promise<void>;
  /** What an agent does before the decision: opens the list. */
  openTask(request: string): Promise<void>;
  approve(request: string): Promise<void>;
}

/** The same order and the same clock for every system. A lane goes on when the reply has been accepted. */
export async function travel(steps: Steps, sink: Sink, address: string): Promise<Sample> {
  const began = performance.now();
  const request = await steps.start(address);
  const acknowledged = performance.now();
  const [firstVisible] = await Promise.all([steps.visible(request, 'citizen'), sink.mails.nth(address, 1, giveUpMs)]);

  const sent = performance.now();
  // Visible may be sooner than the answer to the call that brought it about.
  const [nextVisible] = await Promise.all([steps.visible(request, 'agent'), steps.sendDocument(request)]);

  await steps.openTask(request);
  const approved = performance.now();
  const [accepted] = await Promise.all([sink.mails.nth(address, 2, giveUpMs), steps.approve(request)]);
  return {
    startAckMs: acknowledged - began,
    requestVisibleMs: firstVisible - began,
    answerVisibleMs: nextVisible - sent,
    approveMailMs: accepted - approved,
    completedAt: performance.now(),
  };
}
