import { condition } from '@temporalio/workflow';
import {
  type QueuedEmail,
  type RecordActivities,
  type RequestInput,
  type SilenceState,
  type StepKey,
  silenceOrdinal,
} from '../contract.ts';
import { instantAt } from './calendar.ts';
import type { Inbox } from './inbox.ts';

interface Surroundings {
  record: RecordActivities;
  inbox: Inbox;
  mailed(email: QueuedEmail): void;
  /** Has an agent give the reasons of a rejection by silence, by that civil date. */
  giveReasons(by: string): void;
}

/**
 * Beside the process's waits, the one that the law keeps: when the town hall has said nothing for long enough, silence
 * decides, and the citizen is told. Whether it is so far is asked of the database, since documents that are missing move
 * the day; here is only the timer. Whoever silence has rejected may then ask why.
 */
export class SilenceWatch {
  readonly #step: Omit<StepKey, 'at'>;
  readonly #around: Surroundings;
  /** Never in a request on which silence has no say, or that began before it was watched. */
  readonly #watching: Promise<void> | undefined;
  #ended = false;
  #documents = 0;

  /** @param ordinal of its step in the database */
  constructor({ requestId, silenceFrom, zone }: RequestInput, ordinal: number, around: Surroundings) {
    this.#step = { requestId, ordinal, name: 'silence: decided' };
    this.#around = around;
    this.#watching = silenceFrom === undefined ? undefined : this.#watch(instantAt(silenceFrom, zone, 0));
  }

  /** Documents that were awaited have come: the day is another. */
  documentsCame(): void {
    this.#documents += 1;
  }

  /** The process is over, and has answered. */
  async end(): Promise<void> {
    this.#ended = true;
    await this.#watching;
  }

  async #watch(from: number): Promise<void> {
    for (let until: number | undefined = from; ; ) {
      await this.#called(until);
      if (this.#ended) return;
      const state = await this.#ask();
      if (state.over) return this.#afterwards(state);
      until = state.until === undefined ? undefined : Date.parse(state.until);
    }
  }

  async #afterwards({ reasonsBy }: SilenceState): Promise<void> {
    const { inbox, giveReasons } = this.#around;
    for (let by = reasonsBy; ; { reasonsBy: by } = await this.#ask()) {
      if (by !== undefined) return giveReasons(by);
      await condition(() => this.#ended || inbox.isMoved(silenceOrdinal));
      if (this.#ended) return;
    }
  }

  async #ask(): Promise<SilenceState> {
    const { record, inbox, mailed } = this.#around;
    inbox.takeMove(silenceOrdinal);
    const state = await record.watchSilence({ ...this.#step, at: new Date(Date.now()).toISOString() });
    if (state.letter) mailed(state.letter);
    return state;
  }

  async #called(until: number | undefined): Promise<void> {
    const seen = this.#documents;
    const changed = () => this.#ended || this.#documents !== seen || this.#around.inbox.isMoved(silenceOrdinal);
    if (until === undefined) await condition(changed);
    else await condition(changed, Math.max(until - Date.now(), 1));
  }
}
