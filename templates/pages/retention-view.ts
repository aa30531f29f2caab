/** What the pages of the elimination lists are given; nothing in them is about a person. */
import type { Choice, ErrorLink } from '../views.ts';

export interface EliminationListView {
  title: string;
  state: string;
  facts: { label: string; value: string }[];
  lines: {
    reference: string;
    type: string;
    received: string;
    ended: string;
    keptUntil: string;
    fate: string;
    documents: string;
    /** Erased, or held. */
    state?: string | undefined;
  }[];
  /** How many lines are shown, where there are more. */
  shown?: number | undefined;
  csvUrl: string;
  /** For who answers for the service, as long as the list is open; then, as long as it has no visa. */
  closeAction?: string | undefined;
  visaAction?: string | undefined;
  typed: { by: string; on: string; reference: string };
  notice?: string | undefined;
  errors: ErrorLink[];
}

/** Of an archived request nothing but what it is. */
export interface ArchivedView {
  reference: string;
  title: string;
  since: string;
  service: string;
  /** Absent for who may not open it. */
  action?: string | undefined;
  reasons: Choice[];
  errors: ErrorLink[];
}

export interface RetentionPages {
  archived: ArchivedView;
  'elimination-lists': {
    lists: { title: string; url: string; state: string; lines: string; dates: string; volume: string }[];
  };
  'elimination-list': EliminationListView;
}
