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

export interface RightsPages {
  register: { lines: RegisterLine[]; breachesUrl: string | undefined };
}
