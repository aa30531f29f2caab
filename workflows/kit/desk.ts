import type { EmailName } from '../../templates/emails.ts';
import type { ServiceId } from '../services.ts';
import type { Duration } from './calendar.ts';
import type { Words } from './fields.ts';
import type { AllOf } from './parallel.ts';

declare const ended: unique symbol;
/** What a process returns: made by `close` alone, so that no process ends without telling the citizen. */
export type Ending = { readonly [ended]: true; readonly outcome: string };

/**
 * The vocabulary of processes. Every wait has a name (the citizen's status, the journal's line, the diagram's box), a
 * list of answers and a deadline. Each verb is awaited, but for those that stand inside `all` and `first`, and for
 * `check` and `since`, which take no time. The citizen may withdraw at any wait: the process ends there by itself, what
 * it has booked is free again, and the citizen is told.
 */
export interface Desk<Facts, Piece extends string, Day extends string> {
  /** Confirms receipt by email: reference, tracking code, service, date. `letter` attaches the letter to print and post. */
  acknowledge(options?: { letter?: boolean }): Promise<void>;

  /** Sends an email of `templates/emails`. The process does not wait until it has been delivered. */
  email(template: EmailName): Promise<void>;

  /**
   * Waits for the citizen: until every one of `pieces` has come and stands (`received`; a refused one is asked for
   * again by the next such wait), until one of `answers` is given, or until `supports` citizens support the request.
   * After `remindAfter` one reminder goes out; at the end of the last day of `within` the wait is closed.
   *
   * @example
   * const documents = await desk.askCitizen('waiting for documents',
   *   { pieces: ['family-record'], within: '30 days', remindAfter: '10 days' });
   * if (documents === 'no reply') return desk.close('abandoned', { email: 'closed-without-documents' });
   */
  askCitizen<const Answer extends string = 'received'>(
    name: string,
    wait: CitizenWait<Piece, Answer>,
  ): Promise<Answer | 'no reply'>;

  /**
   * Puts a task on the service's worklist and waits for one of `answers`. Past `within` the task is late and stays open:
   * an administration's delay never takes the answer away from the citizen. `escalateBefore` tells the service's
   * managers so long before that. `by: 'manager'` is a visa: the citizen gets the words of the agent who prepared them.
   */
  askAgent<const Answer extends string>(
    name: string,
    answers: readonly [Answer, ...Answer[]],
    wait: AgentWait<Piece>,
  ): Promise<Answer>;

  /**
   * Asks another service, or an expert outside the town hall whose answer the service in charge writes down. At the end
   * of `within` the process goes on without: a silent expert holds up no citizen.
   */
  askOpinion(name: string, wait: OpinionWait): Promise<'favourable' | 'unfavourable' | 'no opinion'>;

  /**
   * Sends technicians: one task for each of `steps`, all at once or one after the other. `done` when all are; the first
   * `not possible` closes those that are left. `proof` is what a technician must add to each to say `done`.
   */
  intervene(name: string, work: Interventions<Piece>): Promise<'done' | 'not possible'>;

  /**
   * Books a place of a resource (a room, a round of a lorry) in one transaction that the database arbitrates. `resource`
   * and `period` are choices of the form whose options are the ids of resources and periods; of a district the round is
   * booked that comes there. What is booked is free again when the request ends, unless `close` keeps it.
   */
  book(name: string, booking: Booking<Facts, Day>): Promise<'booked' | 'taken'>;

  /** Lets time pass: a delay, or the beginning of a planned day. */
  wait(name: string, time: { for: Duration } | { until: Day }): Promise<void>;

  /** Waits for all of several waits, opened at once: `await desk.all({ school: desk.askOpinion(…), … })`. */
  all<Waits extends Record<string, Promise<unknown>>>(waits: Waits): Promise<AllOf<Waits>>;

  /** Waits for the first of several waits, and closes the others. */
  first<Waits extends Record<string, Promise<unknown>>>(name: string, waits: Waits): Promise<First<Waits>>;

  /**
   * Gives the request to another service; by the town's routing table (category, district and other choices), or to one
   * that is named. Agents may redirect too; whoever gets a request back that they sent away sees that it bounced.
   */
  redirect(to: ServiceId | 'by the routing table'): Promise<void>;

  /** A named condition over the form's choices, so that the diagram shows the branch. */
  check(name: string, condition: (facts: Facts) => boolean): boolean;

  /** True for requests that have not yet passed this point on the day the change `name` was made. Names stay for ever. */
  since(name: string): boolean;

  /** Ends the request with `outcome` and tells the citizen. A process may go on to what follows the end, as a renewal. */
  close(outcome: string, options: { email: EmailName; bookings?: 'kept' }): Promise<Ending>;
}

export interface CitizenWait<Piece extends string, Answer extends string> {
  pieces?: readonly Piece[];
  answers?: readonly Answer[];
  supports?: number;
  within: Duration;
  remindAfter?: Duration;
}
export interface AgentWait<Piece extends string> {
  within: Duration;
  service?: ServiceId;
  by?: 'manager';
  escalateBefore?: Duration;
  proof?: Piece;
}
export interface OpinionWait {
  of: ServiceId | { expert: Words };
  within: Duration;
}
export interface Interventions<Piece extends string> {
  steps: readonly [string, ...string[]];
  order: 'at once' | 'one after the other';
  within: Duration;
  service?: ServiceId;
  proof?: Piece;
}
export interface Booking<Facts, Day extends string> {
  resource: keyof Facts & string;
  on: Day;
  period: keyof Facts & string;
}
export type First<Waits extends Record<string, Promise<unknown>>> = {
  [Name in keyof Waits]: { wait: Name; answer: Awaited<Waits[Name]> };
}[keyof Waits];
