import { condition } from '@temporalio/workflow';
import type { QueuedEmail, RecordActivities, RequestInput } from '../contract.ts';
import { instantAt } from './calendar.ts';
import { silenceOrdinal } from './steps.ts';

interface Surroundings {
  record: RecordActivities;
  mailed(email: QueuedEmail): void;
}

/**
 * Beside the process's waits, the one that the law keeps: when the town hall has said nothing for long enough, silence
 * decides, and the citizen is told. Whether it is so far is asked of the database, since documents that are missing move
 * the day; here is only the timer.
 */
export class SilenceWatch {
  readonly #requestId: string;
  readonly #around: Surroundings;
  /** Never in a request on which silence has no say, or that began before it was watched. */
  readonly #watching: Promise<void> | undefined;
  #ended = false;
  #documents = 0;

  constructor({ requestId, silenceFrom, zone }: RequestInput, around: Surroundings) {
    this.#requestId = requestId;
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
    const { record, mailed } = this.#around;
    const step = { requestId: this.#requestId, ordinal: silenceOrdinal, name: 'silence: decided' };
    for (let until: number | undefined = from; ; ) {
      await this.#called(until);
      if (this.#ended) return;
      const state = await record.watchSilence({ ...step, at: new Date(Date.now()).toISOString() });
      if (state.letter) mailed(state.letter);
      if (state.over) return;
      until = state.until === undefined ? undefined : Date.parse(state.until);
    }
  }

  async #called(until: number | undefined): Promise<void> {
    const seen = this.#documents;
    const changed = () => this.#ended || this.#documents !== seen;
    if (until === undefined) await condition(changed);
    else await condition(changed, Math.max(until - Date.now(), 1));
  }
}
