/** What the agents' pages are given. */
import type { LegalFact } from '../legal-standing.ts';
import type { Choice, ErrorLink, MessageView, PieceView, TimelineEntry } from '../views.ts';
import type { DeskPages, DeskView } from './desk-view.ts';
import type { DocumentView, PieceStateView } from './document-view.ts';
import type { InterventionPages, InterventionRound } from './intervention-view.ts';
import type { LetterActions, LetterPages } from './letter-view.ts';
import type { BatchView, WorklistView } from './worklist-view.ts';

/** The pages of an agent's day; the key is the file's name. */
export interface AgentPages extends DeskPages, InterventionPages, LetterPages {
  worklist: WorklistView;
  batch: BatchView;
  request: RequestView;
}

/** What a task is beside its name: a colour goes with each word. */
export interface Mark {
  kind: 'bounced' | 'escalated' | 'visa' | 'opinion' | 'visit';
  text: string;
}

/** How much time is left: said in words, and by a colour and a shape that go with them. */
export interface Due {
  dueOn: string;
  dueIn: string;
  /** That it is late, or soon will be. */
  warning?: string | undefined;
  urgency: 'late' | 'soon' | 'ahead';
}

export interface TaskView extends Due {
  name: string;
  marks: Mark[];
  /** Who outside the town hall is asked, for the reader to write down what they said. */
  expert?: string | undefined;
  answers: { id: string; label: string }[];
  /** Whether the citizen gets words with the answer; those of a visa, an opinion or a visit are for colleagues. */
  withReply: boolean;
  /** Whether everybody reads those words, and not the citizen alone. */
  publicReply: boolean;
  /** What one of the answers must come with. */
  fields: { id: string; kind: 'text' | 'date'; label: string; answer: string; value: string }[];
  /** What must be added to say that the work is done. */
  proof?: string | undefined;
  answerAction: string;
  previewAction: string;
  draftAction: string;
  /** To whom the reader may give it. */
  assign?: { action: string; people: Choice[] } | undefined;
  claimAction?: string | undefined;
  releaseAction?: string | undefined;
  assignee?: string | undefined;
}

/** A field that was corrected: by the citizen, or by an agent, who has said why. */
export interface CorrectionView {
  label: string;
  from: string;
  to: string;
  atText: string;
  by?: string | undefined;
  reason?: string | undefined;
}

export interface RequestView extends DeskView {
  title: string;
  reference: string;
  status: string;
  channel: string;
  receivedOn: string;
  dueOn: string;
  /** What silence means, with its days; a warning once it has decided. */
  legal: { facts: LegalFact[]; warning: string | undefined };
  service: string;
  /** How the request came to this service, oldest first. */
  redirections: { text: string; reason?: string | undefined; bounced: boolean }[];
  /** The rule of the routing table. */
  routedBecause?: string | undefined;
  citizen: { name: string; email?: string | undefined; phone?: string | undefined; address?: string | undefined };
  /** The form as filled, one row an answer. */
  answers: { label: string; value: string }[];
  corrections: CorrectionView[];
  pieceStates: PieceStateView[];
  documents: (DocumentView & {
    /** Usual reasons to refuse it. */
    refusals: Choice[];
    reviewAction?: string | undefined;
    reasonError?: string | undefined;
  })[];
  /** What an agent may add; empty once the request has ended. */
  pieces: PieceView[];
  /** What the citizen may still bring on paper, for who may mark it as received. */
  paper?: { action: string; pieces: { id: string; title: string }[] } | undefined;
  uploadAction: string;
  accept: string;
  maxSize: string;
  /** Who has read it; absent where that is not kept, or not for this agent to see. */
  readingsUrl?: string | undefined;
  /** The latest lines of the history, and those before. */
  timeline: TimelineEntry[];
  earlier: TimelineEntry[];
  messages: MessageView[];
  /** What agents have answered so far; the note is for agents alone. */
  decisions: { title: string; by: string; figures: string[]; reply?: string | undefined; note?: string | undefined }[];
  emails: EmailLine[];
  /** How many letters wait to be posted. */
  toPost: number;
  /** The open task that is shown, if the reader may answer it. */
  task?: TaskView | undefined;
  /** Requests that may be about the same thing, for the answer that joins this one to another. */
  join?: JoinView | undefined;
  /** The request that this one goes on under, and those that go on under this one. */
  joinedTo?: RequestLink | undefined;
  joined: RequestLink[];
  /** What is said about a published request, the newest first; those that wait have an address to be reviewed at. */
  comments: CommentView[];
  /** Visits on the spot, in the groups that the process has made of them. */
  interventions: InterventionRound[];
  /** The other open tasks that the reader may answer. */
  otherTasks: { name: string; dueIn: string; url: string }[];
  waitingFor: string;
  once: string;
  /** What was typed before an error, so that nothing is lost. */
  draft: { answer: string; reply: string; note: string };
  /** What was typed for a task that somebody else has answered: to be copied, as it can not be sent any more. */
  unsent?: { reply: string; note: string } | undefined;
  messageAction?: string | undefined;
  /** The message typed before an error. */
  message: string;
  /** Present when the reader has the task, and may ask the managers to look at it. */
  call?: { action: string; reason: string } | undefined;
  /** Present when the reader may give the request to another service. */
  redirect?: { action: string; services: Choice[]; reason: string } | undefined;
  reopen?: ReopenView | undefined;
  /** What the citizen thought of it, for the service in charge. */
  survey?: { score: string; comment?: string | undefined; at: string } | undefined;
  errors: ErrorLink[];
  notice?: string | undefined;
}

export interface EmailLine {
  subject: string;
  to: string;
  stateText: string;
  atText: string;
  /** Of a letter: who printed it and when it was posted, and what that means for the law's time. */
  printed?: string | undefined;
  posted?: string | undefined;
  standing?: string | undefined;
  /** For who may print and post it. */
  letter?: LetterActions | undefined;
}

export interface RequestLink {
  reference: string;
  url: string;
  receivedOn: string;
  /** Where one person has made the request twice: the agent's reason to end the later one. */
  because?: string | undefined;
}

export interface JoinView {
  /** The answer that joins. */
  answer: string;
  found: (RequestLink & { place: string; step: string; near: string; chosen: boolean })[];
  /** A reference that was typed before an error, and is none of those found. */
  other: string;
}

export interface CommentView extends MessageView {
  id: string;
  state: 'waiting' | 'published' | 'refused';
  stateText: string;
  /** Why it was refused. */
  reason?: string | undefined;
  reviewAction?: string | undefined;
  reasonError?: string | undefined;
}

export interface ReopenView {
  action: string;
  lastDay: string;
  /** What was typed before an error. */
  reason: string;
  /** An agent says whether the citizen wants it. */
  byAgent: { asked: boolean } | undefined;
}
