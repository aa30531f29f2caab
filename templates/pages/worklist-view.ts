/** What the agents' list is given, and the page on which several of its rows are dealt with at once. */
import type { Choice, ErrorLink } from '../views.ts';
import type { Due, Mark } from './agent-view.ts';

export interface WorklistView {
  /** What waits for the reader, for the reader's services, for somebody else. */
  views: { label: string; count: string; url: string; current: boolean }[];
  filters: {
    q: string;
    /** Those that are seldom used stand apart, and are open when one is in use. */
    selects: FilterSelect[];
    further: FilterSelect[];
    furtherOpen: boolean;
    view: string;
  };
  saved: SavedViews;
  tasks: (TaskLine & {
    id: string;
    /** Whether the reader may take it or answer it. */
    selectable: boolean;
    /** Why the request is with this service. */
    because?: string | undefined;
    assignee?: string | undefined;
  })[];
  /** Whether one of them is. */
  selectable: boolean;
  /** Published requests on which comments wait to be read. */
  comments: { reference: string; url: string; waiting: number }[];
  /** What waits to be posted, and which acknowledgements are late. */
  letters?: string | undefined;
  count: string;
  /** The filters of this list, as its address has them. */
  query: string;
  exportUrl: string;
  /** Where news of this list come from, and since when. */
  live: string;
  seen: string;
  nextUrl?: string | undefined;
  errors: ErrorLink[];
  notice?: string | undefined;
}

export interface FilterSelect {
  id: string;
  label: string;
  /** What it says when it filters nothing. */
  all: string;
  choices: Choice[];
}

export interface SavedViews {
  views: { name: string; url: string; current: boolean; deleteAction: string }[];
  /** The filters of this list, which get a name. */
  saveAction?: string | undefined;
  name: string;
}

/** A task in a table: of which request, and how much time is left. */
export interface TaskLine extends Due {
  url: string;
  reference: string;
  title: string;
  step: string;
  marks: Mark[];
  citizen: string;
  service: string;
  channel: string;
  district?: string | undefined;
}

export interface BatchView {
  title: string;
  /** What was done of it, once something was. */
  summary?: string | undefined;
  rows: (TaskLine & { id: string; result?: { done: boolean; text: string } | undefined })[];
  action: string;
  once: string;
  /** Agents who may answer all of them; absent where the reader gives tasks to nobody. */
  assignees?: Choice[] | undefined;
  claimable: boolean;
  /** The answers that all of them offer. */
  answers: Choice[];
  withReply: boolean;
  reply: string;
  /** The list that the rows were chosen in, to go back to. */
  list: string;
  backUrl: string;
  errors: ErrorLink[];
}
