import type { EmailName } from '../../templates/emails.ts';
import type { Duration } from './calendar.ts';

declare const ended: unique symbol;
/** What a process returns: made by `close` alone, so that no process ends without telling the citizen. */
export type Ending = { readonly [ended]: true; readonly outcome: string };

/**
 * The vocabulary of processes. Every wait has a name (the citizen's status, the journal's line, the diagram's box), a
 * list of answers and a deadline. No verb may be used without `await`, but for `check` and `since`, which take no time.
 */
export interface Desk<Facts, Piece extends string> {
  /** Confirms receipt by email: reference, tracking code, service, date. `letter` attaches the letter to print and post. */
  acknowledge(options?: { letter?: boolean }): Promise<void>;

  /** Sends an email of `templates/emails`. The process does not wait until it has been delivered. */
  email(template: EmailName): Promise<void>;

  /**
   * Waits until the citizen has sent every piece asked for. After `remindAfter` one reminder goes out; at the end of the
   * last day of `within` the wait is closed.
   *
   * @example
   * const documents = await desk.askCitizen('waiting for documents',
   *   { pieces: ['family-record'], within: '30 days', remindAfter: '10 days' });
   * if (documents === 'no reply') return desk.close('abandoned', { email: 'closed-without-documents' });
   */
  askCitizen(
    name: string,
    wait: { pieces: readonly Piece[]; within: Duration; remindAfter?: Duration },
  ): Promise<'received' | 'no reply'>;

  /**
   * Puts a task on the service's worklist and waits for one of `answers`. Past `within` the task is late and stays open:
   * an administration's delay never takes the answer away from the citizen.
   */
  askAgent<const Answer extends string>(
    name: string,
    answers: readonly [Answer, ...Answer[]],
    wait: { within: Duration },
  ): Promise<Answer>;

  /** A named condition over the form's choices, so that the diagram shows the branch. */
  check(name: string, condition: (facts: Facts) => boolean): boolean;

  /** True for requests that have not yet passed this point on the day the change `name` was made. Names stay for ever. */
  since(name: string): boolean;

  /** Ends the request with `outcome` and tells the citizen. */
  close(outcome: string, options: { email: EmailName }): Promise<Ending>;
}
