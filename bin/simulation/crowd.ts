import type { Calendar, CivilDate } from '../../workflows/kit/calendar.ts';
import { leftForAnother, type Path, type PathStep, walk } from '../../workflows/kit/explorer.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { type Agents, Desks, isWork, serviceOf } from './desks.ts';
import { type Dice, seeded } from './dice.ts';
import { Heap } from './heap.ts';
import { type Spread, spread } from './spread.ts';
import { agentMinutesADay, dayMinutes, WorkingTime } from './working-time.ts';

/** How many ask, how well, and who is there to answer. */
export interface CrowdPlan {
  type: RequestType;
  from: CivilDate;
  /** When the services work. */
  calendar: Calendar;
  /** How long requests keep coming, in days. */
  days: number;
  requestsPerDay: number;
  /** Share of the citizens' waits that go wrong: documents to send again, or none. */
  errorRate: number;
  /** How long a citizen takes on average, in days. */
  citizenDays: number;
  /** All day on this type. */
  agents: Agents;
  minutesPerTask: number;
  seed: number;
}

export interface ServiceLoad {
  service: string;
  agents: number;
  tasks: number;
  /** Days until a task is begun. */
  waitDays: Spread;
  /** Share of the agents' time that is taken. */
  busy: number;
  /** Share of the tasks that are done after their deadline. */
  late: number;
}
export interface CrowdResult {
  requests: number;
  outcomes: Record<string, number>;
  /** Days from receipt to the end. */
  durationDays: Spread;
  /** Share that ended after the delay that the type promises. */
  pastDelay: number;
  services: ServiceLoad[];
}

/** The fake citizens of a plan: when each asks, and the path that the request will take. */
export type Crowd = readonly { path: Path; received: number }[];

/** Lets fake citizens ask for `days` days. The same seed gives the same. */
export async function crowdOf(plan: CrowdPlan): Promise<Crowd> {
  const dice = seeded(plan.seed);
  const coming = () => dice.gap(plan.requestsPerDay);
  const crowd: { path: Path; received: number }[] = [];
  for (let minute = coming(); minute < plan.days * dayMinutes; minute += coming()) {
    const path = await walk(plan.type, (options) => chosen(options, plan.errorRate, dice));
    const left = leftForAnother(path.steps);
    crowd.push({ path: { ...path, steps: path.steps.filter((step) => !left.has(step)) }, received: minute });
  }
  if (crowd.length > 0) return crowd;
  throw new Error('nobody asks in so short a time: give more --days or more --per-day');
}

/** How long a crowd and the services waited for each other, with these agents or the plan's. */
export function serve(plan: CrowdPlan, crowd: Crowd, agents: Agents = plan.agents): CrowdResult {
  const desks = new Desks(plan, agents, seeded(plan.seed + 1));
  const moments = new Heap<Moment>(({ at }) => at);
  const ended = crowd.map(({ received }) => received);
  for (const [request, { received }] of crowd.entries()) moments.push({ at: received, request, step: 0 });
  for (let moment = moments.pop(); moment; moment = moments.pop()) {
    const { at, request, step } = moment;
    const { steps } = crowd[request]!.path;
    const group = groupAt(steps, step);
    let done = at;
    for (const one of group) done = Math.max(done, desks.endOf(one, at));
    ended[request] = done;
    if (step + group.length < steps.length) moments.push({ at: done, request, step: step + group.length });
  }
  const promised = new WorkingTime(plan.from, plan.calendar);
  const isLate = ({ received }: Crowd[number], index: number) =>
    ended[index]! > promised.limit(plan.type.answerWithin, received);
  return {
    requests: crowd.length,
    outcomes: counted(crowd.map(({ path }) => path.ending.outcome)),
    durationDays: spread(crowd.map(({ received }, index) => (ended[index]! - received) / dayMinutes)),
    pastDelay: crowd.filter(isLate).length / crowd.length,
    services: desks.loads(ended.reduce((one, other) => Math.max(one, other))),
  };
}

/** The fewest agents with whom at most one task in twenty is late, by service; null where no number of them is enough. */
export function neededAgents(plan: CrowdPlan, crowd: Crowd): Record<string, number | null> {
  const plenty = serve(plan, crowd, { default: crowd.length }).services;
  const hopeless = new Set(plenty.filter(isShort).map(({ service }) => service));
  const agents = Object.fromEntries(plenty.map(({ service, tasks }) => [service, busyAgents(plan, tasks)]));
  for (;;) {
    const short = serve(plan, crowd, agents).services.filter((load) => isShort(load) && !hopeless.has(load.service));
    if (short.length === 0) break;
    for (const { service } of short) agents[service]! += 1;
  }
  return Object.fromEntries(Object.entries(agents).map(([name, count]) => [name, hopeless.has(name) ? null : count]));
}

const isShort = ({ late }: ServiceLoad) => late > 0.05;

/** As many as the work alone would keep busy all day, if it were spread evenly. */
function busyAgents({ days, minutesPerTask }: CrowdPlan, tasks: number): number {
  return Math.max(Math.floor((tasks * minutesPerTask) / (days * agentMinutesADay)), 1);
}

/** A request comes to a step. */
interface Moment {
  at: number;
  request: number;
  step: number;
}

/** The services whose agents a type's requests need. */
export const servicesIn = (plan: CrowdPlan, paths: readonly Path[]) =>
  new Set(paths.flatMap(({ steps }) => steps.filter(isWork).map((step) => serviceOf(step, plan))));

/** Steps that stand side by side begin together. */
function groupAt(steps: readonly PathStep[], index: number): PathStep[] {
  const { parallel } = steps[index]!;
  if (parallel === undefined) return [steps[index]!];
  return steps.slice(index).filter((step) => step.parallel === parallel);
}

/**
 * What somebody answers.
 * @param errorRate how often it is what costs everybody time, where it can be
 * @param usual how often it is the first of what remains
 */
export function chosen(options: readonly string[], errorRate: number, dice: Dice, usual = 0.8): string {
  const isWrong = (option: string) => option === 'no reply' || option === 'documents to send again';
  const wrong = options.filter(isWrong);
  const right = options.filter((option) => !isWrong(option));
  const from = wrong.length > 0 && dice.next() < errorRate ? wrong : right;
  // The first answer is the usual one; the others share what is left.
  if (from.length === 1 || dice.next() < usual) return from[0]!;
  return from[1 + Math.floor(dice.next() * (from.length - 1))]!;
}

function counted(outcomes: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}
