/** The one workflow that runs every request type, and the one file that turns the desk's verbs into Temporal's. */
import {
  ActivityFailure,
  ApplicationFailure,
  condition,
  continueAsNew,
  defineSignal,
  patched,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import {
  type Arrival,
  answeredSignal,
  type DeliveryActivities,
  type Facts,
  type KeptStep,
  type OpenedTask,
  type QueuedEmail,
  type RecordActivities,
  type RequestInput,
  type StepKey,
} from '../contract.ts';
import { findRequestType } from '../request-types/index.ts';
import { addDuration, civilDate, type Duration, instantAt } from './calendar.ts';
import type { Desk, Ending } from './desk.ts';
import { Inbox } from './inbox.ts';

// Retried for as long as the database is away; the request waits and nothing is lost.
const record = proxyLocalActivities<RecordActivities>({
  startToCloseTimeout: '5 seconds',
  retry: { initialInterval: '100 ms', maximumInterval: '20 seconds' },
});
const { deliver } = proxyActivities<DeliveryActivities>({
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '2 seconds', maximumInterval: '5 minutes' },
});

export async function requestV1(input: RequestInput): Promise<string> {
  const inbox = new Inbox(input.carried?.inbox, input.carried?.seen);
  setHandler(defineSignal<[Arrival]>(answeredSignal), (arrival) => inbox.append(arrival));
  const run = new Run(input, inbox);
  const ending = await findRequestType(input.type, input.revision).process(run);
  await run.settled();
  return ending.outcome;
}

/** A process under way. The only state is the inbox, the finished steps and the emails still on their way. */
class Run implements Desk<Facts, string> {
  readonly #input: RequestInput;
  readonly #inbox: Inbox;
  readonly #steps: KeptStep[];
  readonly #deliveries = new Set<Promise<void>>();
  #ordinal = 0;

  constructor(input: RequestInput, inbox: Inbox) {
    this.#input = input;
    this.#inbox = inbox;
    this.#steps = [...(input.carried?.steps ?? [])];
  }

  async acknowledge(options: { letter?: boolean } = {}): Promise<void> {
    await this.#email('acknowledge', 'acknowledgement', options.letter ?? false);
  }

  async email(template: string): Promise<void> {
    await this.#email('email', template, false);
  }

  check(_name: string, holds: (facts: Facts) => boolean): boolean {
    return holds(this.#input.facts);
  }

  since(name: string): boolean {
    return patched(name);
  }

  async askCitizen(
    name: string,
    wait: { pieces: readonly string[]; within: Duration; remindAfter?: Duration },
  ): Promise<'received' | 'no reply'> {
    const answer = await this.#step('askCitizen', name, async (step) => {
      const today = civilDate(Date.now());
      const task = await record.openTask({
        ...step,
        kind: 'citizen',
        answers: ['received'],
        pieces: wait.pieces,
        // The citizen has the whole of the last day.
        dueAt: iso(instantAt(addDuration(today, wait.within, this.#input.zone), 23, 59, 59)),
        // Emails leave in the morning, whatever the hour of the request.
        ...(wait.remindAfter && {
          remindAt: iso(instantAt(addDuration(today, wait.remindAfter, this.#input.zone), 9)),
        }),
      });
      return task.answer ?? (await this.#awaitCitizen(step, task));
    });
    return answer as 'received' | 'no reply';
  }

  async askAgent<const Answer extends string>(
    name: string,
    answers: readonly [Answer, ...Answer[]],
    wait: { within: Duration },
  ): Promise<Answer> {
    const answer = await this.#step('askAgent', name, async (step) => {
      const today = civilDate(Date.now());
      const task = await record.openTask({
        ...step,
        kind: 'agent',
        answers,
        pieces: [],
        dueAt: iso(instantAt(addDuration(today, wait.within, this.#input.zone), 23, 59, 59)),
      });
      return task.answer ?? (await this.#awaitAgent(step, task));
    });
    return answer as Answer;
  }

  async close(outcome: string, options: { email: string }): Promise<Ending> {
    await this.#step('close', outcome, async (step) => {
      this.#settle(await record.closeRequest({ ...step, outcome, template: options.email }));
      return outcome;
    });
    return { outcome } as Ending;
  }

  /** Resolves when every email has been taken by the mail server or refused for good. */
  async settled(): Promise<void> {
    await Promise.all(this.#deliveries);
  }

  async #email(verb: string, template: string, letter: boolean): Promise<void> {
    await this.#step(verb, template, async (step) => {
      this.#settle(await record.queueEmail({ ...step, template, letter }));
      return 'queued';
    });
  }

  /** A mail server that is away holds up the email, never the process. */
  #settle({ emailId, delivered }: QueuedEmail): void {
    if (delivered) return;
    const delivery = deliver({ emailId, at: now() }).finally(() => this.#deliveries.delete(delivery));
    this.#deliveries.add(delivery);
  }

  async #awaitCitizen(step: StepKey, task: OpenedTask): Promise<string> {
    if (task.remindAt && !task.reminded && !(await this.#answered(step.ordinal, task.remindAt))) {
      const reminder = await record.remindCitizen({ ...step, at: now(), template: 'documents-reminder' });
      if (reminder) this.#settle(reminder);
    }
    if (await this.#answered(step.ordinal, task.dueAt)) return this.#inbox.take(step.ordinal)!;
    return (await record.expireTask({ ...step, at: now() })).answer;
  }

  async #awaitAgent(step: StepKey, task: OpenedTask): Promise<string> {
    if (!task.late && !(await this.#answered(step.ordinal, task.dueAt))) {
      await record.markLate({ ...step, at: now() });
    }
    await this.#answered(step.ordinal);
    return this.#inbox.take(step.ordinal)!;
  }

  /** Waits for the answer of one step, at most until `until`. A run that has grown long goes on in a new one. */
  async #answered(ordinal: number, until?: string): Promise<boolean> {
    const due = () => this.#inbox.has(ordinal) || this.#mustContinue();
    if (until === undefined) await condition(due);
    else await condition(due, Math.max(Date.parse(until) - Date.now(), 1));
    if (!this.#inbox.has(ordinal) && this.#mustContinue()) await this.#continueAsNew();
    return this.#inbox.has(ordinal);
  }

  #mustContinue(): boolean {
    return workflowInfo().continueAsNewSuggested && this.#deliveries.size === 0;
  }

  #continueAsNew(): Promise<never> {
    const carried = { steps: this.#steps, ...this.#inbox.snapshot() };
    return continueAsNew<typeof requestV1>({ ...this.#input, carried });
  }

  /** Gives a finished step's kept result, or does it. The database keeps it too, should the engine's data be lost. */
  async #step(verb: string, name: string, perform: (step: StepKey) => Promise<string>): Promise<string> {
    this.#ordinal += 1;
    const kept = this.#steps[this.#ordinal - 1];
    if (kept) {
      if (kept.verb === verb && kept.name === name) return kept.result;
      throw new Error(
        `step ${this.#ordinal} was ${kept.verb} "${kept.name}" and is now ${verb} "${name}": use desk.since`,
      );
    }
    const step = { requestId: this.#input.requestId, ordinal: this.#ordinal, name: `${verb}: ${name}`, at: now() };
    const result = await perform(step).catch(stopOnDivergence);
    this.#steps.push({ verb, name, result });
    return result;
  }
}

/** A step that no longer fits stops the workflow task, which goes on once the type has been mended; it ends no request. */
function stopOnDivergence(error: unknown): never {
  if (
    error instanceof ActivityFailure &&
    error.cause instanceof ApplicationFailure &&
    error.cause.type === 'STEP_DIVERGED'
  ) {
    throw new Error(error.cause.message);
  }
  throw error;
}

const iso = (ms: number) => new Date(ms).toISOString();
const now = () => iso(Date.now());
