/** What the pages that the law asks for are given; see `views.ts`. */
import type { Link } from '../views.ts';

/** An audit of the site's accessibility, as the statement repeats it. */
export interface AuditView {
  on: string;
  by: string;
  /** « 72 % ». */
  rate: string;
  /** Too old to be relied on. */
  expired: boolean;
  failures: string[];
  exemptions: string[];
  tools: string[];
  environments: string[];
  sample: string[];
}

/** What the citizen is told of the processing of one kind of request (RGPD, art. 13). */
export interface ProcessingView {
  title: string;
  purpose: string;
  basis: string;
  law?: string | undefined;
  recipients: string;
  retention: string;
  /** Which rights there are, with that basis. */
  rights: string;
}

export interface LegalPages {
  accessibility: { audit: AuditView | undefined; messageUrl: string | undefined };
  'personal-data': {
    types: ProcessingView[];
    cookies: { name: string; use: string; time: string }[];
    /** The form by which one uses one's rights. */
    rightsUrl: string;
    rightsTitle: string;
  };
  'legal-notices': { certification: { on: string; by: string; until: string } | undefined };
  terms: {
    since: string;
    /** Later ones hold now. */
    superseded: boolean;
    sections: { title: string; paragraphs: string[] }[];
    types: Link[];
    versions: Link[];
  };
}
