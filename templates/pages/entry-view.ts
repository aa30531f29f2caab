/** What the pages are given on which agents enter a request for somebody else. */
import type { ErrorLink, FieldView, Link } from '../views.ts';

export interface EntryStartView {
  typed: string;
  /** By which channel the last request came. */
  channel: string;
  /** What the agent may enter, offered while typing. */
  titles: string[];
  types: Link[];
  /** Whether those are what was typed may mean, and not all. */
  narrowed: boolean;
  errors: ErrorLink[];
}

/** A whole request on one page. */
export interface EntryFormView {
  title: string;
  action: string;
  backUrl: string;
  once: string;
  fields: FieldView[];
  person: FieldView[];
  contact: { channel: FieldView; day: FieldView; time: FieldView; first: FieldView; language: FieldView | undefined };
  /** Who may be the same person, once it has been looked for. */
  known: KnownPersonView[] | undefined;
  /** What was looked for is not to be looked for again. */
  checked: boolean;
  /** Where the page begins; what is wrong comes before. */
  focus: 'question' | 'take' | 'known' | 'send';
  notice?: string | undefined;
  errors: ErrorLink[];
}

export interface KnownPersonView {
  name: string;
  /** Address, telephone, email: to tell people of one name apart. */
  contact: string[];
  request: { reference: string; url: string; text: string };
  takeValue: string;
}

/** What is handed over once the request is filed. */
export interface EntryDoneView {
  title: string;
  reference: string;
  trackingCode: string;
  person: string;
  email?: string | undefined;
  answerBy: string;
  followUrl: string;
  receiptUrl: string;
  letterUrl?: string | undefined;
  /** Absent once the request is out of the agent's sight. */
  requestUrl?: string | undefined;
  nextUrl: string;
}

export interface EntryPages {
  'entry-start': EntryStartView;
  'entry-form': EntryFormView;
  'entry-done': EntryDoneView;
}
