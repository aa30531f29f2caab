/**
 * Runs a request type's process once for each combination of answers, without the engine: its paths, endings, emails and
 * deadlines. Choices of the form are decided when a condition first reads them, so that no impossible path is shown.
 */
import type { Facts } from '../contract.ts';
import type { Booking, Desk, Ending, First, Interventions } from './desk.ts';
import { type AllOf, allOf } from './parallel.ts';
import type { RequestType } from './request-type.ts';

/** One verb that a path has passed, and what it gave. */
export interface PathStep {
  ordinal: number;
  verb: Verb;
  name: string;
  /** The answer, the email's name for `email`, the outcome for `close`. */
  result: string;
  /** What the wait could have given: the answers, then what its deadline gives. */
  answers: readonly string[];
  /** Service, expert or nothing where it is the request's own. */
  who?: string;
  by?: 'manager';
  within?: string;
  remindAfter?: string;
  escalateBefore?: string;
  pieces?: readonly string[];
  /** The single interventions of `intervene`, and whether each waits for the one before. */
  parts?: readonly string[];
  order?: Interventions<string>['order'];
  email?: string;
  /** The fields of the form that say what is booked. */
  booking?: Booking<Facts, string>;
  /** Stands beside the next ones, under this number. */
  parallel?: number;
}
export type Verb =
  | 'acknowledge'
  | 'email'
  | 'askCitizen'
  | 'askAgent'
  | 'askOpinion'
  | 'intervene'
  | 'book'
  | 'wait'
  | 'first'
  | 'redirect'
  | 'check'
  | 'since'
  | 'close';

export interface Path {
  /** The choices of the form that the path depends on. */
  facts: Facts;
  steps: PathStep[];
  emails: string[];
  ending: { outcome: string; email: string };
}

/** Gives one of several options: the explorer's next combination, or a simulation's dice. */
export type Choose = (options: readonly string[], about: { kind: 'fact' | 'answer'; name: string }) => string;

export const stepsAtMost = 200;
export const pathsAtMost = 20_000;

/** Every path of a type. @throws ProcessUnbounded */
export async function explore(type: RequestType): Promise<Path[]> {
  const paths: Path[] = [];
  let prefix: number[] | undefined = [];
  while (prefix) {
    const [decisions, taken]: [Decision[], number[]] = [[], prefix];
    paths.push(
      await walk(type, (options) => {
        const index = taken[decisions.length] ?? 0;
        decisions.push({ index, last: index === options.length - 1 });
        return options[index]!;
      }),
    );
    if (paths.length > pathsAtMost) throw new ProcessUnbounded(type.id, `it has more than ${pathsAtMost} paths`);
    prefix = nextPrefix(decisions);
  }
  return paths;
}

/** One way through the process. */
export async function walk(type: RequestType, choose: Choose): Promise<Path> {
  const explorer = new Explorer(type, choose);
  const ending = await type.process(explorer);
  return explorer.path(ending);
}

/** Waits that stand in a `first` and were not the first. */
export function leftForAnother(steps: readonly PathStep[]): Set<PathStep> {
  const left = new Set<PathStep>();
  for (const [index, { verb, answers, result }] of steps.entries()) {
    if (verb !== 'first') continue;
    const group = steps.slice(index - answers.length, index);
    for (const [place, step] of group.entries()) if (answers[place] !== result) left.add(step);
  }
  return left;
}

/** A process that the explorer can not see the end of: the designer must bound a loop. */
export class ProcessUnbounded extends Error {
  constructor(type: string, what: string) {
    super(`${type}: ${what}. ${bounding}`);
  }
}

const bounding = 'Bound its loops, as in "for (let round = 0; round < 3; round += 1)", and keep them short.';

interface Decision {
  index: number;
  last: boolean;
}

/** Depth first: the last decision that has another option takes it. */
function nextPrefix(decisions: readonly Decision[]): number[] | undefined {
  const open = decisions.findLastIndex(({ last }) => !last);
  if (open < 0) return undefined;
  return [...decisions.slice(0, open).map(({ index }) => index), decisions[open]!.index + 1];
}

class Explorer implements Desk<Facts, string, string> {
  readonly #type: RequestType;
  readonly #choose: Choose;
  readonly #facts: Record<string, string> = {};
  readonly #steps: PathStep[] = [];
  #closed: { outcome: string; email: string } | undefined;

  constructor(type: RequestType, choose: Choose) {
    this.#type = type;
    this.#choose = choose;
  }

  path(_ending: Ending): Path {
    const emails = this.#steps.flatMap(({ email }) => (email ? [email] : []));
    return { facts: this.#facts, steps: this.#steps, emails, ending: this.#closed! };
  }

  async acknowledge(): Promise<void> {
    this.#note('acknowledge', 'acknowledgement', [], { email: 'acknowledgement' });
  }

  async email(template: string): Promise<void> {
    this.#note('email', template, [], { email: template });
  }

  askCitizen: Desk<Facts, string, string>['askCitizen'] = async (name, wait) => {
    const answers = [...(wait.answers ?? ['received']), 'no reply'];
    const { pieces, within, remindAfter } = wait;
    return this.#note('askCitizen', name, answers, {
      within,
      ...(pieces && { pieces }),
      ...(remindAfter && { remindAfter }),
    }) as never;
  };

  askAgent: Desk<Facts, string, string>['askAgent'] = async (name, answers, wait) => {
    const { within, service, by, escalateBefore, proof } = wait;
    return this.#note('askAgent', name, answers, {
      within,
      ...(service && { who: service }),
      ...(by && { by }),
      ...(escalateBefore && { escalateBefore }),
      ...(proof && { pieces: [proof] }),
    }) as never;
  };

  askOpinion: Desk<Facts, string, string>['askOpinion'] = async (name, { of, within }) =>
    this.#note('askOpinion', name, ['favourable', 'unfavourable', 'no opinion'], {
      within,
      who: typeof of === 'string' ? of : of.expert.fr,
    }) as never;

  intervene: Desk<Facts, string, string>['intervene'] = async (name, { steps: parts, order, within, service, proof }) =>
    this.#note('intervene', name, ['done', 'not possible'], {
      ...{ within, parts, order },
      ...(service && { who: service }),
      ...(proof && { pieces: [proof] }),
    }) as never;

  book: Desk<Facts, string, string>['book'] = async (name, booking) =>
    this.#note('book', name, ['booked', 'taken'], { booking }) as never;

  async wait(name: string, time: { for: string } | { until: string }): Promise<void> {
    this.#note('wait', name, ['over'], { within: 'for' in time ? time.for : time.until });
  }

  all<Waits extends Record<string, Promise<unknown>>>(waits: Waits): Promise<AllOf<Waits>> {
    this.#together(Object.keys(waits).length);
    return allOf(waits);
  }

  async first<Waits extends Record<string, Promise<unknown>>>(name: string, waits: Waits): Promise<First<Waits>> {
    const names = Object.keys(waits);
    this.#together(names.length);
    const won = this.#note('first', name, names, {});
    return { wait: won, answer: await waits[won] } as First<Waits>;
  }

  async redirect(to: string): Promise<void> {
    this.#note('redirect', to, [], { who: to });
  }

  check(name: string, holds: (facts: Facts) => boolean): boolean {
    const result = holds(this.#decidedWhenRead());
    this.#note('check', name, [], {}, result ? 'yes' : 'no');
    return result;
  }

  since(name: string): boolean {
    this.#note('since', name, [], {}, 'yes');
    return true;
  }

  async close(outcome: string, { email }: { email: string }): Promise<Ending> {
    this.#note('close', outcome, [], { email });
    this.#closed = { outcome, email };
    return { outcome } as Ending;
  }

  #note(verb: Verb, name: string, answers: readonly string[], about: Partial<PathStep>, given?: string): string {
    if (this.#steps.length >= stepsAtMost) {
      throw new ProcessUnbounded(this.#type.id, `a path has more than ${stepsAtMost} steps; it repeats "${name}"`);
    }
    const result =
      given ?? (answers.length > 1 ? this.#choose(answers, { kind: 'answer', name }) : (answers[0] ?? name));
    this.#steps.push({ ordinal: this.#steps.length + 1, verb, name, result, answers, ...about });
    return result;
  }

  /** The verbs inside `all` and `first` have been called just before. */
  #together(count: number): void {
    const parallel = this.#steps.length;
    for (const step of this.#steps.slice(-count)) step.parallel = parallel;
  }

  #decidedWhenRead(): Facts {
    return new Proxy(this.#facts, {
      get: (facts, field: string) => {
        const question = this.#type.form[field];
        if (question?.kind === 'choice') {
          if (question.from)
            throw new Error(`${this.#type.id}: what "${field}" may be is the town's: ask its routing table`);
          facts[field] ??= this.#choose(Object.keys(question.options), { kind: 'fact', name: field });
        }
        return facts[field];
      },
    });
  }
}
