import type { Arrival } from '../contract.ts';

/** Enough for every delivery that may still be repeated; a request gets one signal a step. */
const seenAtMost = 500;

/** What has been signalled and not yet used. The signal handler only appends; the main line takes. */
export class Inbox {
  readonly #arrivals: Arrival[];
  readonly #seen: Set<string>;
  readonly #moved = new Set<number>();

  constructor(arrivals: readonly Arrival[] = [], seen: readonly string[] = []) {
    this.#arrivals = [...arrivals];
    this.#seen = new Set(seen);
  }

  /** Drops what it has seen: the relay delivers at least once. */
  append(arrival: Arrival): void {
    if (this.#seen.has(arrival.id)) return;
    this.#seen.add(arrival.id);
    if (this.#seen.size > seenAtMost) this.#seen.delete(this.#seen.values().next().value!);
    this.#arrivals.push(arrival);
  }

  has(ordinal: number): boolean {
    return this.#arrivals.some((arrival) => arrival.ordinal === ordinal);
  }

  take(ordinal: number): string | undefined {
    const index = this.#arrivals.findIndex((arrival) => arrival.ordinal === ordinal);
    return index < 0 ? undefined : this.#arrivals.splice(index, 1)[0]!.answer;
  }

  /** The wait of this step is to read its times anew. A new run does so by itself. */
  move(ordinal: number): void {
    this.#moved.add(ordinal);
  }

  isMoved(ordinal: number): boolean {
    return this.#moved.has(ordinal);
  }

  takeMove(ordinal: number): void {
    this.#moved.delete(ordinal);
  }

  snapshot(): { inbox: Arrival[]; seen: string[] } {
    return { inbox: [...this.#arrivals], seen: [...this.#seen] };
  }
}
