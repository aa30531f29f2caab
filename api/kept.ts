/**
 * Keeps what was read for `forMs`: callers in between get it at once, and those who come while it is read again wait for
 * the one read. What failed is not kept.
 */
export function kept<Value>(read: () => Promise<Value>, forMs: number): () => Promise<Value> {
  let last: Promise<Value> | undefined;
  let readAt = 0;
  return () => {
    if (last && Date.now() - readAt < forMs) return last;
    readAt = Date.now();
    const reading = read();
    last = reading;
    reading.catch(() => {
      if (last === reading) last = undefined;
    });
    return reading;
  };
}
