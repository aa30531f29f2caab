/**
 * What each page, email and document is given: plain data, already in the reader's language and already formatted
 * (dates are words such as « mardi 24 novembre 2026 », never instants). Templates decide nothing but the layout.
 */

export type Language = 'fr' | 'en';

/** The town's settings that every page, email and letter shows. */
export interface TownView {
  name: string;
  /** Postal lines, the last one being postcode and town. */
  address: string[];
  email: string;
  phone: string;
  /** Absolute, without a trailing slash; links in emails start with it. */
  publicUrl: string;
  /** True for the demonstration town, which every page then says in a banner. */
  demonstration: boolean;
  /** Legal notices: who answers for the publication, and the postal lines and telephone of the host. */
  director?: string | undefined;
  host?: string[] | undefined;
}

/** The frame around every page. */
export interface LayoutView {
  lang: Language;
  town: TownView;
  /** Path and query of this page, to which `lang` is added for the other language. */
  path: string;
  agent?: { displayName: string } | undefined;
  /** Present on pages with a form that acts for somebody signed in. */
  csrf?: string | undefined;
}

export interface Choice {
  value: string;
  label: string;
  checked: boolean;
}

/** One question of a form. `group` holds further questions in `fields`, shown as one fieldset. */
export interface FieldView {
  /** Also the error summary's link target. */
  id: string;
  /** Form field name, dotted for groups: `person.givenName`. A date posts `name.day`, `name.month`, `name.year`. */
  name: string;
  kind: 'text' | 'long text' | 'email' | 'phone' | 'choice' | 'date' | 'group';
  label: string;
  hint?: string | undefined;
  optional: boolean;
  value?: string | undefined;
  date?: { day: string; month: string; year: string } | undefined;
  choices?: Choice[] | undefined;
  fields?: FieldView[] | undefined;
  error?: string | undefined;
  /** The HTML autocomplete token, as WCAG 1.3.5 asks for questions about oneself. */
  autocomplete?: string | undefined;
  maxLength?: number | undefined;
}

/** An entry of the error summary: `href` is `#` and the id of the field. */
export interface ErrorLink {
  href: string;
  text: string;
}

export interface ServiceView {
  name: string;
  email: string;
  phone: string;
  address: string[];
}

export interface RequestTypeCard {
  title: string;
  summary: string;
  url: string;
  service: string;
}

export interface TimelineEntry {
  /** ISO instant for `<time datetime>`. */
  at: string;
  atText: string;
  text: string;
}

export interface DocumentView {
  title: string;
  fileName: string;
  size: string;
  sentOn: string;
  state: 'received' | 'accepted' | 'refused' | 'infected';
  stateText: string;
  reason?: string | undefined;
  url: string;
}

export interface PieceView {
  id: string;
  title: string;
  required: boolean;
}

/** Each page's own data; the key is the file's name in `pages/`. */
export interface Pages {
  home: { types: RequestTypeCard[] };
  catalogue: { types: RequestTypeCard[] };
  form: {
    title: string;
    summary: string;
    service: string;
    law: string;
    delay: string;
    pieces: PieceView[];
    action: string;
    /** Sent back as the idempotency key, so that a double click files one request. */
    once: string;
    /** About the citizen: `citizen.givenName` and so on. */
    citizen: FieldView[];
    /** The request type's own questions. */
    fields: FieldView[];
    errors: ErrorLink[];
    privacy: string;
  };
  confirmation: {
    title: string;
    reference: string;
    trackingCode: string;
    email?: string | undefined;
    /** By when: « au plus tard le mardi 1er décembre 2026 ». */
    answerBy: string;
    followUrl: string;
    letterUrl?: string | undefined;
    next: string[];
  };
  'follow-search': { reference: string; errors: ErrorLink[] };
  follow: {
    title: string;
    reference: string;
    status: string;
    ended: boolean;
    /** A sentence: who has to act now. */
    waitingFor: string;
    /** By when: « au plus tard le mardi 1er décembre 2026 ». */
    answerBy: string;
    service: ServiceView;
    timeline: TimelineEntry[];
    documents: DocumentView[];
    messages: { at: string; atText: string; from: string; text: string }[];
    /** Pieces the citizen may send now; empty once the request has ended. */
    pieces: PieceView[];
    /** True while the request waits for them; otherwise a further one may be sent. */
    piecesAwaited: boolean;
    uploadAction: string;
    messageAction?: string | undefined;
    letterUrl?: string | undefined;
    /** The agent's words, once the request has ended. */
    reply?: string | undefined;
    once: string;
    /** The message typed before an error. */
    draft: string;
    accept: string;
    maxSize: string;
    errors: ErrorLink[];
    notice?: string | undefined;
  };
  'sign-in': { email: string; next: string; errors: ErrorLink[] };
  worklist: {
    filters: { q: string; services: Choice[]; types: Choice[]; mine: boolean };
    tasks: {
      url: string;
      reference: string;
      title: string;
      step: string;
      citizen: string;
      service: string;
      dueOn: string;
      dueIn: string;
      urgency: 'late' | 'soon' | 'ahead';
      assignee?: string | undefined;
    }[];
    count: string;
    nextUrl?: string | undefined;
    notice?: string | undefined;
  };
  request: {
    title: string;
    reference: string;
    status: string;
    channel: string;
    receivedOn: string;
    dueOn: string;
    service: string;
    citizen: { name: string; email?: string | undefined; phone?: string | undefined; address?: string | undefined };
    /** The form as filled, one row an answer. */
    answers: { label: string; value: string }[];
    documents: (DocumentView & { reviewAction?: string | undefined; reasonError?: string | undefined })[];
    timeline: TimelineEntry[];
    messages: { at: string; atText: string; from: string; text: string }[];
    /** What agents have answered so far; the note is for agents alone. */
    decisions: { title: string; by: string; reply?: string | undefined; note?: string | undefined }[];
    emails: { subject: string; to: string; stateText: string; atText: string }[];
    /** The open task of an agent, if the reader may answer it. */
    task?:
      | {
          name: string;
          dueOn: string;
          dueIn: string;
          urgency: 'late' | 'soon' | 'ahead';
          answers: { id: string; label: string }[];
          answerAction: string;
          claimAction?: string | undefined;
          releaseAction?: string | undefined;
          assignee?: string | undefined;
        }
      | undefined;
    waitingFor: string;
    once: string;
    /** What was typed before an error, so that nothing is lost. */
    draft: { answer: string; reply: string; note: string };
    /** What was typed for a task that somebody else has answered: to be copied, as it can not be sent any more. */
    unsent?: { reply: string; note: string } | undefined;
    messageAction?: string | undefined;
    /** The message typed before an error. */
    message: string;
    errors: ErrorLink[];
    notice?: string | undefined;
  };
  mailbox: { messages: { url: string; to: string; subject: string; at: string }[] };
  'mailbox-message': {
    to: string;
    subject: string;
    at: string;
    text: string;
    htmlUrl: string;
    attachments: { name: string; size: string; url: string }[];
  };
  accessibility: Record<string, never>;
  'personal-data': { types: { title: string; law: string; retention: string }[] };
  'legal-notices': Record<string, never>;
  /** 4xx and 5xx: what happened and what to do. */
  error: { status: number; title: string; detail: string; requestId?: string | undefined };
}
export type PageName = keyof Pages;

/** What every email is given. A template uses what it needs. */
export interface EmailView {
  lang: Language;
  town: TownView;
  /** « Bonjour Camille Martin, » needs both names. */
  citizenName: string;
  title: string;
  reference: string;
  trackingCode: string;
  followUrl: string;
  receivedOn: string;
  dueOn: string;
  service: ServiceView;
  law: string;
  /** The pieces still awaited, and by when. */
  pieces: string[];
  piecesBy?: string | undefined;
  /** The agent's words; paragraphs are separated by blank lines. */
  reply?: string | undefined;
  /** True when the email carries the letter to print and post. */
  letter: boolean;
}

export interface RenderedEmail {
  subject: string;
  html: string;
  text: string;
}

/** The letter that the citizen may print and post with paper copies of the pieces. */
export interface LetterView {
  lang: Language;
  town: TownView;
  service: ServiceView;
  title: string;
  reference: string;
  receivedOn: string;
  citizen: { name: string; address: string[] };
  answers: { label: string; value: string }[];
  pieces: string[];
  /** Written into the file's metadata; the same view always gives the same bytes. */
  createdAt: Date;
}
