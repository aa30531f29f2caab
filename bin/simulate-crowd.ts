/** `npm run simulate:crowd -- <type>`: what a procedure does to the services when many ask; no engine is needed for it. */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { civilDate } from '../workflows/kit/calendar.ts';
import { explore } from '../workflows/kit/explorer.ts';
import { readConfig } from './config.ts';
import { type CrowdPlan, crowdOf, neededAgents, serve, servicesIn } from './simulation/crowd.ts';
import { crowdPicture } from './simulation/crowd-picture.ts';
import { crowdReport, crowdText, serviceName } from './simulation/crowd-report.ts';
import { oneLine } from './simulation/program.ts';
import { numberGiven, typeGiven } from './simulation/scenario.ts';

const usage = `npm run simulate:crowd -- <type> [--per-day 20] [--days 250] [--errors 0.2] [--citizen-days 4]
  [--agents 2 | --agents roads=3 …] [--minutes 15] [--seed 1] [--picture file.svg] [--json]
  --per-day       how many ask each day, and --days for how long
  --errors        share of the citizens' waits that go wrong, from 0 to 1
  --citizen-days  how long a citizen takes on average
  --agents        all day on this type: of each service, or of the one that is named
  --minutes       how long an agent's task takes
  --seed          the same gives the same crowd
  --picture       writes the waiting times as a picture
  --json          one JSON document in place of the text`;

try {
  const given = read(process.argv.slice(2));
  if (given.help) console.log(usage);
  else console.log(await simulated(given));
} catch (error) {
  console.error(oneLine(error));
  process.exitCode = 1;
}

async function simulated({ values, positionals }: ReturnType<typeof read>): Promise<string> {
  const plan = await planOf(values, positionals);
  const crowd = await crowdOf(plan);
  const result = serve(plan, crowd);
  const report = crowdReport(plan, result, neededAgents(plan, crowd), crowdPicture(result, serviceName));
  if (values.picture) await writeFile(values.picture, report.svg);
  return values.json ? JSON.stringify(report) : crowdText(plan, report);
}

function read(args: string[]) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      'per-day': { type: 'string', default: '20' },
      days: { type: 'string', default: '250' },
      errors: { type: 'string', default: '0.2' },
      'citizen-days': { type: 'string', default: '4' },
      agents: { type: 'string', multiple: true, default: ['2'] },
      minutes: { type: 'string', default: '15' },
      seed: { type: 'string', default: '1' },
      picture: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  return { values, positionals, help: values.help };
}

type Values = ReturnType<typeof read>['values'];

async function planOf(values: Values, positionals: string[]): Promise<CrowdPlan> {
  const number = (
    name: 'per-day' | 'days' | 'errors' | 'citizen-days' | 'minutes' | 'seed',
    from: number,
    to: number,
  ) => numberGiven(name, values[name], from, to);
  const zone = readConfig().holidayZone;
  const plan = {
    type: typeGiven(positionals),
    from: civilDate(Date.now(), zone),
    // No database takes part, so nobody says when the town hall will be closed.
    calendar: { zone, closures: [] },
    days: number('days', 1, 1_000),
    requestsPerDay: number('per-day', 0.01, 1_000),
    errorRate: number('errors', 0, 1),
    citizenDays: number('citizen-days', 0, 100),
    agents: {},
    minutesPerTask: number('minutes', 1, 420),
    seed: Math.floor(number('seed', 0, 2 ** 31)),
  };
  const services = servicesIn(plan, await explore(plan.type));
  return { ...plan, agents: Object.fromEntries(values.agents.map((text) => agentsGiven(text, services))) };
}

function agentsGiven(text: string, services: ReadonlySet<string>): [service: string, agents: number] {
  const [service, agents] = text.includes('=') ? text.split('=') : ['default', text];
  if (service !== 'default' && !services.has(service!)) {
    throw new Error(`--agents "${service}" has no task in this process: give one of ${[...services].join(', ')}`);
  }
  return [service!, Math.floor(numberGiven('agents', agents!, 1, 1_000))];
}
