/** `npm run simulate -- <type>`: one request through the real engine with its time moved ahead, on parts of its own. */
import { parseArgs } from 'node:util';
import { explore } from '../workflows/kit/explorer.ts';
import { readConfig } from './config.ts';
import { oneLine, stoppedBySignals } from './simulation/program.ts';
import { scenarioGiven, typeGiven } from './simulation/scenario.ts';

const usage = `npm run simulate -- <type> [--answer "<wait>=<answer>"]… [--field "<field>=<choice>"]… [--days <n>] [--json]
  --answer  what somebody answers; several times for a wait that repeats. "no reply" lets its time run out, "withdrawn"
            is the citizen who takes the request back, "taken" a place that somebody else has. The others: the first answer
  --field   a choice of the form; the others: the first
  --days    how long everybody takes to answer; 0
  --json    one JSON document in place of the text`;

const signal = stoppedBySignals();

try {
  const given = read(process.argv.slice(2));
  if (given) console.log(await simulated(given));
  else console.log(usage);
} catch (error) {
  console.error(oneLine(error));
  process.exitCode = 1;
}

async function simulated({ json, ...given }: NonNullable<ReturnType<typeof read>>): Promise<string> {
  const type = typeGiven(given.positionals);
  const scenario = scenarioGiven(type, await explore(type), given);
  // Slow to load, and for nothing where a word was mistyped.
  const [{ drive }, { openSimulatedTown }, { reportText, simulationReport }] = await Promise.all([
    import('./simulation/drive.ts'),
    import('./simulation/town.ts'),
    import('./simulation/report.ts'),
  ]);
  const town = await openSimulatedTown({ config: readConfig(), signal });
  try {
    const report = simulationReport(type, await drive(town, scenario, signal));
    return json ? JSON.stringify(report) : reportText(report, town.calendar.zone);
  } finally {
    await town.close();
  }
}

function read(args: string[]) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      answer: { type: 'string', multiple: true, default: [] },
      field: { type: 'string', multiple: true, default: [] },
      days: { type: 'string', default: '0' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { answer: answers, field: fields, days, json, help } = values;
  return help ? undefined : { positionals, answers, fields, days, json };
}
