/** What the citizen's pages of one request are given. */
import type { ErrorLink, FieldView, MessageView, PieceView, ServiceView, TimelineEntry } from '../views.ts';
import type { ReopenView } from './agent-view.ts';
import type { DocumentView, PieceStateView } from './document-view.ts';

export interface FollowView {
  title: string;
  reference: string;
  status: string;
  ended: boolean;
  /** A sentence: who has to act now. */
  waitingFor: string;
  /** By when: « au plus tard le mardi 1er décembre 2026 ». */
  answerBy: string;
  /** What it means when the town hall says nothing, and how the day was counted. */
  silence?: { text: string; explained: string } | undefined;
  /** Of the acceptance by silence. */
  attestationUrl?: string | undefined;
  /** Where to ask why silence has rejected it, while that may be asked. */
  reasonsAction?: string | undefined;
  service: ServiceView;
  timeline: TimelineEntry[];
  /** Where each piece stands that was asked for or sent. */
  pieceStates: PieceStateView[];
  documents: DocumentView[];
  messages: MessageView[];
  /** Pieces the citizen may send now; empty once the request has ended. */
  pieces: PieceView[];
  /** The titles of those that are awaited and not there. */
  missing: string[];
  /** True while the request waits for them; otherwise a further one may be sent. */
  piecesAwaited: boolean;
  /** What the citizen is asked, one button an answer. */
  question?: { name: string; until: string; action: string; answers: { id: string; label: string }[] } | undefined;
  /** It goes on under another request, about the same thing. */
  joined: boolean;
  /** « 12 soutiens sur 50 ». */
  supports?: string | undefined;
  uploadAction: string;
  messageAction?: string | undefined;
  letterUrl?: string | undefined;
  withdrawUrl?: string | undefined;
  correctUrl?: string | undefined;
  receiptUrl: string;
  /** Of who asked for their data: where they are, and until when. */
  /** `zipSize` where there are files. */
  collected?:
    | { jsonUrl: string; pdfUrl: string; zipUrl: string; zipSize: string | undefined; until: string }
    | undefined;
  /** « Salle du parc, le samedi 12 décembre 2026, de 8 h à 13 h ». */
  bookings: string[];
  /** All of them are: the calendar's file then takes them away. */
  cancelled: boolean;
  /** As a calendar’s file. */
  calendarUrl?: string | undefined;
  reopen?: ReopenView | undefined;
  /** Where to say what one thought, once it has ended. */
  surveyUrl?: string | undefined;
  /** The agent's words, once the request has ended. */
  reply?: string | undefined;
  /** Where news of the request come from, and the last line of its journal that the page knows. */
  live: string;
  seen: number;
  once: string;
  /** The message typed before an error. */
  draft: string;
  accept: string;
  maxSize: string;
  errors: ErrorLink[];
  notice?: string | undefined;
}

/** One question and a comment, once the request has ended. */
export interface SurveyView {
  title: string;
  reference: string;
  backUrl: string;
  action: string;
  once: string;
  fields: FieldView[];
  /** Until when the answer may be changed. */
  lastDay?: string | undefined;
  /** Why nothing can be said now; the form is then not shown. */
  unavailable?: string | undefined;
  errors: ErrorLink[];
  notice?: string | undefined;
}

/** What was typed, to be corrected. */
export interface CorrectionFormView {
  title: string;
  reference: string;
  action: string;
  backUrl: string;
  once: string;
  fields: FieldView[];
  citizen: FieldView[];
  errors: ErrorLink[];
}

/** Asks once more before a request is taken back. */
export interface WithdrawView {
  title: string;
  reference: string;
  action: string;
  backUrl: string;
  once: string;
}
