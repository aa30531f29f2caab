import type { PathStep } from '../../workflows/kit/explorer.ts';
import type { CrowdPlan, ServiceLoad } from './crowd.ts';
import type { Dice } from './dice.ts';
import { Heap } from './heap.ts';
import { spread } from './spread.ts';
import { agentMinutesADay, dayMinutes, WorkingTime } from './working-time.ts';

/** Agents of each service; `default` for the services that are not named. */
export type Agents = Readonly<Record<string, number>>;

/** The agents of each service, and when each is free. */
export class Desks {
  readonly #plan: CrowdPlan;
  readonly #agents: Agents;
  readonly #dice: Dice;
  readonly #time: WorkingTime;
  readonly #desks = new Map<string, Desk>();

  constructor(plan: CrowdPlan, agents: Agents, dice: Dice) {
    this.#plan = plan;
    this.#agents = agents;
    this.#dice = dice;
    this.#time = new WorkingTime(plan.from, plan.calendar);
  }

  /** When a step that begins at `at` is over. */
  endOf(step: PathStep, at: number): number {
    const limit = step.within === undefined ? at : this.#time.limit(step.within, at);
    if (step.result === 'no reply' || step.result === 'no opinion' || step.verb === 'wait') return limit;
    if (step.verb === 'askCitizen') {
      return Math.min(limit, at + this.#dice.exponential(this.#plan.citizenDays) * dayMinutes);
    }
    return isWork(step) ? this.#work(serviceOf(step, this.#plan), at, limit) : at;
  }

  /** @param untilMinute until then the agents have been at their desks */
  loads(untilMinute: number): ServiceLoad[] {
    const days = Array.from({ length: Math.ceil(untilMinute / dayMinutes) }, (_, day) => this.#time.isWorking(day));
    const presence = days.filter(Boolean).length * agentMinutesADay;
    return [...this.#desks].map(([service, { agents, waits, late }]) => ({
      service,
      agents,
      tasks: waits.length,
      waitDays: spread(waits),
      busy: (waits.length * this.#plan.minutesPerTask) / (presence * agents),
      late: late / waits.length,
    }));
  }

  #work(service: string, at: number, limit: number): number {
    const desk = this.#deskOf(service);
    const { begun, done } = this.#time.after(Math.max(at, desk.free.pop()!), this.#plan.minutesPerTask);
    desk.free.push(done);
    desk.waits.push((begun - at) / dayMinutes);
    if (done > limit) desk.late += 1;
    return done;
  }

  #deskOf(service: string): Desk {
    const known = this.#desks.get(service);
    if (known) return known;
    const agents = this.#agents[service] ?? this.#agents.default ?? 1;
    const free = new Heap<number>((minute) => minute, Array<number>(agents).fill(0));
    const desk = { agents, free, waits: [], late: 0 };
    this.#desks.set(service, desk);
    return desk;
  }
}

interface Desk {
  agents: number;
  /** When each agent is free. */
  free: Heap<number>;
  /** Days until each task was begun. */
  waits: number[];
  late: number;
}

export const isWork = ({ verb }: PathStep) => verb === 'askAgent' || verb === 'askOpinion' || verb === 'intervene';
export const serviceOf = ({ by, who }: PathStep, { type }: CrowdPlan) => by ?? who ?? type.service;
