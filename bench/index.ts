import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, platform, release, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readConfig } from '../bin/config.ts';
import { startPostgres } from '../bin/embedded/postgres.ts';
import { findTemporal } from '../bin/embedded/temporal-program.ts';
import { medianOf, type Results, type SystemFigures } from './figures.ts';
import { goalsOf } from './goals.ts';
import { type Plan, planOf, type SystemName } from './plan.ts';
import { tableOf } from './report.ts';
import { runSystem } from './run.ts';

// `npm run bench`: this process starts, stops and adds up; the load comes from another.

const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => stopping.abort(new Error('The bench was stopped.')));

try {
  const plan = planOf(process.argv.slice(2));
  const limit = AbortSignal.timeout(plan.limitMinutes * 60_000);
  const faults = await bench(plan, AbortSignal.any([stopping.signal, limit]));
  for (const fault of faults) console.error(`LOST OR DOUBLED: ${fault}`);
  process.exitCode = faults.length > 0 ? 1 : 0;
} catch (error) {
  console.error(stopping.signal.aborted ? 'The bench was stopped.' : (error as Error).message);
  process.exitCode = 1;
}

/** @returns what was lost or doubled */
async function bench(plan: Plan, signal: AbortSignal): Promise<string[]> {
  const home = await mkdtemp(join(tmpdir(), 'guichet-bench-'));
  // Root's PostgreSQL runs as another user, who must be able to pass through.
  await chmod(home, 0o711);
  const undo: (() => Promise<void>)[] = [() => rm(home, { recursive: true, force: true, maxRetries: 5 })];
  try {
    const config = readConfig();
    const temporalProgram = await findTemporal({ config, dataDir: config.dataDir, say: console.log, signal });
    const postgres = await startPostgres({ dataDir: home, durable: true });
    undo.push(() => postgres.stop(5_000));
    return await repeat(plan, { sharedHome: home, temporalProgram, postgres, signal });
  } finally {
    for (const step of undo.reverse()) await step();
  }
}

async function repeat(plan: Plan, around: Omit<Parameters<typeof runSystem>[2], 'home' | 'run'>): Promise<string[]> {
  const measured = new Map<SystemName, SystemFigures[]>(plan.systems.map((name) => [name, []]));
  const faults: string[] = [];
  for (let repetition = 1; repetition <= plan.repetitions; repetition += 1) {
    // Rotated, so that no system is always the one that finds the machine warm.
    const first = (repetition - 1) % plan.systems.length;
    for (const name of [...plan.systems.slice(first), ...plan.systems.slice(0, first)]) {
      const run = `${name}-${repetition}`;
      console.log(`${name}, ${repetition} of ${plan.repetitions}`);
      const report = await runSystem(name, plan, { ...around, run, home: join(around.sharedHome, run) });
      console.log(`  ${report.tally.completed} requests, ${(report.mailBytes / 1024).toFixed(1)} KiB a mail`);
      measured.get(name)!.push(report.figures);
      faults.push(...report.faults.map((fault) => `${run}: ${fault}`));
    }
  }
  await publish(measured);
  return faults;
}

async function publish(measured: Map<SystemName, SystemFigures[]>): Promise<void> {
  const systems = Object.fromEntries([...measured].map(([name, figures]) => [name, medianOf(figures)]));
  const machine = `${availableParallelism()} × ${cpus()[0]?.model ?? 'processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${platform()} ${release()}, Node ${process.version}`;
  const results: Results = { machine, at: new Date().toISOString(), systems };
  const goals = goalsOf(results);
  const file = fileURLToPath(new URL('./results.json', import.meta.url));
  await writeFile(file, `${JSON.stringify({ ...results, goals }, null, 2)}\n`);
  console.log(`\n${tableOf(results, goals)}\n\nKept in bench/results.json`);
}
