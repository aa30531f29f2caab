/** What the pages are given about letters: what is posted to those whom no email reaches, and what should have left. */
import type { ErrorLink } from '../views.ts';

/** An acknowledgement that has not left in time. */
export interface OverdueRow {
  reference: string;
  url: string;
  title: string;
  service: string;
  dueOn: string;
  /** By how much: « 3 jours ». */
  late: string;
  cause: string;
  /** What is to be done, by whom. */
  next: string;
}

export interface LetterLine {
  id: string;
  reference: string;
  url: string;
  /** What it tells, as the email would have been called. */
  title: string;
  citizen: string;
  about: string;
  writtenOn: string;
  why: string;
  /** Without an address it can only be handed over: how to reach the person. */
  byHand?: string | undefined;
  printed?: string | undefined;
  /** For a moment after it was written its words are not there. */
  ready: boolean;
}

export interface LettersView {
  notice?: string | undefined;
  errors: ErrorLink[];
  /** Those of the reader, where there are several. */
  services: { label: string; count: string; url: string; current: boolean }[];
  /** The one whose letters are shown; empty for all. */
  service: string;
  overdue: OverdueRow[];
  count: string;
  letters: LetterLine[];
  /** The day of the post, as it stands in its field. */
  postedOn: string;
  today: string;
  posted: { id: string; reference: string; url: string; title: string; citizen: string; how: string }[];
}

/** An email of the request's page that goes on paper, for who may print and post it. */
export interface LetterActions {
  id: string;
  /** The id of the field with the day. */
  field: string;
  ready: boolean;
  posted: boolean;
  postedOn: string;
  today: string;
}

export interface LetterPages {
  letters: LettersView;
}
