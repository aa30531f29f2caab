/** What the designers' pages are given. */
import type { Choice, ErrorLink, FieldView } from '../views.ts';

export interface DesignerTypesView {
  types: {
    title: string;
    id: string;
    url: string;
    service: string;
    /** « 1 », or « 2, en cours : 1 ». */
    revision: string;
    delay: string;
    paths: string;
    open: string;
    ended: string;
  }[];
}

export interface DesignerTypeView {
  title: string;
  id: string;
  facts: { label: string; value: string }[];
  links: { url: string; text: string }[];
  diagram: { url: string; alt: string; downloads: { url: string; text: string }[] };
  waits: { name: string; who: string; within: string; alert: string; open: string; late: string }[];
  endings: { outcome: string; email: string; emailUrl: string; ended: string }[];
  emails: { title: string; url: string }[];
  taken: { steps: string[]; outcome: string; requests: string; share: string; days: string }[];
  /** Answers that no ended request has got; empty when none has ended. */
  neverTaken: string[];
}

export interface DesignerEmailView {
  title: string;
  backUrl: string;
  versions: { lang: 'fr' | 'en'; language: string; subject: string; htmlUrl: string; text: string }[];
}

export interface DesignerDifferencesView {
  title: string;
  backUrl: string;
  from: string;
  to: string;
  diagrams: { url: string; text: string }[];
  rows: { what: string; before: string; after: string }[];
}

export interface DesignerSimulationView {
  title: string;
  backUrl: string;
  action: string;
  errors: ErrorLink[];
  /** What is simulated in one request: the form's choices, then the answers to each wait. */
  one: SelectView[];
  afterDays: FieldView;
  crowd: FieldView[];
  result?: OneSimulatedView | undefined;
  crowdResult?: CrowdView | undefined;
}
export interface SelectView {
  id: string;
  name: string;
  label: string;
  options: Choice[];
}
export interface OneSimulatedView {
  outcome: string;
  lasted: string;
  timeline: { at: string; atText: string; text: string }[];
  emails: { at: string; atText: string; title: string; url: string }[];
}
export interface CrowdView {
  summary: { label: string; value: string }[];
  outcomes: { outcome: string; share: string }[];
  services: {
    service: string;
    agents: string;
    tasks: string;
    wait: string;
    busy: string;
    late: string;
    needed: string;
  }[];
  /** A data address of the SVG. */
  picture: string;
}

export interface DesignerPages {
  'designer-types': DesignerTypesView;
  'designer-type': DesignerTypeView;
  'designer-email': DesignerEmailView;
  'designer-differences': DesignerDifferencesView;
  'designer-simulation': DesignerSimulationView;
}
