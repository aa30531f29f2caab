/** What the pages of the administration are given. */
import type { ErrorLink, FieldView, Link } from '../views.ts';

/** As a citizen's question, and two more kinds: one of a long list, several of a list. */
export interface AdministrationField extends Omit<FieldView, 'kind'> {
  kind: FieldView['kind'] | 'select' | 'choices';
}

export interface AdministrationListView {
  title: string;
  lead: string;
  columns: string[];
  /** The first cell leads to the row. */
  rows: { url: string; cells: { text: string; column: string }[] }[];
  add?: Link | undefined;
  notice?: string | undefined;
}

export interface AdministrationFormView {
  title: string;
  back: Link;
  action: string;
  /** Which state of the row the form was made from. */
  seen: string;
  fields: AdministrationField[];
  remove?: string | undefined;
  /** Who changed it last, and when. */
  last?: string | undefined;
  errors: ErrorLink[];
}

export interface AdministrationJournalView {
  entries: { at: string; atText: string; who: string; what: string; changes: string[] }[];
  nextUrl?: string | undefined;
}

export interface AdministrationTransferView {
  /** What an import has changed, or would. */
  result?: { title: string; lines: string[] } | undefined;
  errors: ErrorLink[];
}

export interface AdministrationRoutingView {
  tables: { title: string; fileUrl: string; rules: { when: string; service: string; because: string }[] }[];
  fileUrl: string;
  seen: string;
  notice?: string | undefined;
  errors: ErrorLink[];
}

export interface AdministrationTownView {
  fields: AdministrationField[];
  seen: string;
  hasLogo: boolean;
  notice?: string | undefined;
  errors: ErrorLink[];
}

export interface AdministrationHandoverView {
  fields: AdministrationField[];
  /** False when nobody holds a task. */
  any: boolean;
  /** What was done, in a sentence. */
  notice?: string | undefined;
  errors: ErrorLink[];
}

export interface AdministrationPages {
  administration: { links: (Link & { lead: string })[] };
  'administration-list': AdministrationListView;
  'administration-form': AdministrationFormView;
  'administration-journal': AdministrationJournalView;
  'administration-town': AdministrationTownView;
  'administration-transfer': AdministrationTransferView;
  'administration-routing': AdministrationRoutingView;
  'administration-handover': AdministrationHandoverView;
}
