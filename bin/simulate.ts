import { parseArgs } from 'node:util';
import { journalText } from '../templates/timeline.ts';
import { civilDate } from '../workflows/kit/calendar.ts';
import type { RequestType } from '../workflows/kit/request-type.ts';
import { wordsOf } from '../workflows/kit/words.ts';
import { requestTypes } from '../workflows/request-types/index.ts';
import { services } from '../workflows/services.ts';
import { readConfig } from './config.ts';
import { drive, type Scenario, type Simulated } from './simulation/drive.ts';
import { openSimulatedTown } from './simulation/town.ts';

// `npm run simulate -- <type>`: one request through the real engine with its time moved ahead, on parts of its own.

const usage = `npm run simulate -- <type> [--answer "<wait>=<answer>"]… [--field "<field>=<choice>"]… [--days <n>] [--json]
  An answer may be given several times for a wait that repeats; "no reply" lets its time run out.
  Types: ${requestTypes.map(({ id }) => id).join(', ')}`;

const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopping.abort());

try {
  const { scenario, json } = read(process.argv.slice(2));
  const town = await openSimulatedTown(readConfig(), stopping.signal);
  try {
    const simulated = await drive(town, scenario);
    console.log(json ? JSON.stringify(simulated) : report(scenario.type, simulated));
  } finally {
    await town.close();
  }
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

function read(args: string[]): { scenario: Scenario; json: boolean } {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      answer: { type: 'string', multiple: true, default: [] },
      field: { type: 'string', multiple: true, default: [] },
      days: { type: 'string', default: '0' },
      json: { type: 'boolean', default: false },
    },
  });
  const type = requestTypes.findLast(({ id }) => id === positionals[0]);
  if (!type) throw new Error(`Which request type?\n${usage}`);
  const answers: Record<string, string[]> = {};
  for (const [wait, answer] of values.answer.map(pair)) answers[wait] = [...(answers[wait] ?? []), answer];
  const fields = Object.fromEntries(values.field.map(pair));
  return { scenario: { type, answers, fields, answerAfterDays: Number(values.days) }, json: values.json };
}

function pair(given: string): [name: string, value: string] {
  const [name, ...value] = given.split('=');
  if (value.length === 0) throw new Error(`"${given}" is not "name=value".\n${usage}`);
  return [name!.trim(), value.join('=').trim()];
}

const serviceNames = new Map(Object.entries(services).map(([id, { fr }]) => [id, fr]));

function report(type: RequestType, { timeline, emails, outcome }: Simulated): string {
  const reader = { type, lang: 'fr' as const, services: serviceNames };
  const lines = [
    ...timeline.map((entry) => ({ at: entry.at, line: journalText(entry, reader) })),
    ...emails.map(({ at, template, subject }) => ({ at, line: `  ✉ ${template} : ${subject ?? ''}` })),
  ].sort((one, other) => one.at.getTime() - other.at.getTime());
  const days = lines.map(({ at, line }) => `${civilDate(at.getTime())}  ${line}`);
  return [`${type.title.fr} (${type.id})`, ...days, `Fin : ${wordsOf(type, outcome).fr}`].join('\n');
}
