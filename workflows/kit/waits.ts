import { condition, continueAsNew, workflowInfo } from '@temporalio/workflow';
import {
  type OpenedTask,
  type OpenTask,
  type QueuedEmail,
  type RecordActivities,
  type RequestInput,
  wholeRequest,
} from '../contract.ts';
import type { Inbox } from './inbox.ts';

/** The citizen has taken the request back: thrown by whatever the process waits for, and caught by none of its code. */
export class Withdrawn extends Error {}

interface Surroundings {
  record: RecordActivities;
  inbox: Inbox;
  /** False while something of this run is still on its way that a new run would not know of. */
  mayContinue(): boolean;
  continueAs(): RequestInput;
  mailed(email: QueuedEmail): void;
  documentsCame(): void;
}

/** What happens to a wait while nobody answers. */
interface Moment {
  at: string;
  /** Gives the answer that ends the wait, or until when it was put off. */
  act(): Promise<{ answer?: string; until?: string } | undefined>;
}

/** Everything that a process waits for is a task in the database; here the run waits for its answer, with one timer. */
export class Waits {
  readonly #around: Surroundings;
  readonly #cancelled = new Set<number>();

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /**
   * Opens the task, or finds it as it is now, and gives its answer.
   * @param expired what the wait ends with at its deadline; without it the task is then late and stays open
   */
  async answerTo(task: OpenTask, expired: string | undefined): Promise<string> {
    const opened = await this.#around.record.openTask(task);
    if (opened.letter) this.#around.mailed(opened.letter);
    if (opened.withdrawn) throw new Withdrawn();
    if (opened.answer !== undefined) return opened.answer;
    if (opened.state === 'expired') return expired!;
    if (opened.state === 'cancelled') return never();
    const moments = this.#momentsOf(task, opened, expired);
    const told = () => this.#take(task) ?? this.answerTo(task, expired);
    for (let moment = moments.shift(); moment; moment = moments.shift()) {
      if (await this.#told(task.ordinal, moment.at)) return told();
      const { answer, until } = (await moment.act()) ?? {};
      if (answer !== undefined) return answer;
      if (until !== undefined) inTime(moments, { ...moment, at: until });
    }
    await this.#told(task.ordinal);
    return told();
  }

  /** The waits of these steps have been closed: another was first. They resolve no more. */
  cancel(ordinals: readonly number[]): void {
    for (const ordinal of ordinals) this.#cancelled.add(ordinal);
  }

  #momentsOf(task: OpenTask, opened: OpenedTask, expired: string | undefined): Moment[] {
    const { requestId, ordinal, name } = task;
    const { record, mailed } = this.#around;
    const step = () => ({ requestId, ordinal, name, at: new Date(Date.now()).toISOString() });
    const moments: Moment[] = [];
    if (opened.remindAt && !opened.reminded) {
      const template = task.pieces.length > 0 ? 'documents-reminder' : 'answer-awaited';
      const act = async () => {
        const reminder = await record.remindCitizen({ ...step(), template });
        if (reminder) mailed(reminder);
        return undefined;
      };
      moments.push({ at: opened.remindAt, act });
    }
    if (opened.escalateAt && !opened.escalated) {
      const act = async () => {
        const told = await record.escalateTask(step());
        if (!Array.isArray(told)) return told;
        for (const email of told) mailed(email);
        return undefined;
      };
      moments.push({ at: opened.escalateAt, act });
    }
    if (expired !== undefined) {
      moments.push({ at: opened.dueAt, act: async () => ({ answer: expired, ...(await record.expireTask(step())) }) });
    } else if (!opened.late) {
      moments.push({ at: opened.dueAt, act: () => record.markLate(step()) });
    }
    return moments.sort(byTime);
  }

  /**
   * Waits for the answer of one step, or for the word that its times are others now; at most until `until`. A run that
   * has grown long goes on in a new one.
   */
  async #told(ordinal: number, until?: string): Promise<boolean> {
    const { inbox } = this.#around;
    const hasNews = () => inbox.has(ordinal) || inbox.isMoved(ordinal);
    const due = () => hasNews() || inbox.has(wholeRequest) || this.#cancelled.has(ordinal) || this.#mustContinue();
    if (until === undefined) await condition(due);
    else await condition(due, Math.max(Date.parse(until) - Date.now(), 1));
    if (this.#cancelled.has(ordinal)) return never();
    if (inbox.has(wholeRequest)) throw new Withdrawn();
    if (!inbox.has(ordinal) && this.#mustContinue()) {
      return continueAsNew<(input: RequestInput) => Promise<string>>(this.#around.continueAs());
    }
    return hasNews();
  }

  /** The answer; undefined when the times of the wait are to be read anew. */
  #take({ ordinal, kind, pieces }: OpenTask): string | undefined {
    const { inbox, documentsCame } = this.#around;
    inbox.takeMove(ordinal);
    const answer = inbox.take(ordinal);
    if (answer !== undefined && kind === 'citizen' && pieces.length > 0) documentsCame();
    return answer;
  }

  #mustContinue(): boolean {
    return workflowInfo().continueAsNewSuggested && this.#around.mayContinue();
  }
}

const byTime = (one: Moment, other: Moment) => Date.parse(one.at) - Date.parse(other.at);

function inTime(moments: Moment[], moment: Moment): void {
  moments.push(moment);
  moments.sort(byTime);
}

const never = () => new Promise<never>(() => {});
