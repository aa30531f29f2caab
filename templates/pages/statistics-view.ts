/** What the pages of figures are given. */
import type { Choice, ErrorLink } from '../views.ts';

export interface FiguresRow {
  title: string;
  received: string;
  /** « En ligne (12) ». */
  channels: string[];
  open: string;
  ended: string;
  outcomes: string[];
  /** « 4,5 jours »; absent where too few have ended. */
  median?: string | undefined;
  p90?: string | undefined;
  /** Share that ended by the promised day; absent where none has ended. */
  onTime?: string | undefined;
}

export interface StatisticsView {
  /** Dates as the browser's date fields write them. */
  filters: { from: string; to: string; services: Choice[]; channels: Choice[] };
  /** « du 25/11/2025 au 24/11/2026 »; absent when the filters are wrong. */
  period?: string | undefined;
  rows: FiguresRow[];
  /** How many must have ended for a median. */
  fewest: number;
  csvUrl?: string | undefined;
  errors: ErrorLink[];
}

export interface PublicStatisticsView {
  period: string;
  rows: { title: string; ended: string; median: string; p90: string }[];
  /** Titles of the types of which too few have ended. */
  tooFew: string[];
  fewest: number;
}

export interface StatisticsPages {
  statistics: StatisticsView;
  'public-statistics': PublicStatisticsView;
}
