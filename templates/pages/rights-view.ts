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
  notice: string | undefined;
}

export interface RightsPages {
  collecting: CollectingView;
  register: { lines: RegisterLine[]; breachesUrl: string | undefined };
}
