/** What the programs that simulate have in common. */

/** Aborted by Ctrl-C, by SIGTERM, and when the process that started this one has gone. */
export function stoppedBySignals(): AbortSignal {
  const stopping = new AbortController();
  const stop = () => stopping.abort(new Error('stopped before its end'));
  for (const signal of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.on(signal, stop);
  // Listened to, the channel to a parent would keep this process alive.
  process.channel?.unref();
  return stopping.signal;
}

/** An error for the person at the terminal. */
export function oneLine(error: unknown): string {
  const { message, code } = error as Error & { code?: string };
  const [line] = message.split('\n');
  return code?.startsWith('ERR_PARSE_ARGS') ? `${line!.split('. ')[0]}: --help shows the options` : line!;
}
