/** Gives what is earliest first; of equals, any. */
export class Heap<Item> {
  readonly #items: Item[] = [];
  readonly #atOf: (item: Item) => number;

  constructor(atOf: (item: Item) => number, items: readonly Item[] = []) {
    this.#atOf = atOf;
    for (const item of items) this.push(item);
  }

  push(item: Item): void {
    const items = this.#items;
    const at = this.#atOf(item);
    let place = items.length;
    while (place > 0) {
      const above = (place - 1) >> 1;
      if (this.#atOf(items[above]!) <= at) break;
      items[place] = items[above]!;
      place = above;
    }
    items[place] = item;
  }

  pop(): Item | undefined {
    const items = this.#items;
    const first = items[0];
    const last = items.pop();
    if (last === undefined || items.length === 0) return first;
    const at = this.#atOf(last);
    let place = 0;
    for (;;) {
      let below = 2 * place + 1;
      if (below >= items.length) break;
      if (below + 1 < items.length && this.#atOf(items[below + 1]!) < this.#atOf(items[below]!)) below += 1;
      if (this.#atOf(items[below]!) >= at) break;
      items[place] = items[below]!;
      place = below;
    }
    items[place] = last;
    return first;
  }
}
