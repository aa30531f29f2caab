import { join } from 'node:path';
import type { FromGenerator, Report, ToGenerator } from './generator.ts';
import type { Plan, SystemName } from './plan.ts';
import { forkReady } from './processes.ts';
import { type Surroundings, startSystem } from './systems.ts';

/** Starts one system with a generator of its own, measures it, and stops both, whatever happens. */
export async function runSystem(
  name: SystemName,
  plan: Plan,
  around: Omit<Surroundings, 'smtpUrl' | 'onReached' | 'started'>,
): Promise<Report> {
  const stops: (() => Promise<void>)[] = [];
  const started = (stop: () => Promise<void>) => void stops.push(stop);
  try {
    around.signal.throwIfAborted();
    let smtpUrl = '';
    const generator = await forkReady({
      file: new URL('./generator.ts', import.meta.url),
      logFile: join(around.sharedHome, `generator-${around.run}.log`),
      ready(message) {
        if (!('smtpUrl' in message)) return false;
        smtpUrl = String(message.smtpUrl);
        return true;
      },
      started,
    });
    const tell = (message: ToGenerator) => void (generator.connected && generator.send(message));
    const assignment = await startSystem(name, {
      ...around,
      smtpUrl,
      started,
      onReached: (reached) => tell({ reached }),
    });
    around.signal.throwIfAborted();
    return await new Promise<Report>((resolve, reject) => {
      around.signal.addEventListener('abort', () => reject(around.signal.reason), { once: true });
      generator.once('exit', () => reject(new Error('the load generator ended')));
      generator.on('message', (message: FromGenerator) => {
        if ('said' in message) console.log(`  ${message.said}`);
        if ('report' in message) resolve(message.report);
        if ('failed' in message) reject(new Error(message.failed));
      });
      tell({ measure: { plan, ...assignment } });
    });
  } finally {
    // Backwards: the engine and the mail server outlive those that use them.
    for (const stop of stops.reverse()) await stop();
  }
}
