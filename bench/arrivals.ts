/** Notes when something came (a mail, a visible task) and wakes who waits for it, in either order. */
export class Arrivals {
  readonly #times = new Map<string, number[]>();
  readonly #waiting = new Map<string, (at: number) => void>();

  note(key: string, at: number): void {
    const times = this.#times.get(key) ?? [];
    this.#times.set(key, times);
    times.push(at);
    const name = `${key} ${times.length}`;
    this.#waiting.get(name)?.(at);
    this.#waiting.delete(name);
  }

  /** When the nth arrival under this key came, on the clock of `performance.now()`. @throws when it does not come */
  nth(key: string, n: number, giveUpMs: number): Promise<number> {
    const known = this.#times.get(key)?.[n - 1];
    if (known !== undefined) return Promise.resolve(known);
    return new Promise((resolve, reject) => {
      const name = `${key} ${n}`;
      const giveUp = setTimeout(() => {
        this.#waiting.delete(name);
        reject(new Error(`number ${n} of ${key} did not come within ${giveUpMs / 1000} s`));
      }, giveUpMs);
      this.#waiting.set(name, (at) => {
        clearTimeout(giveUp);
        resolve(at);
      });
    });
  }

  /** How often each key came that did not come `n` times. */
  otherThan(n: number): [key: string, count: number][] {
    return [...this.#times].filter(([, times]) => times.length !== n).map(([key, times]) => [key, times.length]);
  }

  /** Frees what a finished request has left. */
  forget(key: string): void {
    this.#times.delete(key);
  }
}
