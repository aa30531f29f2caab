import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface Line {
  /** The town at the other end. */
  url: string;
  /** Nothing gets through. */
  cut(): void;
  /** What is sent arrives, and no answer comes back. */
  loseAnswers(): void;
  mend(): void;
  close(): Promise<void>;
}

/**
 * A line to the town that a test may cut. A browser's own « offline » ends for its service worker with the next page, and
 * loses no answer on the way.
 */
export async function openLine(town: string): Promise<Line> {
  const { hostname, port } = new URL(town);
  const calls = new Set<Socket>();
  let state: 'whole' | 'cut' | 'deaf' = 'whole';
  const server = createServer((caller) => {
    calls.add(caller);
    caller.once('close', () => calls.delete(caller));
    caller.on('error', () => caller.destroy());
    if (state === 'cut') return void caller.destroy();
    const called = connect(Number(port), hostname);
    called.on('error', () => caller.destroy());
    caller.once('close', () => called.end());
    caller.pipe(called);
    called.on('data', (answer) => (state === 'deaf' ? caller.destroy() : caller.write(answer)));
    called.once('end', () => caller.end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const become = (next: typeof state) => {
    state = next;
    for (const call of calls) call.destroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut: () => become('cut'),
    loseAnswers: () => become('deaf'),
    mend: () => become('whole'),
    async close() {
      become('cut');
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
