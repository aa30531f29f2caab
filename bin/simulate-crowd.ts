import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { civilDate } from '../workflows/kit/calendar.ts';
import { wordsOf } from '../workflows/kit/words.ts';
import { requestTypes } from '../workflows/request-types/index.ts';
import { services } from '../workflows/services.ts';
import { type CrowdPlan, type CrowdResult, neededAgents, simulateCrowd } from './simulation/crowd.ts';
import { crowdPicture } from './simulation/crowd-picture.ts';

// `npm run simulate:crowd -- <type>`: what a procedure does to the services when many ask; no engine is needed for it.

const usage = `npm run simulate:crowd -- <type> [--per-day 20] [--days 250] [--errors 0.2] [--citizen-days 4]
  [--agents 2 | --agents roads=3 …] [--minutes 15] [--seed 1] [--picture file.svg] [--json]
  Types: ${requestTypes.map(({ id }) => id).join(', ')}`;

try {
  const { plan, picture, json } = read(process.argv.slice(2));
  const result = await simulateCrowd(plan);
  const needed = await neededAgents(plan);
  if (picture) await writeFile(picture, crowdPicture(result, nameOf));
  console.log(json ? JSON.stringify({ ...result, needed }) : report(plan, result, needed));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

function read(args: string[]): { plan: CrowdPlan; picture: string | undefined; json: boolean } {
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
    },
  });
  const type = requestTypes.findLast(({ id }) => id === positionals[0]);
  if (!type) throw new Error(`Which request type?\n${usage}`);
  const number = (name: 'per-day' | 'days' | 'errors' | 'citizen-days' | 'minutes' | 'seed', most: number) =>
    numberOf(name, values[name], most);
  const plan = {
    type,
    from: civilDate(Date.now()),
    days: number('days', 1_000),
    requestsPerDay: number('per-day', 1_000),
    errorRate: number('errors', 1),
    citizenDays: number('citizen-days', 100),
    agents: Object.fromEntries(values.agents.map(agentsOf)),
    minutesPerTask: number('minutes', 420),
    seed: number('seed', 2 ** 31),
  };
  return { plan, picture: values.picture, json: values.json };
}

function agentsOf(given: string): [service: string, agents: number] {
  const [service, agents] = given.includes('=') ? given.split('=') : ['default', given];
  return [service!, Math.max(Math.floor(numberOf('agents', agents!, 1_000)), 1)];
}

function numberOf(name: string, given: string, most: number): number {
  const number = Number(given);
  if (!(number >= 0 && number <= most)) throw new Error(`--${name} is a number from 0 to ${most}.\n${usage}`);
  return number;
}

function nameOf(service: string): string {
  if (service === 'manager') return 'Responsables';
  return services[service as keyof typeof services]?.fr ?? service;
}

function report(
  { type, requestsPerDay, days }: CrowdPlan,
  result: CrowdResult,
  needed: Record<string, number>,
): string {
  const share = (part: number) => `${Math.round(part * 100)} %`;
  const spread = ({ median, p90 }: { median: number; p90: number }) => `${median.toFixed(1)} / ${p90.toFixed(1)} j`;
  return [
    `${type.title.fr} : ${result.requests} demandes (${requestsPerDay} par jour pendant ${days} jours)`,
    `Durée, médiane / 90 % : ${spread(result.durationDays)} ; au-delà de ${type.answerWithin} : ${share(result.pastDelay)}`,
    ...Object.entries(result.outcomes).map(
      ([outcome, count]) => `  ${wordsOf(type, outcome).fr} : ${share(count / result.requests)}`,
    ),
    ...result.services.map(
      ({ service, agents, tasks, waitDays, busy, late }) =>
        `${nameOf(service)} : ${agents} agent(s), ${tasks} tâches, attente ${spread(waitDays)}, occupés à ${share(busy)}, en retard ${share(late)} ; il en faut ${needed[service]}`,
    ),
  ].join('\n');
}
