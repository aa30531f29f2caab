/** The one workflow that runs every request type, and the file that turns the desk's verbs into steps. */
import { ContinueAsNew, defineSignal, patched, setHandler } from '@temporalio/workflow';
import {
  type Arrival,
  answeredSignal,
  type Facts,
  type Moved,
  movedSignal,
  type QueuedEmail,
  type RequestInput,
  type StepKey,
  silenceOrdinal,
} from '../contract.ts';
import { findRequestType } from '../request-types/index.ts';
import type { ServiceId } from '../services.ts';
import { deliver, record } from './activities.ts';
import { civilDate, type Duration } from './calendar.ts';
import type { AgentWait, Booking, CitizenWait, Desk, Ending, First, Interventions, OpinionWait } from './desk.ts';
import { Inbox } from './inbox.ts';
import { type AllOf, allOf, firstOf, inTurn, together } from './parallel.ts';
import { type Plan, Plans } from './plans.ts';
import { SilenceWatch } from './silence-watch.ts';
import { reasonsGivenOrdinal, reasonsOrdinal, reopeningOrdinal, Steps, withdrawalOrdinal } from './steps.ts';
import { Waits, Withdrawn } from './waits.ts';

export async function requestV1(input: RequestInput): Promise<string> {
  const inbox = new Inbox(input.carried?.inbox, input.carried?.seen);
  setHandler(defineSignal<[Arrival]>(answeredSignal), (arrival) => inbox.append(arrival));
  setHandler(defineSignal<[Moved]>(movedSignal), ({ ordinal }) => inbox.move(ordinal));
  const run = new Run(input, inbox);
  const outcome = await run.outcomeOf(findRequestType(input.type, input.revision));
  await run.settled();
  return outcome;
}

/** A process under way. The only state is the inbox, the finished steps and the emails still on their way. */
class Run implements Desk<Facts, string, string> {
  readonly #input: RequestInput;
  readonly #plans: Plans;
  readonly #steps: Steps;
  readonly #waits: Waits;
  readonly #silence: SilenceWatch;
  readonly #deliveries = new Set<Promise<void>>();

  constructor(input: RequestInput, inbox: Inbox) {
    this.#input = input;
    this.#plans = new Plans({ zone: input.zone, closures: input.closures ?? [] });
    const mailed = (email: QueuedEmail) => this.#settle(email);
    this.#steps = new Steps(input, inbox);
    this.#waits = new Waits({
      record,
      inbox,
      mayContinue: () => this.#deliveries.size === 0,
      continueAs: () => ({ ...input, carried: { steps: this.#steps.kept(), ...inbox.snapshot() } }),
      mailed,
      documentsCame: () => this.#silence.documentsCame(),
    });
    const giveReasons = (by: string) => this.#giveReasons(by);
    const ordinal = this.#steps.keyOf(silenceOrdinal);
    this.#silence = new SilenceWatch(input, ordinal, { record, inbox, mailed, giveReasons });
    for (const emailId of input.undelivered ?? []) this.#settle({ emailId, delivered: false });
  }

  /** Runs the process to its end, which is the citizen's withdrawal wherever that comes. */
  async outcomeOf(type: { process(desk: Desk<Facts, string, string>): Promise<Ending> }): Promise<string> {
    try {
      if (this.#input.reopenedFrom?.length) await this.#tell(reopeningOrdinal, 'email', 'request-reopened', false);
      return (await type.process(this)).outcome;
    } catch (error) {
      if (!(error instanceof Withdrawn)) throw error;
      return this.#steps.perform(withdrawalOrdinal, 'close', 'withdrawn', (step) =>
        this.#close(step, 'withdrawn', 'request-withdrawn', false),
      );
    }
  }

  /** Resolves when every email has been taken by the mail server or refused for good. */
  async settled(): Promise<void> {
    await this.#silence.end();
    await Promise.all(this.#deliveries);
  }

  acknowledge(options: { letter?: boolean } = {}): Promise<void> {
    return this.#tell(this.#steps.reserve(), 'acknowledge', 'acknowledgement', options.letter ?? false);
  }

  email(template: string): Promise<void> {
    return this.#tell(this.#steps.reserve(), 'email', template, false);
  }

  check(_name: string, holds: (facts: Facts) => boolean): boolean {
    return holds(this.#input.facts);
  }

  since(name: string): boolean {
    return patched(name);
  }

  askCitizen<const Answer extends string = 'received'>(
    name: string,
    wait: CitizenWait<string, Answer>,
  ): Promise<Answer | 'no reply'> {
    const plan = this.#plans.citizen(wait, this.#input.silenceFrom !== undefined);
    return this.#ask('askCitizen', name, 'no reply', plan) as Promise<Answer | 'no reply'>;
  }

  askAgent<const Answer extends string>(
    name: string,
    answers: readonly [Answer, ...Answer[]],
    wait: AgentWait<string>,
  ): Promise<Answer> {
    return this.#ask('askAgent', name, undefined, this.#plans.agent(answers, wait)) as Promise<Answer>;
  }

  askOpinion(name: string, wait: OpinionWait): Promise<'favourable' | 'unfavourable' | 'no opinion'> {
    return this.#ask('askOpinion', name, 'no opinion', this.#plans.opinion(wait)) as Promise<
      'favourable' | 'unfavourable' | 'no opinion'
    >;
  }

  intervene(name: string, work: Interventions<string>): Promise<'done' | 'not possible'> {
    const whole = this.#steps.reserve();
    const parts = work.steps.map((part) => ({ part, ordinal: this.#steps.reserve() }));
    const ordinals = parts.map(({ ordinal }) => ordinal);
    const open = ({ part, ordinal }: (typeof parts)[number]) =>
      this.#askAt(ordinal, 'intervene', part, undefined, this.#plans.intervention(work));
    const result = this.#steps.perform(whole, 'intervene', name, async (step) => {
      const reached = work.order === 'at once' ? await together(parts.map(open)) : await inTurn(parts, open);
      return this.#cancel(step, ordinals, reached);
    });
    this.#steps.belongs(result, ordinals);
    return result as Promise<'done' | 'not possible'>;
  }

  book(name: string, { resource, on, period }: Booking<Facts, string>): Promise<'booked' | 'taken'> {
    const { facts } = this.#input;
    const booking = { resource: facts[resource] ?? '', on: facts[on] ?? '', period: facts[period] ?? '' };
    const perform = async (step: StepKey) => (await record.book({ ...step, ...booking })).result;
    return this.#steps.next('book', name, perform) as Promise<'booked' | 'taken'>;
  }

  async wait(name: string, time: { for: Duration } | { until: string }): Promise<void> {
    await this.#ask('wait', name, 'over', this.#plans.pause(time, this.#input.facts));
  }

  all<Waited extends Record<string, Promise<unknown>>>(waits: Waited): Promise<AllOf<Waited>> {
    return allOf(waits);
  }

  async first<Waited extends Record<string, Promise<unknown>>>(name: string, waits: Waited): Promise<First<Waited>> {
    const won = await this.#steps.next('first', name, async (step) => {
      const first = await firstOf(waits);
      const others = Object.keys(waits).filter((wait) => wait !== first);
      const ordinals = others.flatMap((wait) => this.#steps.ordinalsOf(waits[wait]!));
      return this.#cancel(step, ordinals, first);
    });
    return { wait: won, answer: await waits[won] } as First<Waited>;
  }

  async redirect(to: ServiceId | 'by the routing table'): Promise<void> {
    const named = to === 'by the routing table' ? {} : { to };
    await this.#steps.next('redirect', to, async (step) => (await record.redirect({ ...step, ...named })).service);
  }

  async close(outcome: string, { email, bookings }: { email: string; bookings?: 'kept' }): Promise<Ending> {
    await this.#steps.next('close', outcome, (step) => this.#close(step, outcome, email, bookings === 'kept'));
    return { outcome } as Ending;
  }

  #ask(verb: string, name: string, expired: string | undefined, plan: Plan): Promise<string> {
    return this.#askAt(this.#steps.reserve(), verb, name, expired, plan);
  }

  #askAt(ordinal: number, verb: string, name: string, expired: string | undefined, plan: Plan): Promise<string> {
    const answer = this.#steps.perform(ordinal, verb, name, (step) =>
      this.#waits.answerTo({ ...step, ...plan(civilDate(Date.now(), this.#input.zone)) }, expired),
    );
    this.#steps.belongs(answer, [ordinal]);
    return answer;
  }

  /** Beside the process, which may meanwhile end in any way, or go on in another run that finds the task. */
  #giveReasons(by: string): void {
    const name = 'giving the reasons';
    this.#askAt(reasonsOrdinal, 'askAgent', name, undefined, this.#plans.reasons(by))
      .then(async (answer) => {
        if (answer === 'reasons given') await this.#tell(reasonsGivenOrdinal, 'email', 'reasons-given', false);
      })
      .catch((error) => {
        if (!(error instanceof Withdrawn || error instanceof ContinueAsNew)) throw error;
      });
  }

  async #cancel(step: StepKey, ordinals: number[], result: string): Promise<string> {
    const keys = ordinals.map((ordinal) => this.#steps.keyOf(ordinal));
    const kept = await record.cancelTasks({ ...step, at: now(), ordinals: keys, result });
    this.#waits.cancel(keys);
    return kept.result;
  }

  async #tell(ordinal: number, verb: string, template: string, letter: boolean): Promise<void> {
    await this.#steps.perform(ordinal, verb, template, async (step) => {
      this.#settle(await record.queueEmail({ ...step, template, letter }));
      return 'queued';
    });
  }

  async #close(step: StepKey, outcome: string, template: string, keepBookings: boolean): Promise<string> {
    this.#settle(await record.closeRequest({ ...step, outcome, template, keepBookings }));
    return outcome;
  }

  /** A mail server that is away holds up the email, never the process. */
  #settle({ emailId, delivered, news = [] }: QueuedEmail): void {
    for (const waiting of delivered ? news : [emailId, ...news]) {
      const delivery = deliver({ emailId: waiting, at: now() }).finally(() => this.#deliveries.delete(delivery));
      this.#deliveries.add(delivery);
    }
  }
}

const now = () => new Date(Date.now()).toISOString();
