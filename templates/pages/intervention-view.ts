/** What the technicians' pages are given. Nothing of it is about the citizen: a telephone keeps these pages for a day. */
import type { Choice, ErrorLink } from '../views.ts';
import type { Due } from './agent-view.ts';
import type { FormPiece } from './form-view.ts';

export interface InterventionPages {
  interventions: RoundView;
  intervention: InterventionView;
}

/** The open interventions of a technician's services. */
export interface RoundView {
  /** The district without a name is of what has none. */
  districts: { name: string; today: RoundItem[]; later: RoundItem[] }[];
  /** « 4 interventions aujourd’hui » */
  count: string;
  notice?: string | undefined;
}

interface RoundItem extends Due {
  url: string;
  title: string;
  about: string;
  place: string;
  /** Opens the telephone's own map. */
  mapUrl?: string | undefined;
  /** Who is at it. */
  underWay?: string | undefined;
}

export interface InterventionView extends Due {
  title: string;
  about: string;
  reference: string;
  place: string;
  mapUrl?: string | undefined;
  /** The form as filled. */
  rows: { label: string; value: string }[];
  state: string;
  /** All interventions of the request, this one too. */
  rounds: InterventionRound[];
  startAction?: string | undefined;
  releaseAction?: string | undefined;
  /** Present while it may be reported on. */
  report?: ReportView | undefined;
  /** What was written and can not be sent any more: to be copied. */
  unsent?: string | undefined;
  /** How the forms are called while they wait on the device. */
  keptTitle: string;
  /** Who fills them in: nobody else may send them. */
  agent: string;
  errors: ErrorLink[];
  notice?: string | undefined;
}

export interface ReportView {
  action: string;
  pieces: FormPiece[];
  /** Photos that have been received. */
  photos: string[];
  accept: string;
  photoAccept: string;
  maxSize: string;
  answers: Choice[];
  reasons: Choice[];
  note: string;
  /** What to say « done » has to come with. */
  proof?: string | undefined;
}

/** Interventions that belong together, in their order. */
export type InterventionRound = {
  name: string;
  state: 'planned' | 'open' | 'started' | 'done' | 'impossible' | 'closed';
  stateText: string;
  /** Who and when, or until when. */
  detail?: string | undefined;
  note?: string | undefined;
  photos: { title: string; url: string }[];
}[];
