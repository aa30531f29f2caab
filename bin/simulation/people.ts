import { addDocument, documentsOf, reviewDocument } from '../../db/documents.ts';
import { newId } from '../../db/ids.ts';
import { firstRow } from '../../db/sql.ts';
import { answerTask } from '../../db/tasks.ts';
import { withdrawRequest } from '../../db/withdrawal.ts';
import type { Zone } from '../../workflows/contract.ts';
import { addDays, civilDate, instantAt } from '../../workflows/kit/calendar.ts';
import type { Path } from '../../workflows/kit/explorer.ts';
import type { Scenario } from './drive.ts';
import { bookingsIn } from './filing.ts';
import type { OpenTask } from './rest.ts';
import type { SimulatedTown } from './town.ts';

/** What a person does with a wait, and when; without an answer it is left alone until its time runs out. */
export interface Planned {
  atMs: number;
  answer?: string;
}

const hourMs = 3_600_000;

/** The citizen, the agents and the technicians of one simulated request: each answers as the scenario says. */
export class People {
  readonly #town: SimulatedTown;
  readonly #requestId: string;
  readonly #agentId: string;
  readonly #days: number;
  readonly #left: Map<string, string[]>;
  readonly #sendsBack: ReadonlySet<string>;
  readonly #planned = new Map<string, Planned>();

  static async of(town: SimulatedTown, requestId: string, scenario: Scenario, paths: readonly Path[]): Promise<People> {
    const agent = await firstRow<{ id: string }>(town.db, `select id from agent where role = 'agent' limit 1`);
    return new People(town, requestId, agent!.id, scenario, paths);
  }

  private constructor(
    town: SimulatedTown,
    requestId: string,
    agentId: string,
    { answers = {}, answerAfterDays = 0 }: Scenario,
    paths: readonly Path[],
  ) {
    this.#town = town;
    this.#requestId = requestId;
    this.#agentId = agentId;
    this.#days = answerAfterDays;
    this.#left = new Map(Object.entries(answers).map(([name, given]) => [name, [...given]]));
    this.#sendsBack = answersThatSendBack(paths);
    // A place that is taken was so before the request came.
    for (const { name } of bookingsIn(paths)) this.#left.delete(name);
  }

  plan(task: OpenTask): Planned {
    const planned = this.#planned.get(task.id) ?? this.#planOf(task);
    this.#planned.set(task.id, planned);
    return planned;
  }

  async answer(task: OpenTask, answer: string, at: Date): Promise<void> {
    const { db } = this.#town;
    const requestId = this.#requestId;
    if (answer === 'withdrawn') await db.transaction((own) => withdrawRequest(own, requestId, at));
    else if (task.kind === 'citizen' && answer === 'received') await this.#send(task.pieces, at);
    else {
      if (this.#sendsBack.has(pair(task.name, answer))) await this.#refuseDocuments(at);
      if (!(await answerTask(db, { taskId: task.id, answer, at }))) {
        throw new Error(`"${task.name}" does not take the answer "${answer}": give one of ${task.answers.join(', ')}`);
      }
    }
  }

  /** Waits for which answers were given that nobody has asked for. */
  leftOver(): string[] {
    return [...this.#left].filter(([, answers]) => answers.length > 0).map(([name]) => name);
  }

  #planOf({ name, kind, answers, openedAt, dueAt }: OpenTask): Planned {
    const endsByItself = kind !== 'agent' && kind !== 'intervention';
    const answer = this.#left.get(name)?.shift() ?? (kind === 'wait' ? 'no reply' : answers[0]!);
    if (leavesAlone.has(answer)) return { atMs: endsByItself ? dueAt.getTime() + 1_000 : Number.POSITIVE_INFINITY };
    const atMs = this.#days === 0 ? openedAt.getTime() : morningAfter(openedAt, this.#days, this.#town.calendar.zone);
    return { atMs: endsByItself ? Math.min(atMs, dueAt.getTime() - hourMs) : atMs, answer };
  }

  async #send(pieces: readonly string[], at: Date): Promise<void> {
    for (const piece of pieces) {
      const document = { ...aDocument(), requestId: this.#requestId, piece, at };
      await this.#town.db.transaction((own) => addDocument(own, document));
    }
  }

  async #refuseDocuments(at: Date): Promise<void> {
    const { db } = this.#town;
    const requestId = this.#requestId;
    for (const { id, state } of await documentsOf(db, requestId)) {
      if (state !== 'received') continue;
      const review = { id, requestId, agentId: this.#agentId, state: 'refused', reason: 'Exemple', at } as const;
      await reviewDocument(db, review);
    }
  }
}

/** `over` is what a wait for time gives. */
const leavesAlone = new Set(['no reply', 'no opinion', 'over']);
const morningAfter = (opened: Date, days: number, zone: Zone) =>
  instantAt(addDays(civilDate(opened, zone), days), zone, 10);
const pair = (name: string, answer: string) => `${name}=${answer}`;

/** An agent's answers after which the citizen is asked again for pieces that have come: the agent refuses them first. */
export function answersThatSendBack(paths: readonly Path[]): Set<string> {
  const found = new Set<string>();
  for (const { steps } of paths) {
    const sent = new Set<string>();
    let last: string | undefined;
    for (const { verb, name, result, pieces = [] } of steps) {
      if (verb === 'askAgent') last = pair(name, result);
      if (verb !== 'askCitizen') continue;
      if (last && pieces.some((piece) => sent.has(piece))) found.add(last);
      for (const piece of pieces) sent.add(piece);
    }
  }
  return found;
}

// A row alone: the process asks whether a piece has come, never what is in it.
const aDocument = () => ({
  id: newId(),
  fileName: 'exemple.pdf',
  mediaType: 'application/pdf',
  sizeBytes: 1,
  sha256: Buffer.alloc(32),
});
