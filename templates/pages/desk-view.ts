/** What the agents' pages are given beside a request's task: notes, ready words, the process, the journal. */

import type { Choice, ErrorLink, Language } from '../views.ts';
import type { RestrictionView } from './rights-view.ts';

export interface DeskView {
  /** Where its news come from, who types is told, and it is read again; the last line of the journal that it knows of. */
  live: { news: string; typing: string; page: string; seen: number };
  notes: { at: string; atText: string; from: string; text: string }[];
  noteAction: string;
  /** The note typed before an error. */
  note: string;
  /** Ready words for the reply, as they would stand there. */
  canned: { value: string; label: string; text: string }[];
  diagram: { url: string; alt: string };
  /** What else the citizen has asked of the same sector. */
  related: {
    reference: string;
    url: string;
    receivedOn: string;
    title: string;
    status: string;
    open: boolean;
    sameType: boolean;
  }[];
  /** Present when the reader may put off the answer; what was typed before an error. */
  postpone?:
    | { action: string; causes: Choice[]; cause: string; date: string; reason: string; last: string }
    | undefined;
  /** For who answers for the service: the hold that it is under, or the form to set one; and whether it may be erased, or why not. */
  keeping?:
    | {
        held?: { reason: string; by: string; on: string } | undefined;
        holdAction: string;
        reason: string;
        eraseAction?: string | undefined;
        /** The agreement that allows it, or the reason to refuse it. */
        because: string;
      }
    | undefined;
  /** Present when it is put off; what was typed before an error, or the day on which the time would go on. */
  resume?: { action: string; date: string; reason: string; first: string; now: string; open: boolean } | undefined;
  /** Present when the person has another request that this one may be joined to, which ends it. */
  merge?: { action: string; requests: Choice[]; reason: string } | undefined;
  journalUrl?: string | undefined;
  /** Where the data of who asked for them are gathered. */
  collectUrl?: string | undefined;
  /** That its data are only kept; and for who may say so, where to. */
  restriction: RestrictionView;
  /** Where what it holds is put right for the person. */
  rectifyUrl?: string | undefined;
}

export interface EmailPreviewView {
  reference: string;
  title: string;
  /** `after` are the visas that come before it leaves. */
  emails: { subject: string; text: string; lang: Language; after: string }[];
  to: string;
  answerAction: string;
  draftAction: string;
  /** The answer as typed, to be given or gone on with. */
  sent: { name: string; value: string }[];
  once: string;
}

export interface JournalView {
  reference: string;
  title: string;
  entries: {
    number: number;
    at: string;
    atText: string;
    actor: string;
    text: string;
    kind: string;
    data: { name: string; value: string }[];
  }[];
}

export interface CannedRepliesView {
  replies: { title: string; service?: string | undefined; text: string; url: string; removeAction: string }[];
  action: string;
  /** Whether the form changes one that is there. */
  changing: boolean;
  typed: { title: string; textFr: string; textEn: string };
  services: Choice[];
  variables: { name: string; meaning: string }[];
  errors: ErrorLink[];
}

export interface DeskPages {
  'email-preview': EmailPreviewView;
  journal: JournalView;
  'canned-replies': CannedRepliesView;
}
