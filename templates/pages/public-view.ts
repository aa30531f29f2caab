/** What the pages that everybody reads are given; see `views.ts`. */
import type { Choice, ErrorLink } from '../views.ts';

export interface CalendarCell {
  period: string;
  state: 'free' | 'taken' | 'past' | 'closed';
  text: string;
  /** Of a free one: the form with room, day and period chosen, and what that is in words. */
  url?: string;
  about?: string;
}
export interface CalendarWeek {
  caption: string;
  periods: string[];
  days: { name: string; cells: CalendarCell[] }[];
}
export interface CalendarsView {
  title: string;
  lead: string;
  resources: { name: string; url: string }[];
}
export interface CalendarView {
  title: string;
  /** Which of the town's calendars it is, too. */
  pageTitle: string;
  /** The page of all that can be booked. */
  all: { title: string; url: string };
  weeks: CalendarWeek[];
  previousUrl: string | undefined;
  nextUrl: string | undefined;
}

export interface ProposalSummaryView {
  title: string;
  url: string;
  theme: string;
  place: string | undefined;
  publishedOn: string;
  state: string;
  open: boolean;
  /** « 12 soutiens sur 50 ». */
  supports: string;
  comments: string;
}
export interface ProposalsView {
  themes: Choice[];
  states: Choice[];
  orders: Choice[];
  count: string;
  proposals: ProposalSummaryView[];
  previousUrl: string | undefined;
  nextUrl: string | undefined;
}

export interface ProposalView extends ProposalSummaryView {
  text: string;
  /** How far the supports are, in words, while they are gathered. */
  gathering: { progress: string; until: string } | undefined;
  official: { atText: string; text: string; cost: string | undefined } | undefined;
  progress: { at: string; atText: string; state: string; text: string }[];
  debate: { at: string; atText: string; from: string; text: string }[];
  olderUrl: string | undefined;
  /** What was typed, by the fields' ids. */
  typed: Readonly<Record<string, string>>;
  once: string;
  errors: ErrorLink[];
  notice: string | undefined;
}

/** A question with one button, or what has been done. */
export interface ConfirmView {
  title: string;
  text: string[];
  form: { action: string; button: string; alsoFollow: boolean } | undefined;
  next: { url: string; text: string } | undefined;
}

/** A report of somebody else's, near the one that is about to be sent. */
export interface NearReport {
  /** « Signalé le mardi 24 novembre 2026, à 40 m ». */
  text: string;
  state: string;
  url: string;
}
export interface NearReportsView {
  title: string;
  reports: NearReport[];
  action: string;
}
export interface FollowReportView {
  about: string;
  state: string;
  action: string;
  email: string;
  errors: ErrorLink[];
}

export interface PublicPages {
  calendars: CalendarsView;
  calendar: CalendarView;
  proposals: ProposalsView;
  proposal: ProposalView;
  confirm: ConfirmView;
  'near-reports': NearReportsView;
  'follow-report': FollowReportView;
}
