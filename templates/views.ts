/**
 * What each page is given: plain data, already in the reader's language and already formatted (dates are words such as
 * « mardi 24 novembre 2026 », never instants). Templates decide nothing but the layout. What emails and the letter are
 * given is in `emails/view.ts` and `documents/view.ts`.
 */
import type { TownSettings } from '../api/town/settings.ts';
import type { AccessibilityState } from './accessibility.ts';
import type { Palette } from './colours.ts';
import type { AccountPages } from './pages/account-view.ts';
import type { AdministrationPages } from './pages/administration-view.ts';
import type { AgentPages } from './pages/agent-view.ts';
import type { CorrectionFormView, FollowView, SurveyView, WithdrawView } from './pages/citizen-view.ts';
import type { CredentialPages } from './pages/credentials-view.ts';
import type { DesignerPages } from './pages/designer-view.ts';
import type { EntryPages } from './pages/entry-view.ts';
import type { FormPages } from './pages/form-view.ts';
import type { LegalPages } from './pages/legal-view.ts';
import type { MailboxPages } from './pages/mailbox-view.ts';
import type { OperatorPages } from './pages/operator-view.ts';
import type { PortalPages } from './pages/portal-view.ts';
import type { PublicPages } from './pages/public-view.ts';
import type { RetentionPages } from './pages/retention-view.ts';
import type { RightsPages } from './pages/rights-view.ts';
import type { StatisticsPages } from './pages/statistics-view.ts';

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
  siret?: string | undefined;
  openingHours: Record<Language, OpeningLine[]>;
  openingNote?: Record<Language, string> | undefined;
  colours: Palette;
  /** Whether it has one of its own, at `/apparence/logo`. */
  logo: boolean;
  /** Changes with colours and logo: goes behind their addresses. */
  appearance: string;
  /** Legal notices: who answers for the publication, and the postal lines and telephone of the host. */
  director: string;
  host: string[];
  /** Who hears an appeal; absent as long as the town has not said it. */
  appeal: { authority: string; court: string; courtAddress: string[] } | undefined;
  dataProtection: { name: string; address?: string[] | undefined; email: string; phone?: string | undefined };
  accessibility: { statedOn: Record<Language, string>; planUrl?: string | undefined };
  audit?: TownSettings['audit'];
  certification?: TownSettings['certification'];
  languages: Language[];
  /** True for the demonstration town, which every page then says in a banner. */
  demonstration: boolean;
}

/** « Du lundi au jeudi », « de 9 h à 12 h ». */
export interface OpeningLine {
  days: string;
  hours: string;
}

/** The frame around every page. */
export interface LayoutView {
  lang: Language;
  town: TownView;
  /** Path and query of this page, to which `lang` is added for the other language. */
  path: string;
  /** Who is signed in, with the agents' pages that the menu leads to. */
  agent?: { displayName: string; menu: Link[] } | undefined;
  /** Of a citizen; absent where there are no accounts. */
  account?: 'signed in' | 'signed out' | undefined;
  /** Pages that everybody reads without asking for anything: proposals, calendars. */
  publicPages: readonly { title: string; url: string }[];
  /** What every page says of the site. */
  accessibility: AccessibilityState;
  /** Present on pages with a form that acts for somebody signed in. */
  csrf?: string | undefined;
}

export interface Link {
  url: string;
  text: string;
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
  kind:
    | 'text'
    | 'number'
    | 'whole number'
    | 'postcode'
    | 'long text'
    | 'email'
    | 'phone'
    | 'choice'
    | 'select'
    | 'date'
    | 'group'
    | 'list';
  label: string;
  hint?: string | undefined;
  optional: boolean;
  value?: string | undefined;
  date?: { day: string; month: string; year: string } | undefined;
  choices?: Choice[] | undefined;
  fields?: FieldView[] | undefined;
  list?: ListView | undefined;
  /** When the question is asked, in words, where that is to be read: « Si « École souhaitée » est … ». */
  condition?: string | undefined;
  error?: string | undefined;
  /** The HTML autocomplete token, as WCAG 1.3.5 asks for questions about oneself. */
  autocomplete?: string | undefined;
  maxLength?: number | undefined;
  /** Where the page begins. */
  autofocus?: boolean | undefined;
  /** Shown, and not for typing over. */
  readOnly?: boolean | undefined;
}

/** The blocks of a list, each with the questions of the list. */
export interface ListView {
  blocks: BlockView[];
  /** Whether one more may be added. */
  more: boolean;
  add: string;
}
export interface BlockView {
  id: string;
  title: string;
  fields: FieldView[];
  /** What the button that takes it away sends, and says. */
  remove?: { value: string; text: string } | undefined;
}

/** An entry of the error summary: `href` is `#` and the id of the field. */
export interface ErrorLink {
  href: string;
  text: string;
  /** What the field is called, where the text does not say it. */
  label?: string;
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
  /** When the answer comes: « réponse sous 5 jours ouvrés ». */
  delay: string;
}

export interface TimelineEntry {
  /** ISO instant for `<time datetime>`. */
  at: string;
  atText: string;
  text: string;
}

export interface MessageView {
  at: string;
  atText: string;
  from: string;
  text: string;
}

export interface PieceView {
  id: string;
  title: string;
  required: boolean;
}

/** Each page's own data; the key is the file's name in `pages/`. */
export interface Pages
  extends FormPages,
    PublicPages,
    AccountPages,
    AdministrationPages,
    AgentPages,
    CredentialPages,
    DesignerPages,
    EntryPages,
    LegalPages,
    MailboxPages,
    OperatorPages,
    PortalPages,
    RetentionPages,
    RightsPages,
    StatisticsPages {
  confirmation: {
    title: string;
    reference: string;
    trackingCode: string;
    email?: string | undefined;
    /** By when: « au plus tard le mardi 1er décembre 2026 ». */
    answerBy: string;
    followUrl: string;
    receiptUrl: string;
    letterUrl?: string | undefined;
    next: string[];
  };
  /** `next` is the page that the right code leads to, behind the request's own. */
  'follow-search': { reference: string; next: string; errors: ErrorLink[] };
  follow: FollowView;
  withdraw: WithdrawView;
  survey: SurveyView;
  correction: CorrectionFormView;
  help: { services: Omit<ServiceView, 'address'>[]; maxSize: string };
  /** 4xx and 5xx: what happened and what to do. */
  error: { status: number; title: string; detail: string; requestId?: string | undefined };
}
export type PageName = keyof Pages;
