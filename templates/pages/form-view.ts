/** What the pages of a form are given, one question or group a page. */
import type { ErrorLink, FieldView, PieceView } from '../views.ts';
import type { ProcessingView } from './legal-view.ts';

export interface FormStartView {
  title: string;
  summary: string;
  service: string;
  law: string;
  delay: string;
  /** « 12 jours, et 30 jours au plus pour neuf demandes sur dix » ; absent while nothing is known. */
  usualDays?: string | undefined;
  /** How long the form takes; absent while nothing is known. */
  formTime?: string | undefined;
  pieces: PieceView[];
  /** Begins a draft. */
  action: string;
  /** The same form on one page, for who has no line. */
  wholeUrl: string;
  /** The draft that this browser has begun, or that the account has. */
  draft?: { url: string; changedOn: string; here: boolean } | undefined;
  /** To have the names filled in; absent for who is signed in, and without accounts. */
  signInUrl: string | undefined;
  /** The browser came to a page of the form and has no draft. */
  lost: boolean;
}

/** Around every page of a form. */
interface PageOfForm {
  /** Of the request type. */
  title: string;
  action: string;
  backUrl: string;
  errors: ErrorLink[];
  processing: ProcessingView;
}

/** One question, one group, one list, or the contact details. */
export interface FormStepView extends PageOfForm {
  /** Which page of how many. */
  step: number;
  of: number;
  field: FieldView;
  /** Who has verified the names of who is signed in, beside the contact details. */
  identity: string | undefined;
}

export interface FormPiecesView extends PageOfForm {
  step: number;
  of: number;
  pieces: FormPiece[];
  accept: string;
  photoAccept: string;
  maxSize: string;
}

export interface FormPiece {
  id: string;
  /** Of the form's fields for it. */
  name: string;
  title: string;
  required: boolean;
  /** A telephone offers its camera. */
  photo: boolean;
  files: { name: string; size: string; removeValue: string }[];
  error?: string | undefined;
}

export interface FormCheckView extends PageOfForm {
  /** Shows how to go on later. */
  draftUrl: string;
  rows: { title: string; lines: { label?: string | undefined; value: string }[]; changeUrl: string }[];
}

export interface FormStopView {
  title: string;
  text: string;
  backUrl: string;
}

export interface FormDraftView {
  title: string;
  code: string;
  /** Opens the draft on any device. */
  url: string;
  /** Writes the link to oneself. */
  mailUrl: string;
  keptUntil: string;
  resumeUrl: string;
  forgetAction: string;
  /** It is found again by signing in, too. */
  inAccount: boolean;
}

export interface DraftSearchView {
  code: string;
  errors: ErrorLink[];
  /** What became of the draft that the code was for. */
  became?: { kind: 'expired' } | { kind: 'filed'; reference: string; followUrl: string } | undefined;
  /** It was closed here, and can be opened by its code. */
  forgotten: boolean;
  /** To the drafts of one's account; absent for who is signed in, and without accounts. */
  signInUrl: string | undefined;
}

/** The whole form on one page, which can be filled in without a line. */
export interface FormWholeView {
  title: string;
  action: string;
  backUrl: string;
  /** Of this sending: who sends it again sees the same confirmation. */
  key: string;
  fields: FieldView[];
  pieces: FormPiece[];
  accept: string;
  photoAccept: string;
  maxSize: string;
  citizen: FieldView[];
  processing: ProcessingView;
}

/** The whole form on one page, for a designer who only looks. */
export interface FormPreviewView {
  title: string;
  summary: string;
  pieces: PieceView[];
  citizen: FieldView[];
  fields: FieldView[];
  processing: ProcessingView;
  backUrl: string;
}

export interface FormPages {
  form: FormPreviewView;
  'form-start': FormStartView;
  'form-whole': FormWholeView;
  offline: { forms: { title: string; url: string }[] };
  'form-step': FormStepView;
  'form-pieces': FormPiecesView;
  'form-check': FormCheckView;
  'form-stop': FormStopView;
  'form-draft': FormDraftView;
  'draft-search': DraftSearchView;
}
