import { answerTask } from '../../db/tasks.ts';
import type { Path } from '../../workflows/kit/explorer.ts';
import { chosen } from '../simulation/crowd.ts';
import { answersThatSendBack } from '../simulation/people.ts';
import type { OpenTask } from '../simulation/rest.ts';
import type { Life } from './acts.ts';
import * as acts from './acts.ts';
import { pick } from './made-up.ts';
import { agentComesAt, between, citizenComesAt, dayMs, eveningAfter, inOffice } from './paces.ts';
import { words } from './stories.ts';

/** Something that happens while a request waits; without `act` its time runs out. */
export interface Moment {
  atMs: number;
  /** @param task as it is by then */
  act?(task: OpenTask, at: Date): Promise<unknown>;
}

/** How often things go wrong or another way, of all the times at which they could. */
const often = {
  usual: 0.88,
  silence: 0.12,
  withdrawal: 0.015,
  letters: 0.15,
  notes: 0.12,
  redirections: 0.14,
  bounces: 0.5,
};

/** Those who have to do with one request: the dice say when each comes and what each does. */
export class Townspeople {
  readonly #life: Life;
  readonly #sendsBack: ReadonlySet<string>;
  readonly #planned = new Map<string, Moment[]>();

  constructor(life: Life, paths: readonly Path[]) {
    this.#life = life;
    this.#sendsBack = answersThatSendBack(paths);
  }

  /** What is still to happen to an open task, each taken out by who lets it happen. */
  momentsOf(task: OpenTask): Moment[] {
    const known = this.#planned.get(task.id) ?? this.#planOf(task);
    this.#planned.set(task.id, known);
    return known;
  }

  #planOf(task: OpenTask): Moment[] {
    const { dice, town } = this.#life;
    if (task.kind === 'wait') return [timeRunsOut(task)];
    if (task.kind === 'public') return this.#supportsOf(task);
    if (task.kind === 'opinion') return [this.#opinionOf(task)];
    if (dice.next() < often.withdrawal) {
      return [{ atMs: citizenComesAt(task, dice, town.calendar.zone), act: (_, at) => acts.withdraw(this.#life, at) }];
    }
    return task.kind === 'citizen' ? [this.#replyOf(task)] : this.#workOn(task);
  }

  #replyOf(task: OpenTask): Moment {
    const { dice, town } = this.#life;
    const answer = chosen([...task.answers, 'no reply'], often.silence, dice, often.usual);
    if (answer === 'no reply') return timeRunsOut(task);
    return {
      atMs: citizenComesAt(task, dice, town.calendar.zone),
      act: ({ id, pieces }, at) =>
        pieces.length > 0
          ? town.db.transaction((own) => acts.sendPieces(this.#life, own, pieces, at))
          : answerTask(town.db, { taskId: id, answer, at }),
    };
  }

  #opinionOf(task: OpenTask): Moment {
    const { dice, town } = this.#life;
    if (dice.next() < often.silence) return timeRunsOut(task);
    const answer = chosen(task.answers, 0, dice, often.usual);
    const atMs = Math.min(agentComesAt(task, town.calendar, dice), task.dueAt.getTime() - dayMs / 24);
    return { atMs, act: (now, at) => acts.answerAsAgent(this.#life, now, answer, false, at) };
  }

  #workOn(task: OpenTask): Moment[] {
    const { dice, town, type } = this.#life;
    const atMs = agentComesAt(task, town.calendar, dice);
    const answers = task.answers.filter((answer) => answer !== type.duplicates?.answer);
    const answer = chosen(answers, often.silence, dice, often.usual);
    if (task.kind === 'intervention') {
      return [{ atMs, act: (now, at) => acts.answerAsTechnician(this.#life, now, answer, at) }];
    }
    const refused = this.#sendsBack.has(`${task.name}=${answer}`);
    const work = { atMs, act: (now: OpenTask, at: Date) => acts.answerAsAgent(this.#life, now, answer, refused, at) };
    const isQuick = atMs - task.openedAt.getTime() < 1.5 * dayMs;
    return isQuick ? [work] : [...this.#meanwhile(task, atMs), work];
  }

  /** Before an agent has come to the answer: letters, notes, and requests that were given to the wrong service. */
  #meanwhile(task: OpenTask, untilMs: number): Moment[] {
    const life = this.#life;
    const { dice, type, town } = life;
    const openedMs = task.openedAt.getTime();
    const moments: Moment[] = [];
    const happens = (often: number) => dice.next() < often;
    const inOfficeAt = (share: number, act: Moment['act']) => {
      const atMs = inOffice(between(openedMs, untilMs, share), openedMs, town.calendar, dice);
      if (atMs < untilMs) moments.push({ atMs, ...(act && { act }) });
    };
    const eveningMs = eveningAfter(task.openedAt, 0.5, dice, town.calendar.zone);
    if (happens(often.letters) && eveningMs < untilMs) {
      moments.push({ atMs: eveningMs, act: (_, at) => acts.citizenWrites(life, at) });
      inOfficeAt(0.8, (present, at) => acts.agentWrites(life, present, at));
    }
    if (happens(often.notes)) inOfficeAt(0.7, (present, at) => acts.note(life, present, at));
    if ([...receivers, 'reception'].includes(type.service) && happens(often.redirections)) {
      const to = pick(
        receivers.filter((service) => service !== task.service),
        dice,
      );
      const [away, back] = [pick(words.redirected, dice), pick(words.sentBack, dice)];
      inOfficeAt(0.15, (present, at) => acts.give(life, present, to, away, at));
      if (happens(often.bounces)) inOfficeAt(0.5, (present, at) => acts.give(life, present, task.service, back, at));
    }
    return moments;
  }

  /** In six bursts; the last of them may reach the number that is needed. */
  #supportsOf(task: OpenTask): Moment[] {
    const { dice } = this.#life;
    const needed = task.supports!;
    const enough = dice.next() < 0.6;
    const all = enough ? needed : Math.floor(needed * (0.1 + dice.next() * 0.75));
    const lastMs = between(task.openedAt.getTime(), task.dueAt.getTime(), 0.25 + dice.next() * 0.6);
    const bursts = [0.1, 0.25, 0.45, 0.6, 0.8, 1];
    const moments = bursts.map((share, index): Moment => {
      const [from, to] = [bursts[index - 1] ?? 0, share].map((part) => Math.floor(all * part));
      return {
        atMs: between(task.openedAt.getTime(), lastMs, share),
        act: async ({ service }, at) => {
          if (index % 2 === 0) await acts.comment(this.#life, service, at);
          await acts.support(this.#life, from! + 1, to!, at);
        },
      };
    });
    return enough ? moments : [...moments, timeRunsOut(task)];
  }
}

const timeRunsOut = ({ dueAt }: OpenTask): Moment => ({ atMs: dueAt.getTime() + 1_000 });

/** Services that are easily taken for each other. */
const receivers: readonly string[] = ['roads', 'green-spaces', 'cleanliness', 'waste'];
