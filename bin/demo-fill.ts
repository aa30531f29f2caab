/** `npm run demo:fill`: a plausible past year of requests in the demonstration town, through the real processes. */
import { parseArgs } from 'node:util';
import { readConfig } from './config.ts';
import { newestTypes } from './filling/plan.ts';
import { oneLine, stoppedBySignals } from './simulation/program.ts';
import { numberGiven } from './simulation/scenario.ts';

const usage = `npm run demo:fill -- [--requests 500] [--seed 7]
  fills the town of npm start, whether it runs or not, with a year of requests of made-up people, who are marked "(essai)";
  no email leaves. Nothing is changed where there may be real requests.
  --requests  how many, from one of each type to 5000
  --seed      the same gives the same requests, people and endings on the same day`;

const stopping = stoppedBySignals();

try {
  const { values } = parseArgs({
    options: {
      requests: { type: 'string', default: '500' },
      seed: { type: 'string', default: '7' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) console.log(usage);
  else {
    const requests = Math.floor(numberGiven('requests', values.requests, newestTypes.length, 5_000));
    await run(requests, Math.floor(numberGiven('seed', values.seed, 0, 2 ** 31)));
  }
} catch (error) {
  console.error(oneLine(error));
  process.exitCode = 1;
}
// The engine's library keeps a handle.
process.exit();

async function run(requests: number, seed: number): Promise<void> {
  // Slow to load, and for nothing where a word was mistyped.
  const [{ openDemonstration }, { fill }, { fillTable }] = await Promise.all([
    import('./filling/demonstration.ts'),
    import('./filling/fill.ts'),
    import('./filling/report.ts'),
  ]);
  const began = performance.now();
  const config = readConfig();
  const demonstration = await openDemonstration(config);
  try {
    console.log(
      `${requests} made-up requests of the past year for the town in ${config.dataDir} (seed ${seed}); no email leaves.`,
    );
    const lived = await fill(demonstration, { config, requests, seed, progress, stopping });
    const seconds = Math.round((performance.now() - began) / 1000);
    console.log(fillTable(lived));
    console.log(`Filled in ${seconds} s. ${demonstration.running ? demonstration.publicUrl : 'npm start shows it.'}`);
  } finally {
    await demonstration.close();
  }
}

/** One line that grows on a terminal, and one for each tenth elsewhere. */
function progress(done: number, all: number): void {
  const tenth = Math.floor((done * 10) / all);
  if (process.stdout.isTTY) process.stdout.write(`\r${done} of ${all}${done === all ? '\n' : ''}`);
  else if (tenth > Math.floor(((done - 1) * 10) / all)) console.log(`${done} of ${all}`);
}
