/** The one workflow that runs every request type, and the file that turns the desk's verbs into steps. */
import { defineSignal, patched, setHandler } from '@temporalio/workflow';
import {
  type Arrival,
  answeredSignal,
  type Facts,
  type Moved,
  movedSignal,
  type OpenTask,
  type QueuedEmail,
  type RequestInput,
  type StepKey,
} from '../contract.ts';
import { findRequestType } from '../request-types/index.ts';
import type { ServiceId } from '../services.ts';
import { deliver, record } from './activities.ts';
import { addDuration, type Calendar, civilDate, type Duration, instantAt, subtractDuration } from './calendar.ts';
import type { AgentWait, Booking, CitizenWait, Desk, Ending, First, Interventions, OpinionWait } from './desk.ts';
import { Inbox } from './inbox.ts';
import { type AllOf, allOf, firstOf, inTurn, together } from './parallel.ts';
import { SilenceWatch } from './silence-watch.ts';
import { reopeningOrdinal, Steps, withdrawalOrdinal } from './steps.ts';
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
  readonly #calendar: Calendar;
  readonly #steps: Steps;
  readonly #waits: Waits;
  readonly #silence: SilenceWatch;
  readonly #deliveries = new Set<Promise<void>>();

  constructor(input: RequestInput, inbox: Inbox) {
    this.#input = input;
    this.#calendar = { zone: input.zone, closures: input.closures ?? [] };
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
    this.#silence = new SilenceWatch(input, { record, mailed });
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
    const { pieces = [], answers = ['received'], supports, within, remindAfter } = wait;
    return this.#ask('askCitizen', name, 'no reply', (today) => ({
      kind: supports === undefined ? 'citizen' : 'public',
      answers,
      pieces,
      ...(supports !== undefined && { supports }),
      ...(pieces.length > 0 && this.#input.silenceFrom !== undefined && { inWriting: true }),
      // The citizen has the whole of the last day.
      dueAt: this.#endOf(today, within),
      // Emails leave in the morning, whatever the hour of the request.
      ...(remindAfter && { remindAt: this.#at(this.#after(today, remindAfter), 9) }),
    })) as Promise<Answer | 'no reply'>;
  }

  askAgent<const Answer extends string>(
    name: string,
    answers: readonly [Answer, ...Answer[]],
    { within, service, by, escalateBefore, proof }: AgentWait<string>,
  ): Promise<Answer> {
    return this.#ask('askAgent', name, undefined, (today) => ({
      kind: 'agent',
      answers,
      pieces: proof ? [proof] : [],
      dueAt: this.#endOf(today, within),
      ...(service && { service }),
      ...(by && { role: by }),
      ...(escalateBefore && { escalateAt: this.#morningBefore(this.#after(today, within), escalateBefore) }),
    })) as Promise<Answer>;
  }

  askOpinion(name: string, { of, within }: OpinionWait): Promise<'favourable' | 'unfavourable' | 'no opinion'> {
    return this.#ask('askOpinion', name, 'no opinion', (today) => ({
      kind: 'opinion',
      answers: ['favourable', 'unfavourable'],
      pieces: [],
      dueAt: this.#endOf(today, within),
      ...(typeof of === 'string' ? { service: of } : { expert: of.expert.fr }),
    })) as Promise<'favourable' | 'unfavourable' | 'no opinion'>;
  }

  intervene(name: string, work: Interventions<string>): Promise<'done' | 'not possible'> {
    const whole = this.#steps.reserve();
    const parts = work.steps.map((part) => ({ part, ordinal: this.#steps.reserve() }));
    const ordinals = parts.map(({ ordinal }) => ordinal);
    const open = ({ part, ordinal }: (typeof parts)[number]) =>
      this.#askAt(ordinal, 'intervene', part, undefined, (today) => ({
        kind: 'intervention',
        answers: ['done', 'not possible'],
        pieces: work.proof ? [work.proof] : [],
        steps: work.steps,
        dueAt: this.#endOf(today, work.within),
        ...(work.service && { service: work.service }),
      }));
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
    await this.#ask('wait', name, 'over', (today) => ({
      kind: 'wait',
      answers: ['over'],
      pieces: [],
      dueAt: 'for' in time ? this.#endOf(today, time.for) : this.#at(this.#input.facts[time.until]!, 0),
    }));
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

  #ask(verb: string, name: string, expired: string | undefined, wait: Plan): Promise<string> {
    return this.#askAt(this.#steps.reserve(), verb, name, expired, wait);
  }

  #askAt(ordinal: number, verb: string, name: string, expired: string | undefined, plan: Plan): Promise<string> {
    const answer = this.#steps.perform(ordinal, verb, name, (step) =>
      this.#waits.answerTo({ ...step, ...plan(civilDate(Date.now(), this.#calendar.zone)) }, expired),
    );
    this.#steps.belongs(answer, [ordinal]);
    return answer;
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

  #after = (today: string, duration: Duration) => addDuration(today, duration, this.#calendar);
  #at = (date: string, ...time: [hour: number, minute?: number, second?: number]) =>
    new Date(instantAt(date, this.#calendar.zone, ...time)).toISOString();
  #endOf = (today: string, within: Duration) => this.#at(this.#after(today, within), 23, 59, 59);
  #morningBefore = (due: string, before: Duration) => this.#at(subtractDuration(due, before, this.#calendar), 9);
}

/** What a wait asks for, planned from the civil date on which it opens. */
type Plan = (today: string) => Omit<OpenTask, keyof StepKey>;

const now = () => new Date(Date.now()).toISOString();
