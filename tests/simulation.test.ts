/** The programs by which a designer tries a process before it is live. */
import { beforeAll, expect, test } from '@jest/globals';
import { type CrowdPlan, crowdOf, neededAgents, serve } from '../bin/simulation/crowd.ts';
import type { CrowdReport } from '../bin/simulation/crowd-report.ts';
import type { SimulationReport } from '../bin/simulation/report.ts';
import { addDays, addMonths, civilDate } from '../workflows/kit/calendar.ts';
import { requestTypes } from '../workflows/request-types/index.ts';
import { command } from './command.ts';
import { shared } from './town.ts';

const typeOf = (id: string) => requestTypes.find((type) => type.id === id)!;

let unsupported: SimulationReport;
let enrolled: SimulationReport;
let today: string;

beforeAll(async () => {
  today = civilDate(Date.now(), 'metropole');
  unsupported = await reportOf('proposal', '--answer', 'gathering supports=no reply');
  enrolled = await reportOf(
    ...['school-enrolment', '--field', 'school=other', '--days', '7'],
    ...['--answer', 'checking the documents=documents to send again'],
    ...['--answer', 'checking the documents=vaccinations to come'],
    ...['--answer', 'opinion of the school wanted=no opinion'],
    ...['--answer', 'waiting for the vaccinations=no reply'],
    ...['--answer', 'waiting list=accepted'],
  );
}, 300_000);

test('a simulated request whose time runs out is closed on that day, and its emails and texts are those of the process', () => {
  expect(unsupported.outcome).toEqual({ id: 'not supported', text: 'Pas assez de soutiens' });
  expect(unsupported.reference).toMatch(/^\d{4}-\d{6}$/);
  expect(unsupported.emails.map(({ template }) => template)).toEqual([
    ...['acknowledgement', 'proposal-published', 'proposal-not-supported'],
  ]);
  expect(unsupported.emails.at(-1)).toMatchObject({ to: 'simulation@citoyen.example' });
  expect(unsupported.emails.at(-1)!.subject).toContain(unsupported.reference);
  expect(unsupported.waits.map(({ name, dueAt, state }) => [name, civilDate(dueAt, 'metropole'), state])).toEqual([
    ['moderation', expect.anything(), 'answered'],
    ['gathering supports', addMonths(today, 3), 'expired'],
  ]);
  expect(unsupported.timeline.at(-2)).toMatchObject({ text: 'Demande terminée : Pas assez de soutiens' });
  expect(unsupported.timeline.map(({ at }) => at)).toEqual(unsupported.timeline.map(({ at }) => at).sort());
});

test('months of a simulated request pass as its people answer, with documents refused, a silent expert and a reminder', () => {
  expect(enrolled.outcome.id).toBe('accepted');
  const answers = enrolled.waits.map(({ name, answer, state }) => [name, answer?.id ?? state]);
  expect(answers).toEqual([
    ['waiting for documents', 'received'],
    ['checking the documents', 'documents to send again'],
    ['waiting for documents', 'received'],
    ['checking the documents', 'vaccinations to come'],
    ['opinion of the sector’s school', 'favourable'],
    ['opinion of the school wanted', 'expired'],
    ['convening the commission', 'day set'],
    ['commission on exceptions', 'accepted'],
    ['waiting for the vaccinations', 'expired'],
    ['stay without vaccinations', 'accepted'],
  ]);
  const opened = enrolled.waits.map(({ openedAt }) => civilDate(openedAt, 'metropole'));
  expect(opened.slice(0, 5)).toEqual([0, 7, 14, 21, 28].map((days) => addDays(today, days)));
  const [, , , , , silent, , , vaccinations] = enrolled.waits;
  expect(
    opened[6]! > civilDate(silent!.dueAt, 'metropole') || opened[6] === civilDate(silent!.dueAt, 'metropole'),
  ).toBe(true);
  expect(civilDate(vaccinations!.dueAt, 'metropole')).toBe(addMonths(opened[8]!, 3));
  expect(enrolled.emails.map(({ template }) => template)).toEqual([
    ...['acknowledgement', 'documents-awaited', 'documents-refused', 'documents-awaited'],
    ...['commission-convened', 'request-accepted', 'documents-reminder', 'request-finished'],
  ]);
  const texts = enrolled.timeline.map(({ text }) => text);
  expect(texts).toContain('L’avis n’est pas venu dans le délai');
  expect(texts).toContain('Rappel : nous attendons votre réponse');
  // The commission accepted at once, so that the answer for its waiting list was not asked for.
  expect(enrolled.neverAsked).toEqual(['waiting list']);
});

test('the same seed gives the same crowd, and another seed another', async () => {
  const plan = planOf({ seed: 7 });
  expect(serve(plan, await crowdOf(plan))).toEqual(serve(plan, await crowdOf(plan)));
  const other = planOf({ seed: 8 });
  expect(serve(other, await crowdOf(other))).not.toEqual(serve(plan, await crowdOf(plan)));
});

test('the fewer agents there are, the longer a crowd waits, and the number needed is the fewest that keep the deadlines', async () => {
  const plan = planOf({ requestsPerDay: 100 });
  const crowd = await crowdOf(plan);
  const loadWith = (agents: number) => serve(plan, crowd, { default: agents }).services[0]!;

  const waits = [9, 6, 3, 1].map((agents) => loadWith(agents).waitDays.p90);
  expect(waits).toEqual([...waits].sort((one, other) => one - other));
  expect(waits[3]).toBeGreaterThan(waits[0]! + 1);

  const needed = neededAgents(plan, crowd)['civil-status']!;
  expect(loadWith(needed).late).toBeLessThanOrEqual(0.05);
  expect(loadWith(needed - 1).late).toBeGreaterThan(0.05);
});

test('a week in which the town hall is closed makes a crowd wait longer', async () => {
  const plan = planOf({ days: 10 });
  const crowd = await crowdOf(plan);
  const closures = ['2027-01-11', '2027-01-12', '2027-01-13', '2027-01-14', '2027-01-15'];
  const waitOf = (calendar: CrowdPlan['calendar']) => serve({ ...plan, calendar }, crowd).services[0]!.waitDays.p90;

  expect(waitOf({ zone: 'metropole', closures })).toBeGreaterThan(waitOf(plan.calendar) + 3);
});

test('a crowd is one JSON document too, with its picture', async () => {
  const {
    code,
    stdout: output,
    stderr: errors,
  } = await simulate('simulate-crowd', 'street-problem', '--days', '60', '--json');
  expect({ code, errors }).toEqual({ code: 0, errors: '' });
  const report: CrowdReport = JSON.parse(output);
  expect(report).toMatchObject({ type: 'street-problem', requests: expect.any(Number) });
  expect(report.services.map(({ service }) => service)).toEqual(Object.keys(report.needed));
  expect(report.svg).toMatch(/^<svg [\s\S]*Voirie[\s\S]*<\/svg>\s*$/);
});

test.each([
  ['simulate', [], /^No request type is given: give one of birth-certificate, /],
  ['simulate', ['nothing'], /^There is no request type "nothing": give one of birth-certificate, /],
  ['simulate', ['question', '--answer', 'reply=yes'], /^--answer "reply" is no wait .*"answering the question"$/],
  [
    'simulate',
    ['question', '--answer', 'answering the question=no reply'],
    /has no answer "no reply": give one of "answered"/,
  ],
  ['simulate', ['question', '--answer', 'answered'], /^--answer "answered" has no "=": give it as /],
  ['simulate', ['question', '--field', 'theme=moon'], /^--field "theme" has no choice "moon": give one of /],
  ['simulate', ['question', '--days', 'soon'], /^--days is soon: give a number from 0 to 1000$/],
  ['simulate', ['question', '--speed', '2'], /^Unknown option '--speed': --help shows the options$/],
  ['simulate-crowd', ['question', '--per-day', '0'], /^--per-day is 0: give a number from 0\.01 to 1000$/],
  [
    'simulate-crowd',
    ['question', '--agents', 'moon=2'],
    /^--agents "moon" has no task in this process: give one of reception$/,
  ],
  ['simulate-crowd', ['question', '--days', '1', '--per-day', '0.01'], /^nobody asks in so short a time: /],
])('%s %j is refused in one line that says what to give', async (program, args, line) => {
  const { code, stdout: output, stderr: errors } = await simulate(program, ...args, '--json');
  expect({ code, output }).toEqual({ code: 1, output: '' });
  expect(errors.trim()).toMatch(line);
  expect(errors.trim().split('\n')).toHaveLength(1);
});

function planOf(changes: Partial<CrowdPlan>): CrowdPlan {
  const usual = { days: 60, requestsPerDay: 20, errorRate: 0.2, citizenDays: 4, agents: { default: 2 }, seed: 1 };
  return {
    type: typeOf('birth-certificate'),
    from: '2027-01-04',
    calendar: { zone: 'metropole', closures: [] },
    minutesPerTask: 15,
    ...usual,
    ...changes,
  };
}

async function reportOf(...args: string[]): Promise<SimulationReport> {
  const { code, stdout: output, stderr: errors } = await simulate('simulate', ...args, '--json');
  expect({ code, errors }).toEqual({ code: 0, errors: '' });
  return JSON.parse(output);
}

const simulate = (program: string, ...args: string[]) => command(program, args, { GUICHET_DATA: shared.dataDir });
