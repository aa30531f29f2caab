import type { Facts } from '../contract.ts';
import type { ServiceId } from '../services.ts';
import type { Duration } from './calendar.ts';
import type { Desk, Ending } from './desk.ts';
import type { AmountField, DateField, DaysOf, FactsOf, Form, TextField, TextsOf, Words } from './fields.ts';
import type { LifeEvent, Theme } from './portal.ts';
import type { Retention } from './retention.ts';
import type { Silence } from './silence.ts';

/** A supporting document that a request type asks for. */
export interface Piece {
  title: Words;
  /** Whether the request is incomplete without it: only then may it be asked for by a letter that stops the clock. */
  required: boolean;
  /** The text that asks for it, where it is another than the procedure's. */
  law?: string;
  /** How old a document may be when it is looked at, as for a proof of address. */
  validFor?: Duration;
  /** Brought by an agent, as a technician's photo; the citizen's pages do not ask for it. */
  from?: 'agent';
  /** A picture of something out there: a telephone offers its camera. */
  photo?: true;
  /** Why it is often refused, beside what any document is refused for. */
  refusals?: readonly Words[];
}

/** What tells that two open requests are about the same thing, and the answer by which an agent joins one to the other. */
export interface Duplicates<Same extends string = string, Text extends string = string> {
  answer: string;
  /** Choices that must be the same. */
  same: readonly Same[];
  /** Where it is: coordinates as « 48.8566, 2.3522 », and the place in words for when they are not given. */
  near: { coordinates: Text; text: Text };
}

/** Once an agent has given `answer`, everybody may read the request, and comment it until it ends. */
export interface Publication<Choice extends string = string, Text extends string = string> {
  answer: string;
  fields: { theme: Choice; title: Text; text: Text; place: Text };
  /** Tasks whose reply is the town's answer to everybody, once it has been sent. */
  official: readonly string[];
  /** Tasks whose replies then tell how it goes on. */
  progress: readonly string[];
}

/** A page of everybody's at `/address`: what is free of what the process books, week by week. */
export interface Calendar<Choice extends string = string, Day extends string = string> {
  address: string;
  title: Words;
  lead: Words;
  /** The form's questions, as in `desk.book`. */
  resource: Choice;
  on: Day;
  period: Choice;
  /** How many weeks are shown at once. */
  weeks: number;
}

/** What may be asked of an agent with an answer. */
export type AnswerField = AmountField | DateField | TextField;

/** The header of a request type: data, from which the portal, the form, the API and the worklist are made. */
export interface RequestTypeHeader<F extends Form = Form, P extends string = string> {
  id: string;
  title: Words;
  summary: Words;
  /** Under which heading the portal shows it, and for what moments of a life. */
  theme: Theme;
  lifeEvents?: readonly LifeEvent[];
  /** Words that people look for it by and that neither title nor summary has. */
  keywords?: Words;
  /** The service in charge, or to begin with where the process redirects by the routing table. */
  service: ServiceId;
  /** The text that the procedure follows. */
  law: string;
  /** Raised when running requests must keep their rules and new ones get others (invariant I10). */
  revision?: number;
  form: F;
  pieces: Readonly<Record<P, Piece>>;
  /** The delay that the town promises or owes, from the day of receipt. */
  answerWithin: Duration;
  /** What it means that nobody answers, and from when on: printed on the acknowledgement, and done by the process. */
  silence: Silence;
  /** How long after its end the citizen may have the request looked at again, from the last decision on. */
  reopenWithin?: Duration;
  /** Its own steps, answers and outcomes in the reader's words; the usual ones are in `kit/words.ts`. */
  words?: Readonly<Record<string, Words>>;
  duplicates?: Duplicates;
  publication?: Publication;
  calendar?: Calendar;
  /** What an agent must give with an answer beside words, by the answer: a cost, a day, the authority that it is passed to. */
  answerFields?: Readonly<Record<string, Readonly<Record<string, AnswerField>>>>;
  /** What every answer and piece is asked for, as it goes on behind « pour »: told under the form, and in the register. */
  purpose: Words;
  /** Why the town may use the citizen's data (RGPD, art. 6). */
  basis: 'public task' | 'legal obligation';
  /** How long the request is kept after its end, and what becomes of it then. */
  retention: Retention;
}

export interface RequestType extends RequestTypeHeader {
  revision: number;
  process(desk: Desk<Facts, string, string>): Promise<Ending>;
}

/**
 * Declares a request type. The process is a straight function over the desk's verbs; it must end in `desk.close`,
 * whose value is the only way to make an `Ending`.
 */
export function requestType<const F extends Form, const P extends string, End>(
  type: RequestTypeHeader<F, P> & {
    duplicates?: Duplicates<keyof FactsOf<F> & string, TextsOf<F>>;
    publication?: Publication<keyof FactsOf<F> & string, TextsOf<F>>;
    calendar?: Calendar<keyof FactsOf<F> & string, DaysOf<F>>;
    process(desk: Desk<FactsOf<F>, P, DaysOf<F>>): Promise<End>;
  } & Told<End>,
): RequestType {
  // The facts come from this form and the pieces from this header, so the narrower desk is the one that runs.
  return { revision: 1, ...type } as unknown as RequestType;
}

/**
 * What the compiler says, at the type's id, of a process with a path to another end than an `Ending`. The plain type
 * would say it in eight lines about two functions. A process that has another fault is told of that one alone.
 */
type Told<End> = [End] extends [Ending]
  ? unknown
  : unknown extends End
    ? unknown
    : { id: 'the process has a path that does not end in `return desk.close(…)`: handle every answer' };
