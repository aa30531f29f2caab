import { addDuration, type CivilDate, type Duration } from '../../workflows/kit/calendar.ts';
import { type Path, type PathStep, walk } from '../../workflows/kit/explorer.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { agentMinutesADay, dayMinutes, WorkingTime } from './working-time.ts';

/** How many ask, how well, and who is there to answer. */
export interface CrowdPlan {
  type: RequestType;
  from: CivilDate;
  /** How long requests keep coming, in days. */
  days: number;
  requestsPerDay: number;
  /** Share of the citizens' waits that go wrong: documents to send again, or none. */
  errorRate: number;
  /** How long a citizen takes on average, in days. */
  citizenDays: number;
  /** Agents of each service, all day on this type; `default` for the services that are not named. */
  agents: Readonly<Record<string, number>>;
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
export interface Spread {
  median: number;
  p90: number;
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

/** Lets fake citizens ask for `days` days, and gives how long they and the services waited. The same seed gives the same. */
export async function simulateCrowd(plan: CrowdPlan): Promise<CrowdResult> {
  const dice = seeded(plan.seed);
  const requests: Travelling[] = [];
  for (
    let minute = dice.gap(plan.requestsPerDay);
    minute < plan.days * dayMinutes;
    minute += dice.gap(plan.requestsPerDay)
  ) {
    requests.push({
      path: await walk(plan.type, (options) => chosen(options, plan, dice)),
      received: minute,
      ended: minute,
    });
  }
  const desks = new Desks(plan);
  const coming = requests.map((request) => ({ at: request.received, request, next: 0 }));
  // A heap would be quicker; with some ten thousand requests the sorted insertion is not what takes the time.
  for (let event = coming.shift(); event; event = coming.shift()) {
    const { request, next, at } = event;
    const group = groupAt(request.path.steps, next);
    const done = Math.max(...group.map((step) => desks.endOf(step, at, plan, dice)));
    request.ended = Math.max(request.ended, done);
    if (next + group.length >= request.path.steps.length) continue;
    const later = { at: done, request, next: next + group.length };
    coming.splice(place(coming, done), 0, later);
  }
  return summary(plan, requests, desks);
}

/** The fewest agents with whom at most one task in twenty is late, by service. */
export async function neededAgents(plan: CrowdPlan): Promise<Record<string, number>> {
  const agents = await busyAgents(plan);
  for (let round = 0; round < 30; round += 1) {
    const { services } = await simulateCrowd({ ...plan, agents });
    const short = services.filter(({ late }) => late > lateAtMost);
    if (short.length === 0) return agents;
    for (const { service } of short) agents[service]! += 1;
  }
  throw new Error('no number of agents keeps the deadlines: they are shorter than the office is closed');
}

/** As many as the work alone would keep busy all day. */
async function busyAgents(plan: CrowdPlan): Promise<Record<string, number>> {
  const { services } = await simulateCrowd({ ...plan, agents: { default: 1_000 } });
  return Object.fromEntries(services.map(({ service, busy }) => [service, Math.max(Math.floor(busy * 1_000), 1)]));
}

const lateAtMost = 0.05;

interface Travelling {
  path: Path;
  received: number;
  ended: number;
}

/** The agents of each service, and when each is free. */
class Desks {
  readonly #plan: CrowdPlan;
  readonly #time: WorkingTime;
  readonly #free = new Map<string, number[]>();
  readonly waits = new Map<string, number[]>();
  readonly late = new Map<string, number>();

  constructor(plan: CrowdPlan) {
    this.#plan = plan;
    this.#time = new WorkingTime(plan.from);
  }

  /** When a step that begins at `at` is over. */
  endOf(step: PathStep, at: number, plan: CrowdPlan, dice: Dice): number {
    const limit = at + limitMinutes(step, plan, at);
    if (step.result === 'no reply' || step.result === 'no opinion' || step.verb === 'wait') return limit;
    if (step.verb === 'askCitizen') return Math.min(limit, at + dice.exponential(plan.citizenDays) * dayMinutes);
    const isWork = step.verb === 'askAgent' || step.verb === 'askOpinion' || step.verb === 'intervene';
    return isWork ? this.#work(step.by ?? step.who ?? plan.type.service, at, limit) : at;
  }

  #work(service: string, at: number, limit: number): number {
    const free = this.agentsOf(service);
    const first = free.indexOf(Math.min(...free));
    const { begun, done } = this.#time.after(Math.max(at, free[first]!), this.#plan.minutesPerTask);
    free[first] = done;
    const waits = this.waits.get(service) ?? [];
    waits.push((begun - at) / dayMinutes);
    this.waits.set(service, waits);
    if (done > limit) this.late.set(service, (this.late.get(service) ?? 0) + 1);
    return done;
  }

  agentsOf(service: string): number[] {
    const { agents } = this.#plan;
    const free = this.#free.get(service) ?? Array<number>(agents[service] ?? agents.default ?? 1).fill(0);
    this.#free.set(service, free);
    return free;
  }

  /** Minutes that agents have been at their desks until `minute`. */
  presence(untilMinute: number): number {
    const days = Math.ceil(untilMinute / dayMinutes);
    return (
      Array.from({ length: days }, (_, day) => this.#time.isWorking(day)).filter(Boolean).length * agentMinutesADay
    );
  }
}

function summary(plan: CrowdPlan, requests: Travelling[], desks: Desks): CrowdResult {
  const outcomes: Record<string, number> = {};
  for (const { path } of requests) outcomes[path.ending.outcome] = (outcomes[path.ending.outcome] ?? 0) + 1;
  const end = Math.max(...requests.map(({ ended }) => ended));
  const promised = limitMinutes({ within: plan.type.answerWithin }, plan, 0);
  const services = [...desks.waits].map(([service, waits]) => ({
    service,
    agents: desks.agentsOf(service).length,
    tasks: waits.length,
    waitDays: spread(waits),
    busy: (waits.length * plan.minutesPerTask) / (desks.presence(end) * desks.agentsOf(service).length),
    late: (desks.late.get(service) ?? 0) / waits.length,
  }));
  return {
    requests: requests.length,
    outcomes,
    durationDays: spread(requests.map(({ received, ended }) => (ended - received) / dayMinutes)),
    pastDelay: requests.filter(({ received, ended }) => ended - received > promised).length / requests.length,
    services,
  };
}

/** Steps that stand side by side begin together. */
function groupAt(steps: readonly PathStep[], index: number): PathStep[] {
  const { parallel } = steps[index]!;
  if (parallel === undefined) return [steps[index]!];
  return steps.slice(index).filter((step) => step.parallel === parallel);
}

/** A planned day is taken as a month ahead, which is what the forms advise. */
function limitMinutes({ within }: Pick<PathStep, 'within'>, { from }: CrowdPlan, at: number): number {
  if (within === undefined) return 0;
  if (!/^\d/.test(within)) return 30 * dayMinutes;
  const today = new Date(Date.parse(from) + at * 60_000).toISOString().slice(0, 10);
  return (
    Date.parse(addDuration(today, within as Duration, 'metropole')) / 60_000 - Date.parse(today) / 60_000 + dayMinutes
  );
}

function chosen(options: readonly string[], { errorRate }: CrowdPlan, dice: Dice): string {
  const isWrong = (option: string) => option === 'no reply' || option === 'documents to send again';
  const wrong = options.filter(isWrong);
  const right = options.filter((option) => !isWrong(option));
  const from = wrong.length > 0 && dice.next() < errorRate ? wrong : right;
  // The first answer is the usual one; the others share what is left.
  if (from.length === 1 || dice.next() < 0.8) return from[0]!;
  return from[1 + Math.floor(dice.next() * (from.length - 1))]!;
}

function place(sorted: { at: number }[], at: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]!.at <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (share: number) => sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? 0;
  return { median: at(0.5), p90: at(0.9) };
}

interface Dice {
  next(): number;
  exponential(mean: number): number;
  /** Minutes until the next request comes. */
  gap(perDay: number): number;
}

/** Mulberry32: thirty-two bits are enough for waiting times, and a seed gives the same crowd again. */
function seeded(seed: number): Dice {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const exponential = (mean: number) => -Math.log(1 - next()) * mean;
  return { next, exponential, gap: (perDay) => exponential(dayMinutes / perDay) };
}
