/** What the pages are given by which agents prove who they are. */
import type { Choice, ErrorLink } from '../views.ts';

export interface CredentialPages {
  'sign-in': {
    email: string;
    next: string;
    /** Absent where agents have passwords alone; `there` is false while it does not answer. */
    identity?: { name: string; aboutUrl: string; startUrl: string; there: boolean } | undefined;
    errors: ErrorLink[];
  };
  'sign-in-code': { next: string; errors: ErrorLink[] };
  'second-factor': { key: string; pictureUrl: string; mustProve: boolean; errors: ErrorLink[] };
  'recovery-codes': { codes: string[]; isNew: boolean };
  'choose-password': { name: string; action: string; errors: ErrorLink[] };
  'agent-account': AgentAccountView;
  accounts: AccountsView;
  /** Who has read a request, the latest first. */
  readings: { reference: string; readings: { at: string; agent: string; fileName?: string | undefined }[] };
}

export interface AgentAccountView {
  name: string;
  email: string;
  role: string;
  services: string[];
  hasPassword: boolean;
  secondFactor: boolean;
  /** The role may not be without. */
  mustProve: boolean;
  codesLeft: number;
  sessions: { id: string; device: string; openedAt: string; seenAt: string; current: boolean }[];
  tokens: { id: string; name: string; scopes: string; expiresOn: string; usedAt?: string | undefined }[];
  /** For a new token, with what was typed. */
  scopes: Choice[];
  tokenName: string;
  /** Shown this once. */
  newToken?: { name: string; token: string } | undefined;
  errors: ErrorLink[];
  notice?: string | undefined;
}

export interface AccountsView {
  accounts: {
    id: string;
    displayName: string;
    email: string;
    role: string;
    active: boolean;
    secondFactor: boolean;
    linked: boolean;
  }[];
  /** By which somebody may choose a password: shown this once. */
  link?: { name: string; url: string } | undefined;
  notice?: string | undefined;
}
