/** What the pages of a citizen's account are given. */
import type { ErrorLink } from '../views.ts';

export interface AccountRequestView {
  title: string;
  reference: string;
  url: string;
  status: string;
  ended: boolean;
  /** « Vous », or which service. */
  waitingFor: string;
  /** When it was sent, and when it ended. */
  receivedOn: string;
  endedOn?: string | undefined;
}

export interface AccountDraftView {
  title: string;
  url: string;
  changedOn: string;
}

export interface AccountView {
  name: string;
  email: string | undefined;
  /** Who says so. */
  identity: string;
  requests: AccountRequestView[];
  drafts: AccountDraftView[];
  /** What was typed to add a request, and not taken. */
  reference: string;
  errors: ErrorLink[];
  notice?: string | undefined;
}

export interface AccountSignInView {
  identity: string;
  aboutUrl: string;
  /** Absolute: the way back from the provider leads to the portal's public address, and a cookie is of one host. */
  startUrl: string;
  /** False while the provider does not answer. */
  there: boolean;
  errors: ErrorLink[];
}

export interface AccountLeftView {
  identity: string;
  /** The account is no more. */
  deleted: boolean;
  /** The provider's session has ended too. */
  everywhere: boolean;
  /** Where it can be ended. */
  leaveUrl?: string | undefined;
}

export interface AccountDeleteView {
  /** With their codes: who filed while signed in may never have needed one. */
  requests: { title: string; reference: string; trackingCode: string }[];
  /** What goes with the account. */
  drafts: AccountDraftView[];
}

/** The pages of a citizen's account; the key is the file's name. */
export interface AccountPages {
  account: AccountView;
  'account-sign-in': AccountSignInView;
  'account-left': AccountLeftView;
  'account-delete': AccountDeleteView;
}
