/** What each wait asks for: planned from the civil date on which it opens, by the calendar that the request began under. */
import type { Facts, OpenTask, StepKey } from '../contract.ts';
import { addDuration, type Calendar, type CivilDate, type Duration, instantAt, subtractDuration } from './calendar.ts';
import type { AgentWait, CitizenWait, Interventions, OpinionWait } from './desk.ts';

export type Plan = (today: CivilDate) => Omit<OpenTask, keyof StepKey>;

export class Plans {
  readonly #calendar: Calendar;

  constructor(calendar: Calendar) {
    this.#calendar = calendar;
  }

  /** @param inWriting whether silence has a say: documents are then asked for by a letter */
  citizen(
    { pieces = [], answers = ['received'], supports, within, remindAfter }: CitizenWait<string, string>,
    inWriting: boolean,
  ): Plan {
    return (today) => ({
      kind: supports === undefined ? 'citizen' : 'public',
      answers,
      pieces,
      ...(supports !== undefined && { supports }),
      ...(pieces.length > 0 && inWriting && { inWriting: true }),
      // The citizen has the whole of the last day.
      dueAt: this.#endOf(today, within),
      // Emails leave in the morning, whatever the hour of the request.
      ...(remindAfter && { remindAt: this.#at(this.#after(today, remindAfter), 9) }),
    });
  }

  agent(answers: readonly string[], { within, service, by, escalateBefore, proof }: AgentWait<string>): Plan {
    return (today) => ({
      kind: 'agent',
      answers,
      pieces: proof ? [proof] : [],
      dueAt: this.#endOf(today, within),
      ...(service && { service }),
      ...(by && { role: by }),
      ...(escalateBefore && { escalateAt: this.#morningBefore(this.#after(today, within), escalateBefore) }),
    });
  }

  opinion({ of, within }: OpinionWait): Plan {
    return (today) => ({
      kind: 'opinion',
      answers: ['favourable', 'unfavourable'],
      pieces: [],
      dueAt: this.#endOf(today, within),
      ...(typeof of === 'string' ? { service: of } : { expert: of.expert.fr }),
    });
  }

  intervention({ steps, proof, service, within }: Interventions<string>): Plan {
    return (today) => ({
      kind: 'intervention',
      answers: ['done', 'not possible'],
      pieces: proof ? [proof] : [],
      steps,
      dueAt: this.#endOf(today, within),
      ...(service && { service }),
    });
  }

  pause(time: { for: Duration } | { until: string }, facts: Facts): Plan {
    return (today) => ({
      kind: 'wait',
      answers: ['over'],
      pieces: [],
      dueAt: 'for' in time ? this.#endOf(today, time.for) : this.#at(facts[time.until]!, 0),
    });
  }

  /** The law says by when, whatever the town's closures. */
  reasons(by: CivilDate): Plan {
    return () => ({
      kind: 'agent',
      aside: true,
      answers: ['reasons given', 'decided meanwhile'],
      pieces: [],
      dueAt: this.#at(by, 23, 59, 59),
      escalateAt: this.#morningBefore(by, '1 week'),
    });
  }

  #after = (today: CivilDate, duration: Duration) => addDuration(today, duration, this.#calendar);
  #at = (date: CivilDate, ...time: [hour: number, minute?: number, second?: number]) =>
    new Date(instantAt(date, this.#calendar.zone, ...time)).toISOString();
  #endOf = (today: CivilDate, within: Duration) => this.#at(this.#after(today, within), 23, 59, 59);
  #morningBefore = (due: CivilDate, before: Duration) => this.#at(subtractDuration(due, before, this.#calendar), 9);
}
