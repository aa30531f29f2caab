/** What the operator's pages are given: technical facts and references, and nothing that a citizen wrote. */

import type { Choice, ErrorLink, Link } from '../views.ts';
import type { OverdueRow } from './letter-view.ts';

export type Health = 'good' | 'look' | 'wrong';

/** One line of a state: with a word beside it where something is to be looked at. */
export interface StateLine {
  label: string;
  value: string;
  health: Health;
  healthText: string;
}

export interface FailingRow {
  reference: string;
  url: string;
  title: string;
  step: string;
  attempts: string;
  failure: string;
  /** When the engine tries again. */
  next: string;
}

export interface OperatorView {
  notice?: string | undefined;
  /** What an operator must look at before all else. */
  alarm?: Link | undefined;
  lines: StateLine[];
  links: Link[];
  failing: FailingRow[];
  /** Where only the first are shown: « 50 étapes sur 1 204 ». */
  failingMore?: string | undefined;
  /** The engine does not answer: runs whose own code fails are not known. */
  engineAway: boolean;
  outbox: { summary: string; rows: FailingRow[] };
  tables: { name: string; size: string; rows: string }[];
}

export interface OperatorRequestView {
  notice?: string | undefined;
  reference: string;
  title: string;
  facts: { label: string; value: string }[];
  engineUrl?: string | undefined;
  engineAway: boolean;
  failing: (Omit<FailingRow, 'reference' | 'url' | 'title'> & { input: { label: string; value: string }[] })[];
  /** Absent for a request that has ended. */
  actions?:
    | {
        retry: ReasonedForm;
        again: ReasonedForm;
        /** One for each choice of the form; a planned day has no options. */
        answers: (ReasonedForm & { label: string; name: string; options: Choice[]; value: string })[];
      }
    | undefined;
  repairs: { text: string; reason: string; atText: string }[];
  errors: ErrorLink[];
}

/** A form that says why; `reason` with what was typed, where it was not taken. */
export interface ReasonedForm {
  action: string;
  reason: TypedField;
}
export interface TypedField {
  id: string;
  value: string;
  error?: string | undefined;
}

export interface UnsentEmailRow {
  reference: string;
  url: string;
  title: string;
  email: string;
  /** « c…@exemple.fr » */
  address: string;
  answer: string;
  since: string;
  attempts: string;
}

/** `resend` is absent where the address is no longer kept, `address` where it is not the citizen's. */
export interface ResendableRow extends UnsentEmailRow {
  resend?: (ReasonedForm & { address?: TypedField | undefined; mayHaveLeft: boolean }) | undefined;
}

export interface OperatorEmailsView {
  notice?: string | undefined;
  /** Acknowledgements that have not left in time. */
  overdue: OverdueRow[];
  overdueText: string;
  undeliverable: ResendableRow[];
  undeliverableText: string;
  /** By what came after the backup that was restored. */
  perhapsSent: ResendableRow[];
  perhapsSentText: string;
  waiting: UnsentEmailRow[];
  waitingText: string;
  errors: ErrorLink[];
}

export interface OperatorRunsView {
  summary: string;
  /** Present where there is one to be begun again. */
  again?: ReasonedForm | undefined;
  errors: ErrorLink[];
  lost: { reference: string; url: string; title: string; since: string }[];
}

export interface OperatorConfigurationView {
  summary: string;
  lines: {
    title: string;
    health: Health;
    healthText: string;
    details: string[];
    why: string;
    /** Absent where nothing is to be done. */
    what?: string | undefined;
  }[];
}

export interface OperatorJournalView {
  notice?: string | undefined;
  /** Checks with faults that nobody has seen. */
  alarms: JournalCheckView[];
  /** To say that they were seen, up to the check of a number; absent where there are none. */
  seen?: (ReasonedForm & { number: string }) | undefined;
  checks: JournalCheckView[];
  errors: ErrorLink[];
}

export interface JournalCheckView {
  at: string;
  read: string;
  result: string;
  faulty: boolean;
  faults: string[];
  seen: { by: string; at: string; reason: string } | null;
}

export interface OperatorPages {
  operator: OperatorView;
  'operator-request': OperatorRequestView;
  'operator-emails': OperatorEmailsView;
  'operator-runs': OperatorRunsView;
  'operator-configuration': OperatorConfigurationView;
  'operator-journal': OperatorJournalView;
}
