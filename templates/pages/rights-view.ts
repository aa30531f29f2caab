import type { ErrorLink, FieldView } from '../views.ts';
import type { CorrectionView } from './agent-view.ts';

/** What the pages of who looks after personal data are given; see `views.ts`. */

/** A line of the register of processing (RGPD, art. 30(1)). */
export interface RegisterLine {
  id: string;
  title: string;
  purpose: string;
  basis: string;
  /** Empty beside the request types. */
  law: string;
  people: string;
  data: string[];
  recipients: string;
  sector: string;
  retention: string;
  security: string[];
}

/** The requests that may be somebody's, each to be confirmed. */
export interface CollectingView {
  reference: string;
  backUrl: string;
  action: string;
  person: string;
  /** By when the person must be answered, and when the time was extended before it was over. */
  dueOn: string;
  extendedOn: string;
  requests: {
    id: string;
    reference: string;
    title: string;
    receivedOn: string;
    /** « même courriel, même nom ». */
    same: string;
    sealed: boolean;
    confirmable: boolean;
    checked: boolean;
  }[];
  /** Whose supports, comments and followed requests go with them. */
  address: string | undefined;
  withAddress: boolean;
  sent: { at: string; until: string } | undefined;
  refusals: { title: string; text: string }[];
  asking: AskingView | undefined;
  once: string;
  errors: ErrorLink[];
  notice: string | undefined;
}

/** The services that have the confirmed requests, to be asked to act on them. */
export interface AskingView {
  action: string;
  /** The person's own words, or what was typed before an error. */
  text: string;
  requests: {
    id: string;
    service: string;
    reference: string;
    title: string;
    checked: boolean;
    askedAt: string | undefined;
    doneAt: string | undefined;
  }[];
}

/** That a request's data are only kept (RGPD, art. 18). */
export interface RestrictionView {
  held: { reason: string; by: string; on: string; lifting: { on: string; reason: string } | undefined } | undefined;
  /** Sets it, tells that it will be lifted, or lifts it; absent for who may not, and on the day on which it was told. */
  action: string | undefined;
  asksReason: boolean;
  /** What was typed before an error. */
  reason: string;
  /** The person has no email address: the letter is the agent's. */
  byPost: boolean;
}

/** What a request holds, to be put right for the person by an agent. */
export interface RectificationView {
  title: string;
  reference: string;
  action: string;
  backUrl: string;
  once: string;
  /** How many corrections the form knows of; and those that came while it was filled in. */
  seen: number;
  since: CorrectionView[];
  citizen: FieldView[];
  fields: FieldView[];
  reason: string;
  /** The services that will be told by email, and who is to be told by the agent. */
  recipients: string[];
  outside: string[];
  errors: ErrorLink[];
}

export interface RightsPages {
  rectification: RectificationView;
  collecting: CollectingView;
  register: { lines: RegisterLine[]; breachesUrl: string | undefined };
}
