/** A stream of bytes, of which as many are held as a reader must look at once. */
export class ByteWindow {
  readonly #source: AsyncIterator<Buffer>;
  #held: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** Reads on until so many bytes are held. @returns whether there are, or at least `enough` before the end */
  async holds(count: number, enough = count): Promise<boolean> {
    const more: Buffer[] = [this.#held];
    let size = this.#held.length;
    while (size < count) {
      const next = await this.#source.next();
      if (next.done) break;
      more.push(next.value);
      size += next.value.length;
    }
    if (more.length > 1) this.#held = Buffer.concat(more);
    return size >= enough;
  }

  /** 0 past the end. */
  at(index: number): number {
    return this.#held[index] ?? 0;
  }

  /** The next bytes of those that are held, which stay. */
  look(count: number): Buffer {
    return this.#held.subarray(0, count);
  }

  /** With the high byte first. */
  uint16(index: number): number {
    return this.at(index) * 256 + this.at(index + 1);
  }

  /** The next bytes, or fewer at the end. */
  async take(count: number): Promise<Buffer> {
    await this.holds(count);
    return this.#cut(count);
  }

  /** A JPEG's data: up to 0xff before something else than 0, which stands for 0xff itself, or the sign of a restart. */
  async *upToMarker(): AsyncGenerator<Buffer> {
    while (await this.holds(2)) {
      const marker = this.#marker();
      if (marker !== undefined) return yield this.#cut(marker);
      // A last 0xff waits for what follows it.
      yield this.#cut(this.#held.length - (this.#held.at(-1) === 0xff ? 1 : 0));
    }
    yield this.#cut(this.#held.length);
  }

  #marker(): number | undefined {
    const held = this.#held;
    for (let at = held.indexOf(0xff); at >= 0 && at < held.length - 1; at = held.indexOf(0xff, at + 2)) {
      const next = held[at + 1]!;
      if (next !== 0 && (next < 0xd0 || next > 0xd7)) return at;
    }
    return undefined;
  }

  async *rest(): AsyncGenerator<Buffer> {
    yield this.#cut(this.#held.length);
    for (let next = await this.#source.next(); !next.done; next = await this.#source.next()) yield next.value;
  }

  #cut(count: number): Buffer {
    const cut = this.#held.subarray(0, count);
    this.#held = this.#held.subarray(count);
    return cut;
  }
}
